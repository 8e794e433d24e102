namespace ProbDsl.EndToEnd.Tests.Exact;

/// <summary>A random walk that is observed with noise.</summary>
[ProbabilisticModel]
public sealed partial class Walk(double[] y, double scale)
{
    int Steps => y.Length;

    [Prior] HalfNormal Sigma() => new(scale);

    [Prior] Flat X([Plate(nameof(Steps))] int t) => Flat.Real();

    [Factor]
    double Step([Plate(nameof(Steps))] int t, double[] x, double sigma)
        => t == 0 ? new Normal(0, 1).LogDensity(x[0]) : new Normal(x[t - 1], sigma).LogDensity(x[t]);

    [Likelihood] Normal Y(int t, double[] x) => new(x[t], 0.7);
}

/// <summary>The same by its standardised steps.</summary>
[ProbabilisticModel]
public sealed partial class WalkOfSteps(double[] y, double scale)
{
    int Steps => y.Length;

    [Prior] HalfNormal Sigma() => new(scale);

    [Prior] Normal V([Plate(nameof(Steps))] int t) => new(0, 1);

    [Factor]
    double Y(double[] v, double sigma)
    {
        double x = 0, log = 0;
        for (int t = 0; t < Steps; t++)
        {
            x = t == 0 ? v[0] : x + sigma * v[t];
            log = log + new Normal(x, 0.7).LogDensity(y[t]);
        }

        return log;
    }
}

/// <summary>Groups in regions.</summary>
[ProbabilisticModel]
public sealed partial class Levels(double[] y, int[] group, int[] region, int regions, double scale)
{
    int Groups => region.Length;

    [Prior] Normal Mu() => new(0, 2);

    [Prior] HalfNormal Across() => new(scale);

    [Prior] HalfNormal Within() => new(scale);

    [Prior] Normal A([Plate(nameof(regions))] int k, double mu, double across) => new(mu, across);

    [Prior] Normal B([Plate(nameof(Groups))] int j, double[] a, double within) => new(a[region[j]], within);

    [Likelihood] Normal Y(int i, double[] b) => new(b[group[i]], 1);
}

/// <summary>The same in its own units.</summary>
[ProbabilisticModel]
public sealed partial class CentredLevels(double[] y, int[] group, int[] region, int regions, double scale)
{
    int Groups => region.Length;

    [Prior] Normal Mu() => new(0, 2);

    [Prior] HalfNormal Across() => new(scale);

    [Prior] HalfNormal Within() => new(scale);

    [Prior, Centered] Normal A([Plate(nameof(regions))] int k, double mu, double across) => new(mu, across);

    [Prior, Centered] Normal B([Plate(nameof(Groups))] int j, double[] a, double within) => new(a[region[j]], within);

    [Likelihood] Normal Y(int i, double[] b) => new(b[group[i]], 1);
}

/// <summary>Schools with a known spread, in their own units.</summary>
[ProbabilisticModel]
public sealed partial class FixedScale(double[] effect, double[] standardError, double scale)
{
    int Schools => effect.Length;

    [Prior] Normal Mu() => new(0, 5);

    [Prior, Centered] Normal Theta([Plate(nameof(Schools))] int j, double mu) => new(mu, scale);

    [Likelihood] Normal Effect(int j, double[] theta) => new(theta[j], standardError[j]);
}

/// <summary>Two numbers of which only the sum is observed.</summary>
[ProbabilisticModel]
public sealed partial class OnlyTheSum(double y)
{
    [Prior] Flat A() => Flat.Real();

    [Prior] Flat B() => Flat.Real();

    [Likelihood] Normal Y(double a, double b) => new(a + 0.1 * b, 1);
}
