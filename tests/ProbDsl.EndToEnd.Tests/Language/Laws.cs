namespace ProbDsl.EndToEnd.Tests.Language;

/// <summary>Every continuous law as a prior, its parameters latent.</summary>
[ProbabilisticModel]
public sealed partial class EveryPriorModel(double[] y) : IGenerated
{
    [Prior] internal Normal A() => new(0, 1);

    [Prior] internal LogNormal B(double a) => new(a, 0.5);

    [Prior] internal HalfNormal HalfNormalOne(double b) => new(b);

    [Prior] internal StudentT StudentOne(double a, double b) => new(3 + b, a, b);

    [Prior] internal Cauchy CauchyOne(double a, double b) => new(a, b);

    [Prior] internal HalfCauchy HalfCauchyOne(double b) => new(b);

    [Prior] internal Laplace LaplaceOne(double a, double b) => new(a, b);

    [Prior] internal Logistic LogisticOne(double a, double b) => new(a, b);

    [Prior] internal Gumbel GumbelOne(double a, double b) => new(a, b);

    [Prior] internal Exponential ExponentialOne(double b) => new(b);

    [Prior] internal Gamma GammaRate(double b) => Gamma.FromShapeAndRate(1 + b, b);

    [Prior] internal Gamma GammaScale(double b) => Gamma.FromShapeAndScale(b, 0.5 + b);

    [Prior] internal Gamma GammaMean(double b) => Gamma.FromMeanAndSd(1 + b, b);

    [Prior] internal InverseGamma InverseGammaOne(double b) => new(2 + b, b);

    [Prior] internal ChiSquared ChiSquaredOne(double b) => new(2 + b);

    [Prior] internal Weibull WeibullOne(double b) => new(1 + b, 0.5 * b);

    [Prior] internal Beta BetaOne(double b) => new(1 + b, 2 * b);

    [Prior] internal Beta BetaMean(double betaOne, double b) => Beta.FromMeanAndConcentration(betaOne, 2 + b);

    [Prior] internal Uniform UniformOne(double a, double b) => new(a, a + b);

    [Prior] internal TruncatedNormal TruncatedOne(double a, double b) => new(a, b, a - 1, a + 2 * b);

    [Prior] internal Flat FlatBelow(double a) => Flat.Below(a);

    [Prior] internal Flat FlatAbove(double flatBelow) => Flat.Above(flatBelow);

    [Prior] internal Flat FlatBetween(double a, double b) => Flat.Between(a, a + b);

    [Likelihood]
    internal Normal Y(
        int n, double halfNormalOne, double studentOne, double cauchyOne, double halfCauchyOne, double laplaceOne, double logisticOne, double gumbelOne,
        double exponentialOne, double gammaRate, double gammaScale, double gammaMean, double inverseGammaOne, double chiSquaredOne, double weibullOne,
        double betaOne, double betaMean, double uniformOne, double truncatedOne, double flatAbove, double flatBetween)
        => new(
            halfNormalOne + studentOne - cauchyOne + 0.3 * halfCauchyOne + laplaceOne - logisticOne + gumbelOne * y[0],
            1 + exponentialOne + gammaRate + gammaScale + gammaMean + inverseGammaOne + chiSquaredOne + weibullOne + betaOne + betaMean
                + uniformOne * uniformOne + truncatedOne * truncatedOne + flatAbove * flatAbove + flatBetween * flatBetween);
}

/// <summary>Every continuous law as a likelihood.</summary>
[ProbabilisticModel]
public sealed partial class EveryContinuousLikelihoodModel(double[] reals, double[] positives, double[] units, double lone) : IGenerated
{
    [Prior] internal Normal A() => new(0, 1);

    [Prior] internal HalfNormal B() => new(1);

    [Prior] internal Beta U() => new(2, 2);

    [Likelihood(Of = nameof(lone))] internal Normal One(double a, double b) => new(a, b);

    double[] r1 => reals;

    [Likelihood] internal StudentT R1(int n, double a, double b) => new(1 + b, a, b);

    double[] r2 => reals;

    [Likelihood] internal Cauchy R2(int n, double a, double b) => new(a, b);

    double[] r3 => reals;

    [Likelihood] internal Laplace R3(int n, double a, double b) => new(a, b);

    double[] r4 => reals;

    [Likelihood] internal Logistic R4(int n, double a, double b) => new(a, b);

    double[] r5 => reals;

    [Likelihood] internal Gumbel R5(int n, double a, double b) => new(a, b);

    double[] p1 => positives;

    [Likelihood] internal LogNormal P1(int n, double a, double b) => new(a, b);

    double[] p2 => positives;

    [Likelihood] internal HalfNormal P2(int n, double b) => new(b);

    double[] p3 => positives;

    [Likelihood] internal HalfCauchy P3(int n, double b) => new(b);

    double[] p4 => positives;

