namespace ProbDsl.EndToEnd.Tests.Language;

/// <summary>[Derived] methods that return whole arrays: by a loop, by a recursion that is longer than its parent, from elements, from a parent, by a helper; of two dimensions too.</summary>
[ProbabilisticModel]
public sealed partial class WholeArrayModel(double[] y, double[] x) : IGenerated
{
    int N => y.Length;

    [Prior] internal Normal Mu() => new(0, 2);

    // Declared before the array that it takes.
    [Derived]
    internal double[] Level(double[] walk)
    {
        int n = walk.Length - 1;
        double[] level = new double[n];
        for (int t = 0; t < n; t++)
        {
            level[t] = walk[t + 1] + x[t];
        }

        return level;
    }

    [Prior] internal HalfNormal Tau() => new(1);

    [Prior] internal Normal Eps([Plate(nameof(N))] int t) => new(0, 1);

    [Derived]
    internal double[] Walk(double mu, double tau, double[] eps)
    {
        double[] walk = new double[N + 1];
        walk[0] = mu;
        for (int t = 0; t < N; t++)
        {
            walk[t + 1] = walk[t] + tau * eps[t];
        }

        return walk;
    }

    [Derived] internal double[] Ends(double mu, double tau) => [mu - tau, mu + tau];

    [Derived] internal double[] Same(double[] level) => level;

    [Derived] internal double[] Scaled(double[] same, double tau) => Times(same, tau);

    [Derived]
    internal double[,] Table(double mu, double[] ends)
    {
        var table = new double[2, 3];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                table[i, j] = mu * ends[i] + x[j];
            }
        }

        return table;
    }

    [Likelihood]
    internal Normal Y(int t, double[] same, double[] scaled, double[,] table) => new(same[t] + 0.1 * scaled[t] * table[1, t], 0.5);

    private static double[] Times(double[] values, double factor)
    {
        double[] product = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            product[i] = factor * values[i];
        }

        return product;
    }
}

public class WholeArrayTests
{
    private static readonly double[] s_y = [0.3, -0.5, 1.2];

    private static readonly double[] s_x = [0.1, 0.2, -0.4];

    internal static LanguageCase Case()
    {
        var model = new WholeArrayModel(s_y, s_x);
        return new(model, p =>
        {
            double mu = p.Real();
            double tau = p.Positive();
            double[] eps = p.Reals(3);
            double[] same = model.Same(model.Level(model.Walk(mu, tau, eps)));
            double[] scaled = model.Scaled(same, tau);
            double[,] table = model.Table(mu, model.Ends(mu, tau));
            double prior = model.Mu().LogDensity(mu) + model.Tau().LogDensity(tau) + eps.Sum(e => model.Eps(0).LogDensity(e));
            return (prior, s_y.Select((v, t) => model.Y(t, same, scaled, table).LogDensity(v)).Sum());
        }, 1, 1, 3);
    }

    [Fact]
    public void Fit_ReportsEveryElement()
    {
        var model = new WholeArrayModel(s_y, s_x);
        WholeArrayModel.WholeArrayModelPosterior fit = model.Fit();
        Assert.Equal(4, fit.Walk.Length);
        Assert.Equal(fit.Mu.Mean, fit.Walk[0].Mean, 12);
        Assert.Equal(3, fit.Table.Columns);
        Assert.Contains("walk[3]", fit.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"walk[3]\"", fit.ToJson(), StringComparison.Ordinal);
        Assert.All(fit.Draws(5), d => IsOneDraw(model, d));
        IsOneDraw(model, model.SimulatePrior());
    }

    private static void IsOneDraw(WholeArrayModel model, WholeArrayModel.Draw draw)
    {
        double[] walk = model.Walk(draw.Mu, draw.Tau, draw.Eps);
        Assert.Equal(walk, draw.Walk, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(model.Level(walk), draw.Level, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([draw.Mu - draw.Tau, draw.Mu + draw.Tau], draw.Ends, (a, b) => Math.Abs(a - b) < 1e-12);
    }
}
