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
        WeightedSample sample = Create(draws.LogWeights);
        Estimate[] quantiles = new Estimate[3];
        sample.Quantiles(draws.Z, Probabilities, quantiles);

        // Four of the standard errors that are reported with each.
        Within(0, sample.Mean(draws.Z));
        Within(1, sample.Sd(draws.Z));
        Within(1, sample.Covariance(draws.Z, draws.Z));
        Within(GaussianWeights.LogIntegral, sample.LogEvidence);
        for (int i = 0; i < 3; i++)
        {
            Within(StandardNormal.Quantile(Probabilities[i]), quantiles[i]);
        }

        static void Within(double expected, Estimate estimate)
        {
            Assert.Equal(expected, estimate.Value, 4 * estimate.StandardError);
            Assert.InRange(estimate.StandardError, 1e-4, 0.05);
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
        Estimate[] median = new Estimate[1];
        for (int r = 0; r < Repetitions; r++)
        {
            var draws = new GaussianWeights(1.3, S, (ulong)(1000 + r));
            WeightedSample sample = Create(draws.LogWeights);
            sample.Quantiles(draws.Z, [0.5], median);
            Estimate[] all = [sample.Mean(draws.Z), sample.Sd(draws.Z), median[0], sample.LogEvidence];
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
        var plain = new ScalarPosterior("x", x);
        Estimate mean = sample.Mean(x);

        // Rounding of sums of a thousand numbers of order one, each divided by a thousand.
        Assert.Equal(plain.Mean, mean.Value, 1e-14);
        Assert.Equal(plain.Sd, sample.Sd(x).Value, 1e-14);
        Assert.Equal(Estimate.Of(x).StandardError * Math.Sqrt(1000.0 / 1001), mean.StandardError, 1e-15);
        Assert.Equal(1001, sample.EffectiveSampleSize, 1e-9);
        Assert.Equal(new Estimate(0, 0), new Estimate(Math.Round(sample.LogEvidence.Value, 13), Math.Round(sample.LogEvidence.StandardError, 8)));
        Estimate[] quantiles = new Estimate[3];
        sample.Quantiles(x, Probabilities, quantiles);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(plain.Quantile(Probabilities[i]), quantiles[i].Value, 1e-12);
        }
    }

    [Fact]
    public void TwoDraws_HaveTheMomentsOfAnUnfairCoin()
    {
        WeightedSample sample = Create([0, Math.Log(3)]);
        double[] x = [10, 20], y = [1, -1];
        Assert.Equal(17.5, sample.Mean(x).Value, 1e-13);

        // √(w₁² 7.5² + w₂² 2.5²) with w = ¼, ¾; then p (1 − p) · 10 · (−2).
        Assert.Equal(Math.Sqrt(2) * 1.875, sample.Mean(x).StandardError, 1e-13);
        Assert.Equal(Math.Sqrt(18.75), sample.Sd(x).Value, 1e-13);
        Assert.Equal(-3.75, sample.Covariance(x, y).Value, 1e-13);
        Assert.Equal(1.6, sample.EffectiveSampleSize, 1e-14);

        // The values are at 1/8 and 5/8; a quarter of the way, and beyond both ends.
        Estimate[] quantiles = new Estimate[4];
        sample.Quantiles(x, [0, 0.25, 0.625, 1], quantiles);
        Assert.Equal([10, 12.5, 20, 20], quantiles.Select(q => Math.Round(q.Value, 12)));
    }

    [Fact]
    public void DrawsWithoutWeight_DoNotCount()
    {
        WeightedSample sample = Create([0, double.NegativeInfinity, 0]);
        double[] x = [1, double.NaN, 3];
        Estimate[] median = new Estimate[1];
        sample.Quantiles(x, [0.5], median);
        Assert.Equal(2, sample.Mean(x).Value, 1e-15);
        Assert.Equal(1, sample.Sd(x).Value, 1e-15);
        Assert.Equal(2, median[0].Value, 1e-14);
    }

    [Fact]
    public void ConstantColumn_HasNoSpread()
    {
        WeightedSample sample = Create(new GaussianWeights(0.8, 500, seed: 8).LogWeights);
        double[] x = new double[500];
        Array.Fill(x, 0.1);
        Assert.Equal(new Estimate(0.1, 0), sample.Mean(x));
        Assert.Equal(new Estimate(0, 0), sample.Sd(x));
        Estimate[] quantiles = new Estimate[3];
        sample.Quantiles(x, Probabilities, quantiles);
        Assert.All(quantiles, q => Assert.Equal(new Estimate(0.1, 0), q));
    }

    [Fact]
    public void WrongLength_IsRefused()
        => Assert.Throws<ArgumentException>(() => Create([0, 0, 0]).Mean([1, 2]));

    [Fact]
    public void Summaries_AllocateNothingAfterTheFirst()
    {
        var draws = new GaussianWeights(0.8, 2000, seed: 8);
        WeightedSample sample = Create(draws.LogWeights);
        Estimate[] quantiles = new Estimate[3];
        double total = 0;
        Assert.Equal(0, Allocation.PerRun(() =>
        {
            total += sample.Mean(draws.Z).Value + sample.Sd(draws.Z).Value + sample.Covariance(draws.Z, draws.Z).Value;
            total += sample.TailShape(draws.Z);
            sample.Quantiles(draws.Z, Probabilities, quantiles);
        }));
        Assert.True(double.IsFinite(total));
    }

    private static double Spread(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private static WeightedSample Create(double[] logWeights) => Assert.IsType<WeightedSample>(WeightedSample.Create(logWeights, out _));
}
