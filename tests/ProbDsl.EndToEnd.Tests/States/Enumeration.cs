using ProbDsl.EndToEnd.Tests.Language;

namespace ProbDsl.EndToEnd.Tests.States;

/// <summary>Every assignment of states, one by one, through the declared methods as C# runs them.</summary>
internal static class Enumeration
{
    private static readonly double[] s_y = [0.4, -1.7, 1.1];

    private static readonly int[] s_counts = [1, 4, 0];

    public static TwoNormals TwoNormals => new(s_y);

    public static Regimes Regimes => new(s_y, s_counts, true, [0.2, 0.5, 0.3], [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.3, 0.1, 0.6]], [[0.1, 0.5, 0.4], [0.3, 0.3, 0.4], [0.6, 0.3, 0.1]]);

    public static LanguageCase OfTwoNormals()
    {
        TwoNormals model = TwoNormals;
        return new(model, p =>
        {
            double weight = p.Between(0, 1), low = p.Real(), high = p.Real();
            return (
                model.Weight().LogDensity(weight) + model.Low().LogDensity(low) + model.High().LogDensity(high),
                LogSum(Joint(model, weight, low, high).Select(a => a.LogDensity)));
        }, 1, 1, 1);
    }

    public static LanguageCase OfRegimes()
    {
        Regimes model = Regimes;
        return new(model, p =>
        {
            double mu = p.Real(), tau = p.Positive();
            return (model.Mu().LogDensity(mu) + model.Tau().LogDensity(tau), LogSum(Joint(model, mu, tau).Select(a => a.LogDensity)));
        }, 1, 1);
    }

    /// <summary>log p(states, data | the rest) for each assignment.</summary>
    public static IEnumerable<(int[] States, double LogDensity)> Joint(TwoNormals model, double weight, double low, double high)
        => Assignments(2, 2, 2).Select(states =>
        {
            bool[] z = Array.ConvertAll(states, s => s == 1);
            return (states, Enumerable.Range(0, 3).Sum(n => model.Z(n, weight).LogDensity(z[n]) + model.Y(n, z, low, high).LogDensity(s_y[n])));
        });

    /// <inheritdoc cref="Joint(TwoNormals, double, double, double)"/>
    /// <remarks>The states are kind, on, three regimes and three outliers.</remarks>
    public static IEnumerable<(int[] States, double LogDensity)> Joint(Regimes model, double mu, double tau)
        => Assignments(3, 2, 3, 3, 3, 2, 2, 2).Select(states =>
        {
            (int kind, bool on, int[] regime, bool[] outlier) = (states[0], states[1] == 1, states[2..5], Array.ConvertAll(states[5..], s => s == 1));
            double rows = Enumerable.Range(0, 3).Sum(t => model.Regime(t, regime, kind).LogDensity(regime[t])
                + model.Outlier(t, regime).LogDensity(outlier[t])
                + model.Y(t, regime, outlier, on, mu, tau).LogDensity(s_y[t])
                + model.Counts(t, regime, mu).LogDensity(s_counts[t]));
            return (states, rows + model.Kind().LogDensity(kind) + model.On(kind, mu).LogDensity(on) + model.Seen(on).LogDensity(true));
        });

    /// <summary>The probability that one of the states has a value.</summary>
    public static double Probability((int[] States, double LogDensity)[] joint, int which, int value)
    {
        double all = LogSum(joint.Select(a => a.LogDensity));
        return joint.Where(a => a.States[which] == value).Sum(a => Math.Exp(a.LogDensity - all));
    }

    private static IEnumerable<int[]> Assignments(params int[] counts)
        => counts.Aggregate((IEnumerable<int[]>)[[]], (all, count) => all.SelectMany(a => Enumerable.Range(0, count).Select(s => (int[])[.. a, s])));

    private static double LogSum(IEnumerable<double> terms) => ProbMath.LogSumExp([.. terms]);
}
