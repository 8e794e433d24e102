namespace ProbDsl.EndToEnd.Tests.Exact;

/// <summary>Optima of the ELBO over all Gaussians that were recorded: found by natural-gradient ascent on expectations without draws.</summary>
public class GaussianOptimaTests
{
    // The fit's optimum is that over its fixed draws: on 64, which it takes by itself, the exact ELBO is 6e-5 and 1e-5 nats below the best, on 2¹⁴ 7e-9 and 2e-8.
    private static readonly FitOptions s_options = new() { Draws = 1 << 14, MaxDraws = 1 << 14, Correct = false };

    [Fact]
    public void Logistic_IsReached_AndBelowTheEvidence()
    {
        var fit = new FullRankLogistic(Studies.LogisticX, Studies.LogisticY).Fit(s_options);
        double elbo = Elbo(fit.Phi, Studies.LogisticX, variance: 4, (i, m, v) => ExpectedLogSigmoid(Studies.LogisticY[i] ? m : -m, v));
        Check(-7.845909349061773, elbo, Studies.LogisticRegression.Exact());
    }

    [Fact]
    public void Poisson_IsReached_AndBelowTheEvidence()
    {
        double[] x = [-1.5, -0.9, -0.4, 0.0, 0.3, 0.8, 1.2, 1.6];
        int[] y = [0, 1, 1, 2, 1, 4, 5, 9];
        var fit = new PoissonRegression(x, y).Fit(s_options);
        double elbo = Elbo(fit.Phi, x, variance: 2, (i, m, v) => y[i] * m - Math.Exp(m + v / 2) - ProbMath.LogGamma(y[i] + 1));
        Check(-14.501534654816574, elbo, Studies.PoissonRegression.Exact());
    }

    // Nothing is above the optimum but by the rounding of the record and of the rule.
    private static void Check(double recorded, double elbo, ExactPosterior exact)
    {
        Assert.InRange(elbo, recorded - 1e-6, recorded + 1e-10);
        Assert.True(elbo < exact.LogEvidence.Value);
    }

    // φ is the mean and the triangle of a root of the covariance, its diagonal in logs; the prior N(0, variance · I).
    private static double Elbo(ReadOnlySpan<double> phi, double[] x, double variance, Func<int, double, double, double> row)
    {
        double first = phi[0], second = phi[1], a = Math.Exp(phi[2]), b = phi[3], c = Math.Exp(phi[4]);
        double kl = 0.5 * ((a * a + b * b + c * c + first * first + second * second) / variance - 2) + Math.Log(variance) - Math.Log(a * c);
        return Enumerable.Range(0, x.Length).Sum(i => row(i, first + second * x[i], Math.Pow(a + b * x[i], 2) + Math.Pow(c * x[i], 2))) - kl;
    }

    // E log σ(s) for s ~ N(m, v), by the trapezoidal rule: of a smooth function that ends in nothing it errs by rounding alone.
    private static double ExpectedLogSigmoid(double m, double v)
        => Enumerable.Range(-400, 801).Sum(k => Math.Exp(-0.5 * k * k / 1600.0) / (40 * Math.Sqrt(2 * Math.PI)) * -ProbMath.Log1pExp(-(m + Math.Sqrt(v) * k / 40.0)));
}

/// <summary>The logistic regression with a full-rank q.</summary>
[ProbabilisticModel, FullRank]
public sealed partial class FullRankLogistic(double[] x, bool[] y)
{
    const int Size = 2;

    [Prior] Normal W([Plate(nameof(Size))] int k) => new(0, 2);

    [Likelihood] Bernoulli Y(int i, double[] w) => Bernoulli.FromLogit(w[0] + w[1] * x[i]);
}
