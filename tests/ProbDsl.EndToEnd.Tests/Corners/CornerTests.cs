namespace ProbDsl.EndToEnd.Tests.Corners;

/// <summary>The ends of what a model may be: sizes, units, and where nothing has to be found. A model without latents does not compile: PDSL1025.</summary>
public class CornerTests
{
    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 2.0 })]
    [InlineData(new[] { 2.0, -1, 0.5 })]
    public void OneLatent_HasTheConjugatePosterior(double[] y)
    {
        FitResult fit = new OneLatent(y, 1).Fit();
        AssertConjugate(fit, y, 1);
    }

    /// <summary>With no data the posterior is the prior, a normal like the initial q but for its scale; with unit scale the start is the end.</summary>
    [Fact]
    public void ConvergedStart_EndsWhereItBegan()
    {
        FitResult fit = new OneLatent([], 1.0 / 3).Fit();
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal(0, fit.Scalars[0].Mean, 1e-12);
        Assert.Equal(1, fit.Scalars[0].Sd, 1e-12);
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.InRange(fit.Iterations, 0, 5);
    }

    /// <summary>Ten thousand latents are beyond the full-rank Gaussian. Each is independent, so that q is the posterior.</summary>
    [Fact]
    public void TenThousandLatents_AreFitted()
    {
        var random = new Philox(1);
        double[] y = new double[10_000];
        foreach (ref double value in y.AsSpan())
        {
            value = 3 * random.NextNormal();
        }

        FitResult fit = new ManyLatents(y).Fit(new FitOptions { SummaryDraws = 256, EvaluationDraws = 256 });
        Assert.Equal(FitStatus.Converged, fit.Status);
        double sd = Math.Sqrt(0.8), largest = 0;
        for (int i = 0; i < y.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(fit.Scalars[i].Mean - 0.8 * y[i]) / sd);
            largest = Math.Max(largest, Math.Abs(fit.Scalars[i].Sd / sd - 1));
        }

        // The demand on the deterministic path: 0.01 of a standard deviation.
        Assert.InRange(largest, 0, 0.01);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    [InlineData(1e12)]
    public void Location_HasNoUnit(double unit)
    {
        double[] y = [2 * unit, -1 * unit, 0.5 * unit];
        AssertConjugate(new OneLatent(y, unit).Fit(), y, unit);
    }

    /// <summary>A scale is fitted on its logarithm, where a change of unit is a shift.</summary>
    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Scale_HasNoUnit(double unit)
    {
        double[] y = [2, -1, 0.5, 1.2];
        FitResult one = new ScaleOnly(y, 1).Fit(), other = new ScaleOnly([.. y.Select(v => v * unit)], unit).Fit();
        Assert.True(one.Verdict.IsReliable, one.Verdict.Text);
        Assert.True(other.Verdict.IsReliable, other.Verdict.Text);

        // Both are the same integral, but from other starts: the optimisers stop within a gain of 1e-6 nats, of which the weights leave less.
        Assert.Equal(1, other.Scalars[0].Mean / unit / one.Scalars[0].Mean, 1e-3);
        Assert.Equal(1, other.Scalars[0].Sd / unit / one.Scalars[0].Sd, 1e-3);
    }

    /// <summary>A count whose logarithm is linear in a predictor of any size: what is known of it is the slope times that size, and the level.</summary>
    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    [InlineData(1e12)]
    public void Predictor_HasNoUnit(double unit)
    {
        double[] x = [-1, -0.7, -0.2, 0.1, 0.6, 0.9];
        int[] y = [1, 0, 2, 1, 3, 4];
        FitResult one = new CountLine(x, y, 1).Fit(), other = new CountLine([.. x.Select(v => v * unit)], y, unit).Fit();
        Assert.True(other.Verdict.IsReliable, other.Verdict.Text);

        // Both are the same integral by importance weights: four standard errors of either.
        for (int k = 0; k < 2; k++)
        {
            ScalarPosterior a = one.Scalars[k], b = other.Scalars[k];
            double scale = k == 0 ? 1 : unit;
            Assert.Equal(0, (b.Mean * scale - a.Mean) / a.Sd, 4 * Math.Sqrt(2 / one.EffectiveDraws));
            Assert.Equal(1, b.Sd * scale / a.Sd, 4 * Math.Sqrt(2 / one.EffectiveDraws));
        }
    }

    /// <summary>A posterior 10²⁴ times as narrow as the q that it starts from is not found, and the fit says so.</summary>
    [Fact]
    public void CollapsedFit_IsNotCalledConverged()
    {
        const double Unit = 1e-24;
        double[] x = [-1, -0.7, -0.2, 0.1, 0.6, 0.9], y = [1 * Unit, 0, 2 * Unit, 1 * Unit, 3 * Unit, 4 * Unit];
        FitResult fit = new TinyLine(x, y, Unit).Fit();
        Assert.NotEqual(FitStatus.Converged, fit.Status);
        Assert.False(fit.Verdict.IsReliable);
    }

    private static void AssertConjugate(FitResult fit, double[] y, double unit)
    {
        double variance = unit * unit / (y.Length + 1.0 / 9), mean = y.Sum() * variance / (unit * unit), sd = Math.Sqrt(variance);
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);

        // The posterior is Gaussian and the draws have exact moments: what errs is the optimiser, which stops within √2e-6 sd.
        Assert.Equal(0, (fit.Scalars[0].Mean - mean) / sd, 1e-3);
        Assert.Equal(1, fit.Scalars[0].Sd / sd, 1e-3);

        // N(y; 0, unit² (I + 9·11ᵀ)).
        double evidence = -0.5 * y.Length * Math.Log(2 * Math.PI) - y.Length * Math.Log(unit) - 0.5 * Math.Log(1 + 9 * y.Length)
            - 0.5 * (y.Sum(v => v * v) / (unit * unit) - mean * mean / variance);
        Assert.Equal(evidence, fit.LogEvidence.Value, 1e-4);
    }
}
