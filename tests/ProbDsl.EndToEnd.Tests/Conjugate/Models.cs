namespace ProbDsl.EndToEnd.Tests.Conjugate;

[ProbabilisticModel]
public sealed partial class MeanModel(double[] y) : IGenerated
{
    [Prior] Normal Mu() => new(1, 2);

    [Likelihood] Normal Y(int n, double mu) => new(mu, 1.5);
}

[ProbabilisticModel]
public sealed partial class DeclaredMeanModel(double[] y) : IGenerated
{
    [Prior] Normal Mu() => new(1, 2);

    [Likelihood] Normal Y(int n, double mu) => new(mu, 1.5);

    [Variational(nameof(Mu))] Normal QMu([Parameter] double center, [Parameter] double logSd) => new(center, Math.Exp(logSd));
}

[ProbabilisticModel]
public sealed partial class ScaleModel(double[] y) : IGenerated
{
    [Prior] LogNormal Scale() => new(1, 2);

    [Likelihood] LogNormal Y(int n, double scale) => new(Math.Log(scale), 1.5);
}

[ProbabilisticModel]
public sealed partial class DeclaredScaleModel(double[] y) : IGenerated
{
    [Prior] LogNormal Scale() => new(1, 2);

    [Likelihood] LogNormal Y(int n, double scale) => new(Math.Log(scale), 1.5);

    [Variational(nameof(Scale))] LogNormal QScale([Parameter] double center, [Parameter] double logSd) => new(center, Math.Exp(logSd));
}

[ProbabilisticModel, FullRank]
public sealed partial class FullRankHierarchy(double[] y, double[] sd) : IGenerated
{
    int N => y.Length;

    [Prior] Normal Mu() => new(0, 2);

    [Prior] Normal Theta([Plate(nameof(N))] int j, double mu) => new(mu, 1);

    [Likelihood] Normal Y(int j, double[] theta) => new(theta[j], sd[j]);
}

/// <summary>Given mu the thetas are independent, so that a conditional q can be exact.</summary>
[ProbabilisticModel]
public sealed partial class StructuredHierarchy(double[] y, double[] sd) : IGenerated
{
    int N => y.Length;

    [Prior] Normal Mu() => new(0, 2);

    [Prior] Normal Theta([Plate(nameof(N))] int j, double mu) => new(mu, 1);

    [Likelihood] Normal Y(int j, double[] theta) => new(theta[j], sd[j]);

    [Variational(nameof(Mu))] Normal QMu([Parameter] double center, [Parameter] double logSd) => new(center, Math.Exp(logSd));

    [Variational(nameof(Theta))]
    Normal QTheta(int j, double mu, [Parameter] double[] shift, [Parameter] double[] slope, [Parameter] double[] logWidth)
        => new(shift[j] + slope[j] * mu, Math.Exp(logWidth[j]));
}
