using ProbDsl;

namespace Samples;

/// <summary>Two sums of two numbers each: two correlations, of which a single factor holds one.</summary>
[ProbabilisticModel]
public sealed partial class TwoSums(double[] first, double[] second)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Prior] Normal C() => new(mean: 0, sd: 1);

    [Prior] Normal D() => new(mean: 0, sd: 1);

    [Likelihood] Normal First(int i, double a, double b) => new(a + b, sd: 1.0 / 3);

    [Likelihood] Normal Second(int i, double c, double d) => new(c + d, sd: 1.0 / 3);
}

/// <summary>The same with one Gaussian of any covariance as q.</summary>
[ProbabilisticModel, FullRank]
public sealed partial class TwoSumsFullRank(double[] first, double[] second)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Prior] Normal C() => new(mean: 0, sd: 1);

    [Prior] Normal D() => new(mean: 0, sd: 1);

    [Likelihood] Normal First(int i, double a, double b) => new(a + b, sd: 1.0 / 3);

    [Likelihood] Normal Second(int i, double c, double d) => new(c + d, sd: 1.0 / 3);
}

/// <summary>The same with a Gaussian with one factor beside its diagonal as q.</summary>
[ProbabilisticModel, LowRank(1)]
public sealed partial class TwoSumsLowRank(double[] first, double[] second)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Prior] Normal C() => new(mean: 0, sd: 1);

    [Prior] Normal D() => new(mean: 0, sd: 1);

    [Likelihood] Normal First(int i, double a, double b) => new(a + b, sd: 1.0 / 3);

    [Likelihood] Normal Second(int i, double c, double d) => new(c + d, sd: 1.0 / 3);
}

/// <summary>The same with a flow as q.</summary>
[ProbabilisticModel, Flow]
public sealed partial class TwoSumsFlow(double[] first, double[] second)
{
    [Prior] Normal A() => new(mean: 0, sd: 1);

    [Prior] Normal B() => new(mean: 0, sd: 1);

    [Prior] Normal C() => new(mean: 0, sd: 1);

    [Prior] Normal D() => new(mean: 0, sd: 1);

    [Likelihood] Normal First(int i, double a, double b) => new(a + b, sd: 1.0 / 3);

    [Likelihood] Normal Second(int i, double c, double d) => new(c + d, sd: 1.0 / 3);
}
