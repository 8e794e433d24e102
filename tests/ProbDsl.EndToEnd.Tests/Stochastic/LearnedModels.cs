namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>Empirical Bayes: how far the effects spread is a parameter of p.</summary>
[ProbabilisticModel]
public sealed partial class LearnedSpread(double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Z([Plate(nameof(Rows))] int n, [Parameter] double logSpread) => new(0, Math.Exp(logSpread));

    [Likelihood] Normal Y(int n, double[] z) => new(z[n], 1);
}

/// <summary>A parameter for each group beside one for all.</summary>
[ProbabilisticModel]
public sealed partial class LearnedGroups(double[] y, int[] group, int groups)
{
    int Rows => y.Length;

    [Prior] Normal Z([Plate(nameof(Rows))] int n, [Parameter(Size = nameof(groups))] double[] level, [Parameter] double logSpread) => new(level[group[n]], Math.Exp(logSpread));

    [Likelihood] Normal Y(int n, double[] z) => new(z[n], 1);
}

/// <summary>The same in minibatches.</summary>
[ProbabilisticModel]
public sealed partial class LearnedGroupsInBatches(double[] y, int[] group, int groups)
{
    int Rows => y.Length;

    [Prior]
    Normal Z([Plate(nameof(Rows), Subsample = true)] int n, [Parameter(Size = nameof(groups))] double[] level, [Parameter] double logSpread)
        => new(level[group[n]], Math.Exp(logSpread));

    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, double[] z) => new(z[n], 1);
}
