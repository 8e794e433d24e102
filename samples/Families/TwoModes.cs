using ProbDsl;

namespace Samples;

/// <summary>Two numbers of which the product is measured, so that both signs may be turned: a posterior with two modes.</summary>
[ProbabilisticModel]
public sealed partial class TwoModes(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(a * b, sd: 0.3);
}

/// <summary>The same with one Gaussian of any covariance as q.</summary>
[ProbabilisticModel, FullRank]
public sealed partial class TwoModesFullRank(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(a * b, sd: 0.3);
}

/// <summary>The same with a Gaussian with one factor beside its diagonal as q.</summary>
[ProbabilisticModel, LowRank(1)]
public sealed partial class TwoModesLowRank(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(a * b, sd: 0.3);
}

/// <summary>The same with a flow as q.</summary>
[ProbabilisticModel, Flow]
public sealed partial class TwoModesFlow(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(a * b, sd: 0.3);
}

/// <summary>The same with each number counted from 1, so that one of the two hills is at 0, where every q starts.</summary>
[ProbabilisticModel, FullRank]
public sealed partial class TwoModesFromAHill(double[] y)
{
    [Prior] Normal A() => new(mean: -1, sd: 1);

    [Prior] Normal B() => new(mean: -1, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new((1 + a) * (1 + b), sd: 0.3);
}