    [Likelihood] internal Exponential P4(int n, double b) => new(b);

    double[] p5 => positives;

    [Likelihood] internal Gamma P5(int n, double b, double u) => Gamma.FromShapeAndRate(b, 1 + u);

    double[] p6 => positives;

    [Likelihood] internal Gamma P6(int n, double b, double u) => Gamma.FromShapeAndScale(u, b);

    double[] p7 => positives;

    [Likelihood] internal Gamma P7(int n, double b, double u) => Gamma.FromMeanAndSd(b, u);

    double[] p8 => positives;

    [Likelihood] internal InverseGamma P8(int n, double b, double u) => new(b, u);

    double[] p9 => positives;

    [Likelihood] internal ChiSquared P9(int n, double b) => new(b);

    double[] p10 => positives;

    [Likelihood] internal Weibull P10(int n, double b, double u) => new(b, u);

    double[] u1 => units;

    [Likelihood] internal Beta U1(int n, double b, double u) => new(b, u);

    double[] u2 => units;

    [Likelihood] internal Beta U2(int n, double b, double u) => Beta.FromMeanAndConcentration(u, b);

    double[] u3 => units;

    [Likelihood] internal Uniform U3(int n, double b) => new(-b, 1 + b);

    double[] u4 => units;

    [Likelihood] internal TruncatedNormal U4(int n, double a, double b) => new(a, b, -b, 1.5);
}

/// <summary>Every discrete law.</summary>
[ProbabilisticModel]
public sealed partial class EveryDiscreteLikelihoodModel(int[] counts, int[] bits, int[] classes) : IGenerated
{
    const int Classes = 3;

    [Prior] internal Normal A() => new(0, 1);

    [Prior] internal HalfNormal B() => new(1);

    [Prior] internal Beta U() => new(2, 2);

    [Prior] internal Normal Logits([Plate(nameof(Classes))] int k) => new(0, 1);

    int[] b1 => bits;

    [Likelihood] internal Bernoulli B1(int n, double u) => Bernoulli.FromProbability(u);

    int[] b2 => bits;

    [Likelihood] internal Bernoulli B2(int n, double a) => Bernoulli.FromLogit(a);

    int[] c1 => counts;

    [Likelihood] internal Binomial C1(int n, double u) => Binomial.FromProbability(7, u);

    int[] c2 => counts;

    [Likelihood] internal Binomial C2(int n, double a) => Binomial.FromLogit(6 + n, a);

    int[] c3 => counts;

    [Likelihood] internal Poisson C3(int n, double b) => Poisson.FromRate(b);

    int[] c4 => counts;

    [Likelihood] internal Poisson C4(int n, double a) => Poisson.FromLogRate(a);

    int[] c5 => counts;

    [Likelihood] internal NegativeBinomial C5(int n, double b, double u) => NegativeBinomial.FromMeanAndDispersion(b, u);

    int[] c6 => counts;

    [Likelihood] internal NegativeBinomial C6(int n, double a, double b) => NegativeBinomial.FromLogMeanAndDispersion(a, b);

    int[] c7 => counts;

    [Likelihood] internal NegativeBinomial C7(int n, double b, double u) => NegativeBinomial.FromSuccessesAndProbability(b, u);

    int[] c8 => counts;

    [Likelihood] internal Geometric C8(int n, double u) => Geometric.FromProbability(u);

    int[] c9 => counts;

    [Likelihood] internal Geometric C9(int n, double a) => Geometric.FromLogit(a);

    int[] k1 => classes;

    [Likelihood] internal Categorical K1(int n, double[] logits) => Categorical.FromLogits(logits);

    int[] k2 => classes;

    [Likelihood] internal Categorical K2(int n, double u) => Categorical.FromProbabilities([u * u, u * (1 - u), 1 - u]);
}

