namespace ProbDsl.InferNet.Tests;

/// <summary>The net of clouds, sprinkler and rain, whose graph has a loop.</summary>
[ProbabilisticModel]
public sealed partial class Sprinkler(bool wet)
{
    [Prior] Bernoulli Cloudy() => Bernoulli.FromProbability(0.5);

    [Prior] Bernoulli On(bool cloudy) => Bernoulli.FromProbability(cloudy ? 0.1 : 0.5);

    [Prior] Bernoulli Rain(bool cloudy) => cloudy ? Bernoulli.FromProbability(0.8) : Bernoulli.FromProbability(0.2);

    [Likelihood] Bernoulli Wet(bool on, bool rain) => Bernoulli.FromProbability((on, rain) switch { (false, false) => 0, (true, true) => 0.99, _ => 0.9 });
}

/// <summary>The same under a clear sky, without the loop.</summary>
[ProbabilisticModel]
public sealed partial class ClearSky(bool wet)
{
    [Prior] Bernoulli On() => Bernoulli.FromProbability(0.5);

    [Prior] Bernoulli Rain() => Bernoulli.FromProbability(0.2);

    [Likelihood] Bernoulli Wet(bool on, bool rain) => Bernoulli.FromProbability((on, rain) switch { (false, false) => 0, (true, true) => 0.99, _ => 0.9 });
}

/// <summary>The same with sprinkler and rain as one latent of four states, 2 · sprinkler + rain, which opens the loop.</summary>
[ProbabilisticModel]
public sealed partial class MergedSprinkler(bool wet)
{
    private readonly double[,] _both = { { 0.4, 0.1, 0.4, 0.1 }, { 0.18, 0.72, 0.02, 0.08 } };

    private readonly double[] _wet = [0, 0.9, 0.9, 0.99];

    int States => _wet.Length;

    [Prior] Bernoulli Cloudy() => Bernoulli.FromProbability(0.5);

    [Prior]
    Categorical Both(bool cloudy)
    {
        var p = new double[States];
        for (int k = 0; k < States; k++)
        {
            p[k] = cloudy ? _both[1, k] : _both[0, k];
        }

        return Categorical.FromProbabilities(p);
    }

    [Likelihood] Bernoulli Wet(int both) => Bernoulli.FromProbability(_wet[both]);
}

/// <summary>A mixture of two normals with unknown means, precisions and weights.</summary>
[ProbabilisticModel]
public sealed partial class TwoNormals(double[] x, double[] mean0)
{
    int Rows => x.Length;

    int Components => 2;

    [Prior] Beta W() => new(1, 1);

    [Prior] Normal Mu([Plate(nameof(Components))] int k) => new(mean0[k], Math.Sqrt(2));

    [Prior] Gamma Tau([Plate(nameof(Components))] int k) => Gamma.FromShapeAndRate(2, 1);

    [Prior] Bernoulli Z([Plate(nameof(Rows))] int n, double w) => Bernoulli.FromProbability(w);

    [Likelihood] Normal X(int n, bool[] z, double[] mu, double[] tau) => z[n] ? new(mu[1], 1 / Math.Sqrt(tau[1])) : new(mu[0], 1 / Math.Sqrt(tau[0]));
}

/// <summary>A mixture of as many normals as there are weights, each row with a second observation.</summary>
[ProbabilisticModel]
public sealed partial class ManyNormals(double[] x, double[] weights, double[] sd, double[,] table, int[] colour)
{
    int Rows => x.Length;

    int K => weights.Length;

    int Colours => table.GetLength(1);

    [Prior] Normal Mu([Plate(nameof(K))] int k) => new(0, 3);

    [Prior] Categorical Z([Plate(nameof(Rows))] int n) => Categorical.FromProbabilities(weights);

    [Likelihood] Normal X(int n, int[] z, double[] mu) => new(mu[z[n]], sd[z[n]]);

    [Likelihood]
    Categorical Colour(int n, int[] z)
    {
        var p = new double[Colours];
        for (int c = 0; c < Colours; c++)
        {
            p[c] = table[z[n], c];
        }

        return Categorical.FromProbabilities(p);
    }
}

/// <summary>A mixture of which all is known but the rows' states: every row on its own.</summary>
[ProbabilisticModel]
public sealed partial class KnownComponents(double[] x, int[] count, double[] logits)
{
    int Rows => x.Length;

