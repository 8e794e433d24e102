namespace ProbDsl.EndToEnd.Tests.Exact;

/// <summary>A coin with q of the posterior's law.</summary>
[ProbabilisticModel]
public sealed partial class CoinOfBeta(bool[] x)
{
    [Prior] Beta Theta() => new(2, 3);

    [Likelihood] Bernoulli X(int i, double theta) => Bernoulli.FromProbability(theta);

    [Variational(nameof(Theta))] Beta QTheta([Parameter] double logAlpha, [Parameter] double logBeta) => new(Math.Exp(logAlpha), Math.Exp(logBeta));
}

/// <summary>A variance with q of the posterior's law.</summary>
[ProbabilisticModel]
public sealed partial class VarianceOfInverseGamma(double[] y)
{
    [Prior] InverseGamma Variance() => new(4, 3);

    [Likelihood] Normal Y(int i, double variance) => new(0, Math.Sqrt(variance));

    [Variational(nameof(Variance))] InverseGamma QVariance([Parameter] double logShape, [Parameter] double logScale) => new(Math.Exp(logShape), Math.Exp(logScale));
}

/// <summary>Mean and precision, the precision with a gamma q.</summary>
[ProbabilisticModel]
public sealed partial class MeanFieldPrecision(double[] x)
{
    [Prior] Normal Mu() => new(0, 10);

    [Prior] Gamma Tau() => Gamma.FromShapeAndRate(1, 1);

    [Likelihood] Normal X(int i, double mu, double tau) => new(mu, 1 / Math.Sqrt(tau));

    [Variational(nameof(Tau))]
    Gamma QTau([Parameter] double logShape, [Parameter] double logRate) => Gamma.FromShapeAndRate(Math.Exp(logShape), Math.Exp(logRate));
}

/// <summary>The conjugate pair, taken apart by q.</summary>
[ProbabilisticModel]
public sealed partial class MeanFieldNormalGamma(double[] x)
{
    [Prior] Gamma Tau() => Gamma.FromShapeAndRate(3, 2);

    [Prior] Normal Mu(double tau) => new(0.5, 1 / Math.Sqrt(2 * tau));

    [Likelihood] Normal X(int i, double mu, double tau) => new(mu, 1 / Math.Sqrt(tau));

    [Variational(nameof(Tau))]
    Gamma QTau([Parameter] double logShape, [Parameter] double logRate) => Gamma.FromShapeAndRate(Math.Exp(logShape), Math.Exp(logRate));
}

/// <summary>Weights in one Gaussian, beside the precision.</summary>
[ProbabilisticModel, FullRank]
public sealed partial class MeanFieldRegression(double[,] x, double[] y)
{
    const int Size = 3;

    [Prior] Normal W([Plate(nameof(Size))] int k) => new(0, Math.Sqrt(10));

    [Prior] Gamma Tau() => Gamma.FromShapeAndRate(2, 1);

    [Likelihood] Normal Y(int i, double[] w, double tau) => new(w[0] * x[i, 0] + w[1] * x[i, 1] + w[2] * x[i, 2], 1 / Math.Sqrt(tau));

    [Variational(nameof(Tau))]
    Gamma QTau([Parameter] double logShape, [Parameter] double logRate) => Gamma.FromShapeAndRate(Math.Exp(logShape), Math.Exp(logRate));
}

/// <summary>Two components; the states are not summed over but have a probability each in q, whose entropy and expectation stand in the factor.</summary>
[ProbabilisticModel]
public sealed partial class MeanFieldMixture(double[] x)
{
    const int Size = 2;

    static readonly double[] Centre = [-2, 2];

    int Count => x.Length;

    [Prior] Beta Weight() => new(1, 1);

    [Prior] Normal Mu([Plate(nameof(Size))] int k) => new(Centre[k], Math.Sqrt(2));

    [Prior] Gamma Tau([Plate(nameof(Size))] int k) => Gamma.FromShapeAndRate(2, 1);

    [Factor]
    double States([Plate(nameof(Count))] int i, double weight, double[] mu, double[] tau, [Parameter] double[] logit)
    {
        double first = ProbMath.LogisticSigmoid(logit[i]);
        return first * (Math.Log(weight) + new Normal(mu[0], 1 / Math.Sqrt(tau[0])).LogDensity(x[i]))
            + (1 - first) * (ProbMath.Log1p(-weight) + new Normal(mu[1], 1 / Math.Sqrt(tau[1])).LogDensity(x[i]))
            + ProbMath.Log1pExp(logit[i]) - first * logit[i];
    }