internal static class Laws
{
    public static LanguageCase EveryPrior()
    {
        double[] y = [0.4, -1.1];
        var m = new EveryPriorModel(y);
        return new(m, p =>
        {
            double a = p.Real();
            double b = p.Positive();
            double halfNormal = p.Positive();
            double student = p.Real();
            double cauchy = p.Real();
            double halfCauchy = p.Positive();
            double laplace = p.Real();
            double logistic = p.Real();
            double gumbel = p.Real();
            double exponential = p.Positive();
            double gammaRate = p.Positive();
            double gammaScale = p.Positive();
            double gammaMean = p.Positive();
            double inverseGamma = p.Positive();
            double chiSquared = p.Positive();
            double weibull = p.Positive();
            double beta = p.Between(0, 1);
            double betaMean = p.Between(0, 1);
            double uniform = p.Between(a, a + b);
            double truncated = p.Between(a - 1, a + (2 * b));
            double below = p.Below(a);
            double above = p.Above(below);
            double between = p.Between(a, a + b);
            double prior = m.A().LogDensity(a) + m.B(a).LogDensity(b) + m.HalfNormalOne(b).LogDensity(halfNormal) + m.StudentOne(a, b).LogDensity(student)
                + m.CauchyOne(a, b).LogDensity(cauchy) + m.HalfCauchyOne(b).LogDensity(halfCauchy) + m.LaplaceOne(a, b).LogDensity(laplace)
                + m.LogisticOne(a, b).LogDensity(logistic) + m.GumbelOne(a, b).LogDensity(gumbel) + m.ExponentialOne(b).LogDensity(exponential)
                + m.GammaRate(b).LogDensity(gammaRate) + m.GammaScale(b).LogDensity(gammaScale) + m.GammaMean(b).LogDensity(gammaMean)
                + m.InverseGammaOne(b).LogDensity(inverseGamma) + m.ChiSquaredOne(b).LogDensity(chiSquared) + m.WeibullOne(b).LogDensity(weibull)
                + m.BetaOne(b).LogDensity(beta) + m.BetaMean(beta, b).LogDensity(betaMean) + m.UniformOne(a, b).LogDensity(uniform)
                + m.TruncatedOne(a, b).LogDensity(truncated);
            double likelihood = y.Select((v, n) => m.Y(
                n, halfNormal, student, cauchy, halfCauchy, laplace, logistic, gumbel, exponential, gammaRate, gammaScale, gammaMean, inverseGamma, chiSquared,
                weibull, beta, betaMean, uniform, truncated, above, between).LogDensity(v)).Sum();
            return (prior, likelihood);
        }, [.. Enumerable.Repeat(1, 23)]);
    }

    public static LanguageCase EveryContinuousLikelihood()
    {
        double[] reals = [0.4, -1.1, 2.2];
        double[] positives = [0.3, 1.7];
        double[] units = [0.2, 0.9];
        var m = new EveryContinuousLikelihoodModel(reals, positives, units, -0.3);
        return new(m, p =>
        {
            double a = p.Real();
            double b = p.Positive();
            double u = p.Between(0, 1);
            double likelihood = m.One(a, b).LogDensity(-0.3)
                + reals.Select((v, n) => m.R1(n, a, b).LogDensity(v) + m.R2(n, a, b).LogDensity(v) + m.R3(n, a, b).LogDensity(v)
                    + m.R4(n, a, b).LogDensity(v) + m.R5(n, a, b).LogDensity(v)).Sum()
                + positives.Select((v, n) => m.P1(n, a, b).LogDensity(v) + m.P2(n, b).LogDensity(v) + m.P3(n, b).LogDensity(v) + m.P4(n, b).LogDensity(v)
                    + m.P5(n, b, u).LogDensity(v) + m.P6(n, b, u).LogDensity(v) + m.P7(n, b, u).LogDensity(v) + m.P8(n, b, u).LogDensity(v)
                    + m.P9(n, b).LogDensity(v) + m.P10(n, b, u).LogDensity(v)).Sum()
                + units.Select((v, n) => m.U1(n, b, u).LogDensity(v) + m.U2(n, b, u).LogDensity(v) + m.U3(n, b).LogDensity(v) + m.U4(n, a, b).LogDensity(v)).Sum();
            return (m.A().LogDensity(a) + m.B().LogDensity(b) + m.U().LogDensity(u), likelihood);
        }, 1, 1, 1);
    }

    public static LanguageCase EveryDiscreteLikelihood()
    {
        int[] counts = [0, 3, 6];
        int[] bits = [1, 0, 1];
        int[] classes = [2, 0, 1, 2];
        var m = new EveryDiscreteLikelihoodModel(counts, bits, classes);
        return new(m, p =>
        {
            double a = p.Real();
            double b = p.Positive();
            double u = p.Between(0, 1);
            double[] logits = p.Reals(3);
            double likelihood = bits.Select((v, n) => m.B1(n, u).LogDensity(v) + m.B2(n, a).LogDensity(v)).Sum()
                + counts.Select((v, n) => m.C1(n, u).LogDensity(v) + m.C2(n, a).LogDensity(v) + m.C3(n, b).LogDensity(v) + m.C4(n, a).LogDensity(v)
                    + m.C5(n, b, u).LogDensity(v) + m.C6(n, a, b).LogDensity(v) + m.C7(n, b, u).LogDensity(v) + m.C8(n, u).LogDensity(v)
                    + m.C9(n, a).LogDensity(v)).Sum()
                + classes.Select((v, n) => m.K1(n, logits).LogDensity(v) + m.K2(n, u).LogDensity(v)).Sum();
            double prior = m.A().LogDensity(a) + m.B().LogDensity(b) + m.U().LogDensity(u) + logits.Sum(v => m.Logits(0).LogDensity(v));
            return (prior, likelihood);
        }, 1, 1, 1, 3);
    }
}
