namespace ProbDsl.EndToEnd.Tests.Corners;

/// <summary>A normal mean with a normal prior: the posterior is known for any data, of which there may be none.</summary>
[ProbabilisticModel]
internal sealed partial class OneLatent(double[] y, double unit)
{
    [Prior] Normal Mu() => new(0, 3 * unit);

    [Likelihood] Normal Y(int n, double mu) => new(mu, unit);
}

[ProbabilisticModel]
internal sealed partial class ManyLatents(double[] y)
{
    int Count => y.Length;

    [Prior] Normal Theta([Plate(nameof(Count))] int i) => new(0, 2);

    [Likelihood] Normal Y(int i, double[] theta) => new(theta[i], 1);
}

/// <summary>A scale in any unit, from data in that unit.</summary>
[ProbabilisticModel]
internal sealed partial class ScaleOnly(double[] y, double unit)
{
    [Prior] LogNormal Sigma() => new(Math.Log(unit), 1);

    [Likelihood] Normal Y(int n, double sigma) => new(0, sigma);
}

/// <summary>A probability of which nothing is observed: the posterior is flat on (0, 1).</summary>
[ProbabilisticModel]
internal sealed partial class FlatPosterior
{
    [Prior] Uniform P() => new(0, 1);

    [Derived] double Complement(double p) => 1 - p;
}

/// <summary>A flat prior on the line that the data leave as it is.</summary>
[ProbabilisticModel]
internal sealed partial class ImproperMean(double[] y)
{
    [Prior] Flat Mu() => Flat.Real();

    [Likelihood] Normal Y(int n, double mu) => new(mu, 1);
}

/// <summary>A flat prior on (0, ∞) with a likelihood that is constant far out.</summary>
[ProbabilisticModel]
internal sealed partial class ImproperScale(double[] y)
{
    [Prior] Flat Tau() => Flat.Positive();

    [Prior] Normal Theta(double tau) => new(0, tau);

    [Likelihood] Normal Y(int n, double theta) => new(theta, 1);
}

[ProbabilisticModel]
internal sealed partial class CauchyLocation
{
    [Prior] Cauchy X() => new(0, 1);

    [Derived] double Twice(double x) => 2 * x;
}

/// <summary>Neal's funnel.</summary>
[ProbabilisticModel]
internal sealed partial class Funnel
{
    [Prior] Normal Log() => new(0, 3);

    [Prior] Normal X(double log) => new(0, Math.Exp(0.5 * log));

    [Derived] double Twice(double x) => 2 * x;
}

/// <summary>Where the covariate parts the outcomes, the likelihood has no maximum: it rises with the slope for ever.</summary>
[ProbabilisticModel]
internal sealed partial class Separation(double[] x, bool[] y)
{
    [Prior] Normal Slope() => new(0, 2.5);

    [Likelihood] Bernoulli Y(int n, double slope) => Bernoulli.FromLogit(slope * x[n]);
}

[ProbabilisticModel]
internal sealed partial class SeparationWithoutPrior(double[] x, bool[] y)
{
    [Prior] Flat Slope() => Flat.Real();

    [Likelihood] Bernoulli Y(int n, double slope) => Bernoulli.FromLogit(slope * x[n]);
}

/// <summary>Only the radius is observed: any turn about the origin gives the same density.</summary>
[ProbabilisticModel]
internal sealed partial class Rotation(double radius)
{
    [Prior] Normal A() => new(0, 5);

    [Prior] Normal B() => new(0, 5);

    [Factor] double Ring(double a, double b) => -0.5 * Math.Pow((Math.Sqrt(a * a + b * b) - radius) / 0.3, 2);
}

/// <summary>Only the product of two numbers is observed, so that both signs may change together.</summary>
[ProbabilisticModel]
internal sealed partial class SignSwitch(double[] y)
{
    [Prior] Normal A() => new(0, 3);

    [Prior] Normal B() => new(0, 3);

    [Likelihood] Normal Y(int n, double a, double b) => new(a * b, 0.5);
}

/// <summary>Stan's Bernoulli example: ten throws, two ones.</summary>
[ProbabilisticModel]
internal sealed partial class StanBernoulli(bool[] y)
{
    [Prior] Beta Theta() => new(1, 1);

    [Likelihood] Bernoulli Y(int n, double theta) => Bernoulli.FromProbability(theta);
}

/// <summary>A count whose logarithm is linear in a predictor of the size <c>unit</c>.</summary>
[ProbabilisticModel]
internal sealed partial class CountLine(double[] x, int[] y, double unit)
{
    [Prior] Normal Level() => new(0, 2);

    [Prior] Normal Slope() => new(0, 1 / unit);

    [Likelihood] Poisson Y(int n, double level, double slope) => Poisson.FromRate(Math.Exp(level + slope * x[n]));
}

/// <summary>A straight line through values of the size <c>unit</c>.</summary>
[ProbabilisticModel]
internal sealed partial class TinyLine(double[] x, double[] y, double unit)
{
    [Prior] Normal Level() => new(0, 20 * unit);

    [Prior] Normal Slope() => new(0, 20 * unit);

    [Prior] HalfNormal Noise() => new(10 * unit);

    [Likelihood] Normal Y(int n, double level, double slope, double noise) => new(level + slope * x[n], noise);
}
