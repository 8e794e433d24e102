namespace ProbDsl.EndToEnd.Tests.Large;

/// <summary>As many groups as there are readings; given μ and τ everything is Gaussian.</summary>
[ProbabilisticModel]
public sealed partial class ManyGroups(double[] y)
{
    int Groups => y.Length;

    [Prior] Normal Mu() => new(0, 5);

    [Prior] HalfNormal Tau() => new(2);

    [Prior] Normal Theta([Plate(nameof(Groups))] int g, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Y([Plate(nameof(Groups))] int g, double[] theta) => new(theta[g], 1);
}

/// <summary>Counts at sites, two to four of which go with each site; given level and spread the sites are independent.</summary>
[ProbabilisticModel]
public sealed partial class SiteCounts(int[] sum, int[] visits)
{
    int Sites => sum.Length;

    [Prior] Normal Level() => new(0, 3);

    [Prior] HalfNormal Spread() => new(1);

    [Prior] Normal Effect([Plate(nameof(Sites))] int s, double level, double spread) => new(level, spread);

    [Likelihood] Poisson Sum([Plate(nameof(Sites))] int s, double[] effect) => Poisson.FromLogRate(effect[s] + Math.Log(visits[s]));
}

/// <summary>The same in coordinates that the data make poor ones.</summary>
[ProbabilisticModel]
public sealed partial class SiteCountsNonCentered(int[] sum, int[] visits)
{
    int Sites => sum.Length;

    [Prior] Normal Level() => new(0, 3);

    [Prior] HalfNormal Spread() => new(1);

    [Prior, NonCentered] Normal Effect([Plate(nameof(Sites))] int s, double level, double spread) => new(level, spread);

    [Likelihood] Poisson Sum([Plate(nameof(Sites))] int s, double[] effect) => Poisson.FromLogRate(effect[s] + Math.Log(visits[s]));
}

/// <summary>A walk with known steps, seen with known noise: a chain of Gaussians.</summary>
[ProbabilisticModel]
public sealed partial class LongWalk(double[] y)
{
    int Steps => y.Length;

    [Prior] Normal Z([Plate(nameof(Steps))] int n) => new(0, 10);

    [Factor] double Step([Plate(nameof(Steps))] int n, double[] z) => n == 0 ? 0.0 : new Normal(z[n - 1], 0.3).LogDensity(z[n]);

    [Likelihood] Normal Y([Plate(nameof(Steps))] int n, double[] z) => new(z[n], 0.5);
}

/// <summary>Nothing is known of most of these but that their tails are heavy.</summary>
[ProbabilisticModel]
public sealed partial class ManyCauchys(double[] y)
{
    int Rows => y.Length;

    [Prior] Cauchy Z([Plate(nameof(Rows))] int n) => new(0, 1);

    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, double[] z) => new(n < 5 ? z[n] : 0, 1);
}

/// <summary>The same density for (scale, z) as for (−scale, −z): two hills.</summary>
[ProbabilisticModel]
public sealed partial class MirroredFactor(double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Scale() => new(0, 2);

    [Prior] Normal Z([Plate(nameof(Rows))] int n) => new(0, 1);

    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, double scale, double[] z) => new(scale * z[n], 0.3);
}

/// <summary>A hundred coefficients and far too few answers: neither sparse nor Gaussian.</summary>
[ProbabilisticModel]
public sealed partial class WideLogistic(double[][] x, bool[] y)
{
    int Rows => y.Length;

    int Columns => x[0].Length;

    [Prior] Normal Beta([Plate(nameof(Columns))] int j) => new(0, 2);

    [Likelihood]
    Bernoulli Y([Plate(nameof(Rows))] int n, double[] beta)
    {
        double sum = 0;
        for (int j = 0; j < Columns; j++)
        {
            sum += x[n][j] * beta[j];
        }

        return Bernoulli.FromLogit(sum);
    }
}

/// <summary>Far more coefficients than answers: the posterior is the prior in all but as many directions as there are answers.</summary>
[ProbabilisticModel]
public sealed partial class WideRegression(double[][] x, double[] y)
{
    int Rows => y.Length;

    int Columns => x[0].Length;

    [Prior] Normal Beta([Plate(nameof(Columns))] int j) => new(0, 1);

    [Likelihood]
    Normal Y([Plate(nameof(Rows))] int n, double[] beta)
    {
        double sum = 0;
        for (int j = 0; j < Columns; j++)
        {
            sum += x[n][j] * beta[j];
        }

        return new(sum, 5);
    }
}

/// <summary>An intercept and a slope for each group, and counts; given the means and spreads of both the groups are independent.</summary>
[ProbabilisticModel]
public sealed partial class CountLines(int[] count, double[] x, int[] group, int groups)
{
    int Groups => groups;

    [Prior] Normal Level() => new(0, 5);

    [Prior] Normal Trend() => new(0, 5);

    [Prior] HalfNormal LevelSpread() => new(2);

    [Prior] HalfNormal TrendSpread() => new(2);

    [Prior] Normal A([Plate(nameof(Groups))] int g, double level, double levelSpread) => new(level, levelSpread);

    [Prior] Normal B([Plate(nameof(Groups))] int g, double trend, double trendSpread) => new(trend, trendSpread);

    [Likelihood] Poisson Count(int n, double[] a, double[] b) => Poisson.FromLogRate(a[group[n]] + b[group[n]] * x[n]);
}

/// <summary>The same of readings with known noise: one Gaussian system given the two spreads.</summary>
[ProbabilisticModel]
public sealed partial class Lines(double[] y, double[] x, int[] group, int groups)
{
    int Groups => groups;

    [Prior] Normal Level() => new(0, 5);

    [Prior] Normal Trend() => new(0, 5);

    [Prior] HalfNormal LevelSpread() => new(2);

    [Prior] HalfNormal TrendSpread() => new(2);

    [Prior] Normal A([Plate(nameof(Groups))] int g, double level, double levelSpread) => new(level, levelSpread);

    [Prior] Normal B([Plate(nameof(Groups))] int g, double trend, double trendSpread) => new(trend, trendSpread);

    [Likelihood] Normal Y(int n, double[] a, double[] b) => new(a[group[n]] + b[group[n]] * x[n], 1);
}