    [Variational(nameof(Weight))]
    Beta QWeight([Parameter] double logAlpha, [Parameter] double logBeta) => new(Math.Exp(logAlpha), Math.Exp(logBeta));

    [Variational(nameof(Tau))]
    Gamma QTau(int k, [Parameter] double[] logShape, [Parameter] double[] logRate) => Gamma.FromShapeAndRate(Math.Exp(logShape[k]), Math.Exp(logRate[k]));
}

/// <summary>A product of two normals, with loadings that do not start at the saddle.</summary>
[ProbabilisticModel]
public sealed partial class MeanFieldComponent(double[] x)
{
    const int Size = 3;

    int Rows => x.Length / Size;

    [Prior] Normal W([Plate(nameof(Size))] int d) => new(0, 1);

    [Prior] Normal Z([Plate(nameof(Rows))] int n) => new(0, 1);

    [Likelihood] Normal X(int i, double[] w, double[] z) => new(w[i % Size] * z[i / Size], Math.Sqrt(0.3));

    [Variational(nameof(W))] Normal QW(int d, [Parameter(Initial = 0.5)] double[] m, [Parameter] double[] logSd) => new(m[d], Math.Exp(logSd[d]));
}

/// <summary>Clutter, each datum with a probability of being signal in q.</summary>
[ProbabilisticModel]
public sealed partial class MeanFieldClutter(double[] x)
{
    int Count => x.Length;

    [Prior] Normal Theta() => new(0, 10);

    [Factor]
    double Seen([Plate(nameof(Count))] int i, double theta, [Parameter] double[] logit)
    {
        double signal = ProbMath.LogisticSigmoid(logit[i]);
        return Math.Log(0.5) + (1 - signal) * new Normal(0, Math.Sqrt(10)).LogDensity(x[i]) + signal * new Normal(theta, 1).LogDensity(x[i])
            + ProbMath.Log1pExp(logit[i]) - signal * logit[i];
    }
}

/// <summary>
/// Probit by scores s of variance 1 whose sign is the answer. Their q is a truncated normal law about m, of mean e and normalising constant Φ(±m):
/// E log N(s; w·x, 1) − E log q(s) = ½ (e − m)² − ½ (e − w·x)² + log Φ(±m).
/// </summary>
[ProbabilisticModel, FullRank]
public sealed partial class AuxiliaryProbit(double[] x, bool[] y)
{
    const int Size = 2;

    const double HalfLogTwoPi = 0.91893853320467274;

    readonly double[] side = [.. y.Select(b => b ? 1.0 : -1.0)];

    int Count => x.Length;

    [Prior] Normal W([Plate(nameof(Size))] int k) => new(0, 2);

    [Factor]
    double Score([Plate(nameof(Count))] int i, double[] w, [Parameter] double[] m)
    {
        double log = ProbMath.LogNormalCdf(side[i] * m[i]);
        double shift = side[i] * Math.Exp(-0.5 * m[i] * m[i] - HalfLogTwoPi - log);
        double error = m[i] + shift - w[0] - w[1] * x[i];
        return 0.5 * (shift * shift - error * error) + log;
    }
}

/// <summary>Logistic regression under Jaakkola and Jordan's bound: log σ(a) ≥ log σ(ξ) + (a − ξ)/2 − λ (a² − ξ²) with λ = tanh(ξ/2)/4ξ.</summary>
[ProbabilisticModel, FullRank]
public sealed partial class BoundedLogistic(double[] x, bool[] y)
{
    const int Size = 2;

    readonly double[] side = [.. y.Select(b => b ? 1.0 : -1.0)];

    int Count => x.Length;

    [Prior] Normal W([Plate(nameof(Size))] int k) => new(0, 2);

    [Factor]
    double Bound([Plate(nameof(Count))] int i, double[] w, [Parameter(Initial = 1)] double[] xi)
    {
        double a = w[0] + w[1] * x[i];
        return -ProbMath.Log1pExp(-xi[i]) + 0.5 * (side[i] * a - xi[i]) - Math.Tanh(0.5 * xi[i]) / (4 * xi[i]) * (a * a - xi[i] * xi[i]);
    }
}
