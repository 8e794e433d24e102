namespace ProbDsl.Tests.Inference.Importance;

public class ZhangStephensTests
{
    [Theory]
    [InlineData(-0.3, 1)]
    [InlineData(0, 0.01)]
    [InlineData(0.3, 5)]
    [InlineData(0.7, 1e10)]
    [InlineData(1, 1e-200)]
    [InlineData(2.5, 1)]
    public void SampleOfTheLaw_GivesItsParameters(double shape, double scale)
    {
        const int N = 10_000;
        var law = new GeneralizedPareto(shape, Math.Log(scale));
        GeneralizedPareto fit = ZhangStephens.Fit(Sample(law, N, seed: 11), new ParetoWorkspace());

        // Four standard errors of maximum likelihood (Smith 1987): var k = (1 + k)²/n, var log σ = 2 (1 + k)/n. The bias is of order 1/n.
        Assert.Equal(shape, fit.Shape, 4 * (1 + shape) / Math.Sqrt(N));
        Assert.Equal(Math.Log(scale), fit.LogScale, 4 * Math.Sqrt(2 * (1 + shape) / N));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.7)]
    public void SpreadOfTheShape_IsThatOfMaximumLikelihood(double shape)
    {
        const int N = 400, Repetitions = 300;
        var law = new GeneralizedPareto(shape, 0);
        var workspace = new ParetoWorkspace();
        double[] shapes = [.. Enumerable.Range(0, Repetitions).Select(r => ZhangStephens.Fit(Sample(law, N, (ulong)r), workspace).Shape)];
        double mean = shapes.Average();
        double sd = Math.Sqrt(shapes.Sum(k => (k - mean) * (k - mean)) / (Repetitions - 1));
        double expected = (1 + shape) / Math.Sqrt(N);

        // A standard deviation of r estimates has a relative error of 1/√(2r) = 0.041: four of them.
        Assert.Equal(1, sd / expected, 4 / Math.Sqrt(2 * Repetitions));

        // Four standard errors of the mean, and a bias of order (1 + k)/n.
        Assert.Equal(shape, mean, 4 * expected / Math.Sqrt(Repetitions) + (1 + shape) / N);
    }

    [Theory]
    [InlineData(-0.2)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public void Likelihood_IsCloseToItsMaximum(double shape)
    {
        double[] logExcesses = Sample(new GeneralizedPareto(shape, 0), 1000, seed: 5);
        double[] x = [.. logExcesses.Select(Math.Exp)];
        double Profile(double b)
        {
            double k = x.Average(v => Math.Log(1 + b * v));
            return x.Length * (Math.Log(b / k) - k - 1);
        }

        // b = k/σ from the lower end of its range to beyond twice the largest shape here. The standard error of b is above 0.03, so half a step
        // costs less than (0.001 / 0.03)²/2 < 0.001.
        double largest = double.NegativeInfinity;
        for (int i = 1; i < 2000; i++)
        {
            double b = -1 / x[^1] + i * 2e-3;
            largest = b == 0 ? largest : Math.Max(largest, Profile(b));
        }

        GeneralizedPareto fit = ZhangStephens.Fit(logExcesses, new ParetoWorkspace());

        // An estimate that is d standard errors from the maximum loses d²/2. The quasi-posterior has a width of one standard error; its mean
        // must lie well inside: within half of one.
        Assert.InRange(largest - Profile(fit.Shape / fit.Scale), -1e-3, 0.5 * 0.5 * 0.5);
    }

    [Fact]
    public void Unit_DoesNotMatter()
    {
        // Multiples of 2⁻²⁰ are added without rounding.
        double[] logs = [.. Sample(new GeneralizedPareto(0.6, 0), 200, seed: 3).Select(v => Math.Round(v * (1 << 20)) / (1 << 20))];
        GeneralizedPareto one = ZhangStephens.Fit(logs, new ParetoWorkspace());
        GeneralizedPareto other = ZhangStephens.Fit([.. logs.Select(v => v - 4096)], new ParetoWorkspace());
        Assert.Equal(one.Shape, other.Shape);

        // One rounding of a number near 4096.
        Assert.Equal(one.LogScale - 4096, other.LogScale, 1e-12);
    }

    [Fact]
    public void EqualExcesses_HaveABoundedTail()
    {
        GeneralizedPareto fit = ZhangStephens.Fit(new double[50], new ParetoWorkspace());
        Assert.True(fit.Shape < -1);
        Assert.True(double.IsFinite(fit.LogScale));
    }

    [Fact]
    public void FourExcesses_AreRefused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => ZhangStephens.Fit(new double[4], new ParetoWorkspace()));

    [Fact]
    public void SecondFit_AllocatesNothing()
    {
        double[] logExcesses = Sample(new GeneralizedPareto(0.5, 0), 300, seed: 1);
        var workspace = new ParetoWorkspace();
        Assert.Equal(0, Allocation.PerRun(() => ZhangStephens.Fit(logExcesses, workspace)));
    }

    private static double[] Sample(GeneralizedPareto law, int count, ulong seed)
    {
        var random = new Philox(seed);
        double[] logs = new double[count];
        for (int i = 0; i < count; i++)
        {
            logs[i] = law.LogQuantile(random.NextDouble());
        }

        Array.Sort(logs);
        return logs;
    }
}
