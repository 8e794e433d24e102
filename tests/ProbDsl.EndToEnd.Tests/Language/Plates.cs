namespace ProbDsl.EndToEnd.Tests.Language;

[ProbabilisticModel]
public sealed partial class TwoIndexModel(int rows, double[,] y) : IGenerated
{
    int Columns => y.GetLength(1);

    [Prior] internal Normal Row([Plate(nameof(rows))] int i) => new(0, 1.5);

    [Prior] internal Normal Cell([Plate(nameof(rows))] int i, [Plate(nameof(Columns))] int j, double[] row) => new(row[i] * (1 + j), 0.5 + 0.1 * j);

    [Prior] internal HalfNormal Scale() => new(2);

    [Likelihood] internal Normal Y(int i, int j, double[,] cell, double scale) => new(cell[i, j], scale);
}

[ProbabilisticModel]
public sealed partial class RaggedModel(double[] y, int[] county, double[] uranium) : IGenerated
{
    int Counties => uranium.Length;

    [Prior] internal Normal Slope() => new(0, 1);

    [Prior] internal HalfCauchy Spread() => new(1);

    [Prior] internal Normal Alpha([Plate(nameof(Counties))] int c, double slope, double spread) => new(slope * uranium[c], spread);

    [Likelihood] internal Normal Y(int n, double[] alpha) => new(alpha[county[n]], 0.8);
}

[ProbabilisticModel]
public sealed partial class MatrixDataModel(double[,] x, int[,] counts) : IGenerated
{
    int Columns => counts.GetLength(1);

    [Prior] internal Normal Rate([Plate(nameof(Columns))] int j) => new(0.2 * j, 0.7);

    [Likelihood] internal Poisson Counts(int i, int j, double[] rate) => Poisson.FromLogRate(rate[j] + x[i, j]);
}

[ProbabilisticModel]
public sealed partial class JaggedDataModel(double[][] visits, double[][] x) : IGenerated
{
    int Patients => visits.Length;

    int Repeats => visits[0].Length;

    [Prior] internal Normal Level([Plate(nameof(Patients))] int p) => new(1, 2);

    [Prior] internal Exponential Noise() => new(1.5);

    [Likelihood]
    internal Normal Visits(int p, [Plate(nameof(Repeats))] int v, double[] level, double noise)
    {
        double mean = level[p];
        for (int k = 0; k < x[p].Length; k++)
        {
            mean += x[p][k] * level[p] / (k + 1.0 + v);
        }

        return new(mean, noise);
    }
}

[ProbabilisticModel]
public sealed partial class IndexedBoundsModel(double[] floors, double ceiling, double[] y) : IGenerated
{
    int N => floors.Length;

    double Floor(int j) => floors[j] - 0.5;

    double Above(int j, double[] low) => low[j];

    double Roof(int j, double[] low) => low[j] + 3 * Math.Exp(floors[j]);

    [Prior, Support(Upper = nameof(ceiling))] internal Normal Top() => new(0, 1);

    [Prior, Support(Lower = nameof(Floor))] internal Normal Low([Plate(nameof(N))] int j) => new(0, 1);

    [Prior, Support(Lower = nameof(Above), Upper = nameof(Roof))] internal Normal High([Plate(nameof(N))] int j, double[] low, double top) => new(top, 2);

    [Prior, Support(Lower = 1, Upper = 2)] internal Exponential Rate() => new(0.5);

    [Likelihood] internal Normal Y(int j, double[] low, double[] high, double rate) => new(low[j] * high[j], rate);
}

[ProbabilisticModel]
public sealed partial class DataTypesModel(float[] weights, int[] successes, int[] trials, bool[] passed, float offset, bool doubled, string title, byte[] levels) : IGenerated
{
    [Prior] internal Normal A() => new(offset, title.Length);

    [Prior] internal Normal B() => new(doubled ? 2 : 1, 1.25f);

    [Likelihood] internal Normal Weights(int i, double a) => new(a * (doubled ? 2 : 1), 0.5f + offset);

    [Likelihood] internal Binomial Successes(int i, double a, double b) => Binomial.FromLogit(trials[i], a + b * weights[i]);

    [Likelihood] internal Bernoulli Passed(int i, double b) => Bernoulli.FromLogit(passed.Length > 2 ? b : -b);

    [Likelihood] internal Poisson Levels(int i, double b) => Poisson.FromLogRate(b / 2);
}

[ProbabilisticModel]
public sealed partial class MissingDataModel(double[] y, double[] z, bool[] seen) : IGenerated
{
    [Prior] internal Normal Mu() => new(0, 3);

    [Prior] internal HalfNormal Sd() => new(1);

    [Likelihood] internal Normal? Y(int n, double mu, double sd) => double.IsNaN(y[n]) ? null : new Normal(mu, sd);

    [Likelihood]
    internal Cauchy? Z(int n, double mu)
    {
        if (!seen[n])
        {
            return null;
        }

        return new Cauchy(mu, 2);
    }
}

