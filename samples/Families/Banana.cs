using ProbDsl;

namespace Samples;

/// <summary>A parabola of one number by which the other is measured: a posterior in the shape of a banana.</summary>
[ProbabilisticModel]
public sealed partial class Banana(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(b - 1.5 * a * a, sd: 0.3);
}

/// <summary>The same with one Gaussian of any covariance as q.</summary>
[ProbabilisticModel, FullRank]
public sealed partial class BananaFullRank(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(b - 1.5 * a * a, sd: 0.3);
}

/// <summary>The same with a Gaussian with one factor beside its diagonal as q.</summary>
[ProbabilisticModel, LowRank(1)]
public sealed partial class BananaLowRank(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(b - 1.5 * a * a, sd: 0.3);
}

/// <summary>The same with a flow as q.</summary>
[ProbabilisticModel, Flow]
public sealed partial class BananaFlow(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(b - 1.5 * a * a, sd: 0.3);
}
