using ProbDsl;

namespace Samples;

/// <summary>Two numbers of which the sum is measured: a posterior that is Gaussian and slanted.</summary>
[ProbabilisticModel]
public sealed partial class Correlated(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(a + b, sd: 1.0 / 3);
}

/// <summary>The same with one Gaussian of any covariance as q.</summary>
[ProbabilisticModel, FullRank]
public sealed partial class CorrelatedFullRank(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(a + b, sd: 1.0 / 3);
}

/// <summary>The same with a Gaussian with one factor beside its diagonal as q.</summary>
[ProbabilisticModel, LowRank(1)]
public sealed partial class CorrelatedLowRank(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(a + b, sd: 1.0 / 3);
}

/// <summary>The same with a flow as q.</summary>
[ProbabilisticModel, Flow]
public sealed partial class CorrelatedFlow(double[] y)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Likelihood] Normal Y(int i, double a, double b) => new(a + b, sd: 1.0 / 3);
}