internal static class Plates
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    public static LanguageCase TwoIndices()
    {
        double[,] y = { { 0.3, -1.2, 0.8 }, { 1.1, 0.4, -0.6 } };
        var model = new TwoIndexModel(2, y);
        return new(model, p =>
        {
            double[] row = p.Reals(2);
            var cell = new double[2, 3];
            foreach ((int i, int j) in Cells())
            {
                cell[i, j] = p.Real();
            }

            double scale = p.Positive();
            double prior = model.Scale().LogDensity(scale) + row.Select((r, i) => model.Row(i).LogDensity(r)).Sum()
                + Cells().Sum(c => model.Cell(c.I, c.J, row).LogDensity(cell[c.I, c.J]));
            return (prior, Cells().Sum(c => model.Y(c.I, c.J, cell, scale).LogDensity(y[c.I, c.J])));
        }, 2, 6, 1);

        static IEnumerable<(int I, int J)> Cells() => from i in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 3) select (i, j);
    }

    public static LanguageCase Ragged()
    {
        double[] y = [0.4, 1.2, -0.3, 0.9, 0.1];
        var model = new RaggedModel(y, [2, 0, 2, 1, 1], [0.5, -0.2, 1.1]);
        return new(model, p =>
        {
            double slope = p.Real();
            double spread = p.Positive();
            double[] alpha = p.Reals(3);
            double prior = model.Slope().LogDensity(slope) + model.Spread().LogDensity(spread)
                + alpha.Select((a, c) => model.Alpha(c, slope, spread).LogDensity(a)).Sum();
            int[] county = [2, 0, 2, 1, 1];
            return (prior, y.Select((v, n) => (-0.5 * Math.Pow((v - alpha[county[n]]) / 0.8, 2)) - Math.Log(0.8) - HalfLogTwoPi).Sum());
        }, 1, 1, 3);
    }

    public static LanguageCase MatrixData()
    {
        double[,] x = { { 0.1, 0.4 }, { -0.7, 0.2 }, { 0.3, 0.0 } };
        int[,] counts = { { 0, 2 }, { 1, 3 }, { 4, 1 } };
        var model = new MatrixDataModel(x, counts);
        return new(model, p =>
        {
            double[] rate = p.Reals(2);
            double likelihood = 0.0;
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 2; j++)
                {
                    likelihood += model.Counts(i, j, rate).LogDensity(counts[i, j]);
                }
            }

            return (rate.Select((r, j) => model.Rate(j).LogDensity(r)).Sum(), likelihood);
        }, 2);
    }

    public static LanguageCase JaggedData()
    {
        double[][] visits = [[1.0, 2.0], [0.5, -0.3], [0.7, 1.9]];
        double[][] x = [[0.2], [0.1, 0.3], []];
        var model = new JaggedDataModel(visits, x);
        return new(model, p =>
        {
            double[] level = p.Reals(3);
            double noise = p.Positive();
            double prior = level.Select((l, i) => model.Level(i).LogDensity(l)).Sum() + model.Noise().LogDensity(noise);
            double likelihood = visits.Select((row, i) => row.Select((v, k) => model.Visits(i, k, level, noise).LogDensity(v)).Sum()).Sum();
            return (prior, likelihood);
        }, 3, 1);
    }

    public static LanguageCase IndexedBounds()
    {
        double[] floors = [-0.5, 0.75];
        double[] y = [0.3, 1.4];
        var model = new IndexedBoundsModel(floors, 1.25, y);
        return new(model, p =>
        {
            double top = p.Below(1.25);
            double[] low = [.. floors.Select(f => p.Above(f - 0.5))];
            double[] high = [.. low.Select((l, j) => p.Between(l, l + (3 * Math.Exp(floors[j]))))];
            double rate = p.Between(1, 2);
            double prior = new Normal(0, 1).LogDensity(top) - Math.Log(new Normal(0, 1).Cdf(1.25));
            for (int j = 0; j < 2; j++)
            {
                prior += new Normal(0, 1).LogDensity(low[j]) - Math.Log(1 - new Normal(0, 1).Cdf(floors[j] - 0.5));
                prior += new Normal(top, 2).LogDensity(high[j]) - Math.Log(new Normal(top, 2).Cdf(low[j] + (3 * Math.Exp(floors[j]))) - new Normal(top, 2).Cdf(low[j]));
            }

            prior += new Exponential(0.5).LogDensity(rate) - Math.Log(Math.Exp(-0.5) - Math.Exp(-1.0));
            return (prior, y.Select((v, j) => model.Y(j, low, high, rate).LogDensity(v)).Sum());
        }, 1, 2, 2, 1);
    }

    public static LanguageCase DataTypes()
    {
        float[] weights = [0.5f, 1.25f, -0.75f];
        int[] successes = [1, 3, 0];
        bool[] passed = [true, false, true, true];
        byte[] levels = [0, 3];
        var model = new DataTypesModel(weights, successes, [2, 5, 4], passed, 0.25f, true, "abc", levels);
        return new(model, p =>
        {
            double a = p.Real();
            double b = p.Real();
            double likelihood = weights.Select((w, i) => model.Weights(i, a).LogDensity(w)).Sum()
                + successes.Select((s, i) => model.Successes(i, a, b).LogDensity(s)).Sum()
                + passed.Select((s, i) => model.Passed(i, b).LogDensity(s ? 1 : 0)).Sum()
                + levels.Select((s, i) => model.Levels(i, b).LogDensity(s)).Sum();
            return (new Normal(0.25, 3).LogDensity(a) + new Normal(2, 1.25).LogDensity(b), likelihood);
        }, 1, 1);
    }

    public static LanguageCase MissingData()
    {
        double[] y = [0.3, double.NaN, 1.1, double.NaN];
        double[] z = [double.NaN, -4.0, 2.0];
        bool[] seen = [false, true, true];
        var model = new MissingDataModel(y, z, seen);
        return new(model, p =>
        {
            double mu = p.Real();
            double sd = p.Positive();
            double likelihood = new Normal(mu, sd).LogDensity(0.3) + new Normal(mu, sd).LogDensity(1.1)
                + new Cauchy(mu, 2).LogDensity(-4.0) + new Cauchy(mu, 2).LogDensity(2.0);
            return (model.Mu().LogDensity(mu) + model.Sd().LogDensity(sd), likelihood);
        }, 1, 1);
    }
}