    int K => logits.Length;

    [Prior] Categorical Z([Plate(nameof(Rows))] int n) => Categorical.FromLogits(logits);

    [Prior] Bernoulli High([Plate(nameof(Rows))] int n, int[] z) => Bernoulli.FromLogit(z[n] - 1.0);

    [Likelihood] Normal X(int n, int[] z) => new(2.0 * z[n], 1 + z[n]);

    [Likelihood] Poisson Count(int n, bool[] high) => Poisson.FromRate(high[n] ? 5 : 1.5);
}

/// <summary>A scalar choice between two regressions for all rows.</summary>
[ProbabilisticModel]
public sealed partial class TwoLines(double[] x, double[] y)
{
    [Prior] Normal Intercept() => new(0, 2);

    [Prior] Normal Slope() => new(0, 2);

    [Prior] Bernoulli Flat() => Bernoulli.FromProbability(0.5);

    [Likelihood] Normal Y(int n, bool flat, double intercept, double slope) => new(flat ? intercept : intercept + slope * x[n], 1);
}

/// <summary>A chain of states.</summary>
[ProbabilisticModel]
public sealed partial class Weather(bool[] wet)
{
    int Days => wet.Length;

    [Prior] Bernoulli Rain([Plate(nameof(Days))] int n, bool[] rain) => Bernoulli.FromProbability(n == 0 ? 0.5 : rain[n - 1] ? 0.8 : 0.3);

    [Likelihood] Bernoulli Wet(int n, bool[] rain) => Bernoulli.FromProbability(rain[n] ? 0.9 : 0.2);
}

/// <summary>A net without a case of probability 0.</summary>
[ProbabilisticModel]
public sealed partial class Alarm(bool called, double[] x)
{
    [Prior] Bernoulli Burglar() => Bernoulli.FromProbability(0.1);

    [Prior] Bernoulli Rings(bool burglar) => Bernoulli.FromLogit(burglar ? 2 : -2);

    [Likelihood] Bernoulli Called(bool rings) => Bernoulli.FromProbability(rings ? 0.9 : 0.05);

    [Likelihood] Normal X(int n, bool burglar) => new(burglar ? 1 : 0, burglar ? 2 : 1);
}

/// <summary>A line with outliers: in each state of a row another mean, of two latents held jointly or of none.</summary>
[ProbabilisticModel]
public sealed partial class LineWithOutliers(double[] x, double[] y)
{
    int Rows => x.Length;

    [Prior] Normal Intercept() => new(0, 2);

    [Prior] Normal Slope() => new(0, 2);

    [Prior] Bernoulli Outlier([Plate(nameof(Rows))] int n) => Bernoulli.FromProbability(0.1);

    [Likelihood] Normal Y(int n, bool[] outlier, double intercept, double slope) => outlier[n] ? new(0, 10) : new(intercept + slope * x[n], 0.5);
}

/// <summary>A mixture of counts.</summary>
[ProbabilisticModel]
public sealed partial class MixedCounts(int[] y)
{
    int Rows => y.Length;

    int Components => 2;

    [Prior] Gamma Rate([Plate(nameof(Components))] int k) => Gamma.FromShapeAndRate(2, k == 0 ? 1 : 0.25);

    [Prior] Bernoulli Z([Plate(nameof(Rows))] int n) => Bernoulli.FromProbability(0.4);

    [Likelihood] Poisson Y(int n, bool[] z, double[] rate) => Poisson.FromRate(rate[z[n] ? 1 : 0]);
}

/// <summary>A Categorical latent for all rows beside a Bernoulli one for each, in one conditional.</summary>
[ProbabilisticModel]
public sealed partial class Seasons(double[] x)
{
    private readonly double[] _weights = [0.2, 0.3, 0.5];

    int Rows => x.Length;

    int States => _weights.Length;

    [Prior] Normal Mean([Plate(nameof(States))] int k) => new(k, 1);

    [Prior] Categorical Season() => Categorical.FromProbabilities(_weights);

    [Prior] Bernoulli Hot([Plate(nameof(Rows))] int n, int season) => Bernoulli.FromProbability(0.2 + 0.2 * season);

    [Likelihood] Normal X(int n, int season, bool[] hot, double[] mean) => new(hot[n] ? mean[season] + 2 : mean[season], 1);
}
