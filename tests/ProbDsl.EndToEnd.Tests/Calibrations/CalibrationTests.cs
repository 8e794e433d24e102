using ProbDsl.EndToEnd.Tests.Coordinates;
using Xunit.Abstractions;

namespace ProbDsl.EndToEnd.Tests.Calibrations;

/// <summary>
/// Fits that are right pass, each wrong one is named. Seeds are fixed; all tests of one calibration together reject what is right once in a hundred
/// seeds.
/// </summary>
public class CalibrationTests(ITestOutputHelper output)
{
    private static readonly double[] s_standardError = [15, 10, 16, 11, 9, 11, 10, 18];

    [Fact]
    public void ConjugateModel_HasTheExactProbabilities()
    {
        // With seven readings: precision ¼ + 7/2.25.
        const int Rows = 7;
        var exact = new List<double>();
        var model = new Level(new double[Rows]);
        Calibration calibration = Calibration.Run(
            400,
            3,
            simulation =>
            {
                var truth = model.SimulatePrior(simulation);
                var random = new Philox(simulation, 1);
                double[] y = model.Observe(truth, ref random).Y;
                double precision = 0.25 + (Rows / 2.25);
                exact.Add(new Normal((0.25 + (y.Sum() / 2.25)) / precision, 1 / Math.Sqrt(precision)).Cdf(truth.Mu));
                return ([truth.Mu], new Level(y).Fit());
            },
            new ParallelOptions { MaxDegreeOfParallelism = 1 });
        output.WriteLine(calibration.ToString());
        Assert.True(calibration.IsCalibrated, calibration.ToString());
        Assert.Equal((400, 0), (calibration.Reliable, calibration.Failed));
        ScalarCalibration mu = Assert.Single(calibration.Scalars);

        // 4,096 evenly spread draws: antithetic Sobol' points, whose distribution function errs by a few of 1/2048 at most.
        Assert.All(exact.Zip(mu.Probabilities), pair => Assert.Equal(pair.First, pair.Second, 4.0 / 2048));
        Assert.Equal(400, mu.Histogram(8).Sum());
    }

    [Fact]
    public void EightSchools_IsCalibrated()
    {
        var model = new SchoolsNonCentered(new double[8], s_standardError);
        Calibration calibration = model.Calibrate(data => new SchoolsNonCentered(data.Effect, s_standardError));
        output.WriteLine(calibration.ToString());
        Assert.True(calibration.IsCalibrated, calibration.ToString());
        Assert.Equal(10, calibration.Scalars.Count);
    }

    [Fact]
    public void EveryKindOfQuantity_IsComparedWithItsOwnTruth()
    {
        double[] sd = [1, 2, 3];
        double[,] mark = { { 0, 0 }, { 0, double.NaN }, { 0, 0 } };
        Calibration calibration = new Classes(mark, sd).Calibrate(data => new Classes(data.Mark, sd), simulations: 100);
        output.WriteLine(calibration.ToString());
        Assert.True(calibration.IsCalibrated, calibration.ToString());
        Assert.Equal(1 + 3 + 6 + 3, calibration.Scalars.Count);
    }

    [Fact]
    public void MeanFieldAlone_IsTooNarrow_AndItsCorrectionIsNot()
    {
        double[] x = [0, 1, 2, 0, 1, 2];
        var model = new SlopingLine(x, new double[6]);
        Calibration alone = model.Calibrate(data => new SlopingLine(x, data.Y), options: new FitOptions { Correct = false });
        output.WriteLine(alone.ToString());
        Assert.False(alone.IsCalibrated);
        Assert.All(alone.Scalars, s => Assert.StartsWith("too narrow", s.Text, StringComparison.Ordinal));

        // The posterior precision is Λ = [6 + 1/9, 6; 6, 10 + 1]: mean field narrows both by √(1 − 6²/(Λ₁₁·Λ₂₂)) = 0.6815. Four standard errors, 4/√400.
        Assert.All(alone.Scalars, s => Assert.Equal(1, s.Scatter * 0.6815, 0.2));
        Calibration corrected = model.Calibrate(data => new SlopingLine(x, data.Y));
        output.WriteLine(corrected.ToString());
        Assert.True(corrected.IsCalibrated, corrected.ToString());
    }

    [Theory]
    [InlineData(-1.0, "biased low")]
    [InlineData(1.0, "biased high")]
    public void ShiftedData_BiasTheFit(double shift, string expected)
    {
        // The posterior's mean moves by 0.93 of it, 1.7 standard deviations.
        Calibration calibration = new Level(new double[7]).Calibrate(data => new Level([.. data.Y.Select(y => y + shift)]), simulations: 100);
        ScalarCalibration mu = Assert.Single(calibration.Scalars);
        output.WriteLine(mu.ToString());
        Assert.StartsWith(expected, mu.Text, StringComparison.Ordinal);
        Assert.Equal(-shift * 1.7, mu.Shift, 0.4);
    }

    [Fact]
    public void AnyNumberOfThreads_GivesTheSameBits()
    {
        Calibration Run(int threads)
        {
            var model = new Level(new double[3]);
            return Calibration.Run(
                40, 1, s => ([model.SimulatePrior(s).Mu], new Level([s % 7, 1, 2]).Fit()), new ParallelOptions { MaxDegreeOfParallelism = threads });
        }

        double[] one = [.. Run(1).Scalars[0].Probabilities];
        Assert.Equal(one, Run(4).Scalars[0].Probabilities);
        Assert.True(one.Distinct().Count() > 20);
    }

    [Fact]
    public void WhatCannotBeSimulated_HasNoCalibration()
        => Assert.Null(typeof(WithFactor).GetMethod("Calibrate"));

    [Fact]
    public void Mistakes_AreExplained()
    {
        FitResult fit = new Level([1.0]).Fit();
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => Calibration.Run(20, 1, _ => ([1.0, 2.0], fit)));
        Assert.Contains("there are 2 true values, but Level has 1 scalars: mu", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Calibration.Run(19, 1, _ => ([1.0], fit)));
        Calibration failed = Calibration.Run(20, 1, s => ([double.NaN], fit));
        Assert.Equal(20, failed.Failed);
        Assert.False(failed.IsCalibrated);
    }
}
