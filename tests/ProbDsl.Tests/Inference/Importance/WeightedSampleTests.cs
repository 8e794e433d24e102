namespace ProbDsl.Tests.Inference.Importance;

public class WeightedSampleTests
{
    private static readonly double[] Probabilities = [0.05, 0.5, 0.9];

    [Theory]
    [InlineData(0.85)]
    [InlineData(1.1)]
    [InlineData(1.5)]
    public void GaussianTarget_IsRecovered(double sd)
    {
        const int S = 20_000;
        var draws = new GaussianWeights(sd, S, seed: 21);
        ScalarPosterior x = Posterior(draws.LogWeights, draws.Z);

        // Four of the standard errors that are reported with each.
        Within(0, x.Mean, x.MeanStandardError);
        Within(1, x.Sd, x.SdStandardError);
        Estimate evidence = Create(draws.LogWeights).LogEvidence;
        Within(GaussianWeights.LogIntegral, evidence.Value, evidence.StandardError);
        foreach (double p in Probabilities)
        {
            Within(StandardNormal.Quantile(p), x.Quantile(p), x.QuantileStandardError(p));
        }

        static void Within(double expected, double value, double error)
        {
            Assert.Equal(expected, value, 4 * error);
            Assert.InRange(error, 1e-4, 0.05);
        }
    }

    [Theory]
    [InlineData(1.1)]
    [InlineData(1.5)]
    public void EffectiveSampleSizeAndErrorOfEvidence_AreTheClosedForms(double sd)
    {
        const int S = 20_000;
        WeightedSample sample = Create(new GaussianWeights(sd, S, seed: 22).LogWeights);
        double second = GaussianWeights.RelativeSecondMoment(sd);

        // The weights are bounded by s w̄, so the mean of w² errs by less than s²/√S = 0.016 relatively: four of them.
        Assert.Equal(1, sample.EffectiveSampleSize * second / S, 0.064);
        double variance = sample.LogEvidence.StandardError * sample.LogEvidence.StandardError * S;
        Assert.Equal(second - 1, variance, 0.064 * second);
    }

    [Fact]
    public void StandardErrors_AreTheSpreadOverRepetitions()
    {
        const int S = 1000, Repetitions = 200;
        double[] means = new double[Repetitions], sds = new double[Repetitions], medians = new double[Repetitions], logs = new double[Repetitions];
        double[] reported = new double[4];
        for (int r = 0; r < Repetitions; r++)
        {
            var draws = new GaussianWeights(1.3, S, (ulong)(1000 + r));
            ScalarPosterior x = Posterior(draws.LogWeights, draws.Z);
            Estimate[] all =
            [
                new(x.Mean, x.MeanStandardError), new(x.Sd, x.SdStandardError), new(x.Quantile(0.5), x.QuantileStandardError(0.5)),
                Create(draws.LogWeights).LogEvidence,
            ];
            (means[r], sds[r], medians[r], logs[r]) = (all[0].Value, all[1].Value, all[2].Value, all[3].Value);
            for (int i = 0; i < 4; i++)
            {
                reported[i] += all[i].StandardError / Repetitions;
            }
        }

        // The spread of 200 has a relative error of 1/√400 = 0.05: four of them.
        Assert.Equal(1, reported[0] / Spread(means), 0.2);
        Assert.Equal(1, reported[1] / Spread(sds), 0.2);
        Assert.Equal(1, reported[2] / Spread(medians), 0.2);
        Assert.Equal(1, reported[3] / Spread(logs), 0.2);
    }

