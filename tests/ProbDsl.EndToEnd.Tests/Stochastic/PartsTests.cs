namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>The parts of a stochastic fit, each against what is known exactly.</summary>
public class PartsTests
{
    /// <summary>xₜ = ½·xₜ₋₁ + noise: the variance of a mean of n is (1 + ½)/(1 − ½) = 3 times that of independent values, σ²/n.</summary>
    /// <remarks>About a dozen lags of 16,384 values enter, so the estimate varies by √(2·12/16384), 4 %; five times that is allowed.</remarks>
    [Fact]
    public void ErrorOfMean_OfAnAutoregression_CountsItsMemory()
    {
        const int Count = 16384;
        var random = new Philox(3);
        double[] x = new double[Count];
        for (int t = 1; t < Count; t++)
        {
            x[t] = (0.5 * x[t - 1]) + random.NextNormal();
        }

        double expected = 3 / 0.75 / Count;
        Assert.InRange(IterateStatistics.SquaredErrorOfMean(x) / expected, 0.8, 1.2);
    }

    /// <summary>Given the past, what a gradient adds to the direction is proportional to it: no step is normalised by its own gradient.</summary>
    [Fact]
    public void Adam_GivenThePast_IsLinearInTheGradient()
    {
        AdamRule[] rules = [new(1), new(1), new(1)];
        double[] direction = new double[1], ends = new double[3];
        var random = new Philox(5);
        for (int t = 0; t < 40; t++)
        {
            double g = random.NextNormal();
            foreach (AdamRule rule in rules)
            {
                rule.Direction([0], [0.0], [g], [1.0], direction);
            }
        }

        for (int k = 0; k < 3; k++)
        {
            rules[k].Direction([0], [0.0], [100.0 * k], [1.0], direction);
            ends[k] = direction[0];
        }

        Assert.NotEqual(ends[0], ends[1]);
        Assert.Equal(2 * (ends[1] - ends[0]), ends[2] - ends[0], 1e-12 * Math.Abs(ends[2]));
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(12, 4)]
    [InlineData(7, 100)]
    public void Epoch_SeesEveryRowOnce(int rows, int size)
    {
        var order = new BatchOrder(rows, size, seed: 1);
        var orders = new HashSet<string>();
        for (int epoch = 0; epoch < 4; epoch++)
        {
            List<int> seen = [];
            for (int k = 0; k < order.BatchesPerEpoch; k++)
            {
                ReadOnlySpan<int> batch = order.Batch((epoch * order.BatchesPerEpoch) + k);
                Assert.InRange(batch.Length, rows / order.BatchesPerEpoch, (rows / order.BatchesPerEpoch) + 1);
                seen.AddRange(batch);
            }

            Assert.Equal(Enumerable.Range(0, rows), seen.Order());
            orders.Add(string.Join(",", seen));
        }

        Assert.Equal(4, orders.Count);
    }

    [Fact]
    public void NaturalGradient_OfACoupledFamily_IsRefused()
    {
        var options = new FitOptions { Stochastic = new StochasticOptions { Method = StochasticMethod.NaturalGradient } };
        Assert.Throws<ArgumentException>(() => new BatchedFullRank([1.0, 2.0]).Fit(options));
    }

    /// <summary>A full-rank q with local latents on batches of two: mu's posterior is N(Σy/1.25 / (1/9 + 3/1.25), 1/(1/9 + 3/1.25)).</summary>
    [Fact]
    public void Fit_OfAFullRankQInBatches_FindsTheMean()
    {
        double[] y = [1.0, 2.5, 0.4];
        FitResult fit = new BatchedFullRank(y).Fit(new FitOptions { Stochastic = new StochasticOptions { BatchSize = 2, Tolerance = 0.02 } });
        double precision = (1 / 9.0) + (3 / 1.25), mean = y.Sum() / 1.25 / precision, sd = 1 / Math.Sqrt(precision);
        Assert.Equal(FitStatus.Converged, fit.Status);

        // Bias 0.02 and four standard errors of 0.02.
        Assert.Equal(0, (fit.Scalars[0].Mean - mean) / sd, 0.1);
        Assert.Equal(1, fit.Scalars[0].Sd / sd, 0.1);
    }
}