    [Fact]
    public void EqualWeights_AreAnUnweightedSample()
    {
        double[] x = new GaussianWeights(1, 1001, seed: 3).Z;
        WeightedSample sample = Create(new double[1001]);
        double mean = x.Average(), sd = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)));
        ScalarPosterior plain = new("x", new DrawMarginal((mean, sd), () => x)), weighted = Posterior(new double[1001], x);

        // Rounding of sums of a thousand numbers of order one, each divided by a thousand.
        Assert.Equal(plain.Mean, weighted.Mean, 1e-14);
        Assert.Equal(plain.Sd, weighted.Sd, 1e-14);
        Assert.Equal(Estimate.Of(x).StandardError * Math.Sqrt(1000.0 / 1001), weighted.MeanStandardError, 1e-15);
        Assert.Equal(plain.MeanStandardError, weighted.MeanStandardError, 1e-15);
        Assert.Equal(plain.SdStandardError, weighted.SdStandardError, 1e-15);
        Assert.Equal(1001, plain.EffectiveDraws, 1e-9);
        Assert.Equal(1001, sample.EffectiveSampleSize, 1e-9);
        Assert.Equal(new Estimate(0, 0), new Estimate(Math.Round(sample.LogEvidence.Value, 13), Math.Round(sample.LogEvidence.StandardError, 8)));
        foreach (double p in Probabilities)
        {
            Assert.Equal(plain.Quantile(p), weighted.Quantile(p), 1e-12);
            Assert.Equal(plain.QuantileStandardError(p), weighted.QuantileStandardError(p), 1e-12);
        }
    }

    [Fact]
    public void TwoDraws_HaveTheMomentsOfAnUnfairCoin()
    {
        ScalarPosterior x = Posterior([0, Math.Log(3)], [10, 20]);
        Assert.Equal(17.5, x.Mean, 1e-13);
        Assert.Equal(Math.Sqrt(18.75), x.Sd, 1e-13);

        // √(w₁² 7.5² + w₂² 2.5²) and √(w₁² (7.5² − 18.75)² + w₂² (2.5² − 18.75)²) / (2 √18.75) with w = ¼, ¾.
        Assert.Equal(Math.Sqrt(2) * 1.875, x.MeanStandardError, 1e-13);
        Assert.Equal(Math.Sqrt(2) * 9.375 / (2 * Math.Sqrt(18.75)), x.SdStandardError, 1e-13);
        Assert.Equal(18.75 / (2 * 1.875 * 1.875), x.EffectiveDraws, 1e-12);
        Assert.Equal(1.6, Create([0, Math.Log(3)]).EffectiveSampleSize, 1e-14);

        // The values are at 1/8 and 5/8; a quarter of the way, and beyond both ends.
        Assert.Equal([10, 12.5, 20, 20], new[] { 0, 0.25, 0.625, 1 }.Select(p => Math.Round(x.Quantile(p), 12)));
    }

    [Fact]
    public void DrawsWithoutWeight_DoNotCount()
    {
        ScalarPosterior x = Posterior([0, double.NegativeInfinity, 0], [1, double.NaN, 3]);
        Assert.Equal(2, x.Mean, 1e-15);
        Assert.Equal(1, x.Sd, 1e-15);
        Assert.Equal(2, x.Quantile(0.5), 1e-14);
        Assert.Equal(Math.Sqrt(0.5), x.MeanStandardError, 1e-15);
        Assert.Equal(0, x.SdStandardError, 1e-15);
        Assert.True(x.QuantileStandardError(0.5) > 0);
    }

    [Fact]
    public void ConstantColumn_HasNoSpread()
    {
        double[] x = new double[500];
        Array.Fill(x, 0.1);
        ScalarPosterior constant = Posterior(new GaussianWeights(0.8, 500, seed: 8).LogWeights, x);
        Assert.Equal((0.1, 0.0, 0.0, 0.0), (constant.Mean, constant.Sd, constant.MeanStandardError, constant.SdStandardError));
        Assert.All(Probabilities, p => Assert.Equal((0.1, 0.0), (constant.Quantile(p), constant.QuantileStandardError(p))));
        Assert.True(double.IsNaN(constant.EffectiveDraws));
    }

    [Fact]
    public void WrongLength_IsRefused()
        => Assert.Throws<ArgumentException>(() => Create([0, 0, 0]).TailShape([1, 2]));

    [Fact]
    public void TailShape_AllocatesNothingAfterTheFirst()
    {
        var draws = new GaussianWeights(0.8, 2000, seed: 8);
        WeightedSample sample = Create(draws.LogWeights);
        double total = 0;
        Assert.Equal(0, Allocation.PerRun(() => total += sample.TailShape(draws.Z)));
        Assert.True(double.IsFinite(total));
    }

    private static double Spread(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private static ScalarPosterior Posterior(double[] logWeights, double[] x)
    {
        var table = new DrawTable(1, x.Length, width: 1);
        for (int k = 0; k < x.Length; k++)
        {
            table.Block<Scalar>(k)[0] = x[k];
        }

        FixedDraws noise = FixedDraws.Create(8, 1, seed: 1);
        return new ScalarPosterior("x", new WeightedMarginal(new Correction(new ImportanceDraws(null, [], noise, logWeights) { Values = table }, Create(logWeights), [new QuantityInfo("x", -1, -1)], seed: 1), 0));
    }

    private static WeightedSample Create(double[] logWeights) => Assert.IsType<WeightedSample>(WeightedSample.Create(logWeights, out _));
}
