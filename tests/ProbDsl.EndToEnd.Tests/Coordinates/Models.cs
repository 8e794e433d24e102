using Other = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Coordinates_Schools.Coordinates.ModelProgram;

namespace ProbDsl.EndToEnd.Tests.Coordinates;

/// <summary>Eight schools as textbooks write it.</summary>
[ProbabilisticModel]
public sealed partial class Schools(double[] effect, double[] standardError) : IGenerated
{
    private int Count => effect.Length;

    [Prior] Normal Mu() => new(mean: 0, sd: 5);

    [Prior] HalfCauchy Tau() => new(scale: 5);

    [Prior] Normal Theta([Plate(nameof(Count))] int j, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Effect(int j, double[] theta) => new(theta[j], standardError[j]);

    internal Other InOtherCoordinates() => new(CoordinatesData);
}

/// <summary>The same, non-centred by hand.</summary>
[ProbabilisticModel]
public sealed partial class SchoolsByHand(double[] effect, double[] standardError) : IGenerated
{
    private int Count => effect.Length;

    [Prior] Normal Mu() => new(mean: 0, sd: 5);

    [Prior] HalfCauchy Tau() => new(scale: 5);

    [Prior] Normal V([Plate(nameof(Count))] int j) => new(0, 1);

    [Derived] double Theta([Plate(nameof(Count))] int j, double mu, double tau, double[] v) => mu + tau * v[j];

    [Likelihood] Normal Effect(int j, double[] theta) => new(theta[j], standardError[j]);
}

/// <summary>The same, with the coordinate prescribed.</summary>
[ProbabilisticModel]
public sealed partial class SchoolsCentered(double[] effect, double[] standardError)
{
    private int Count => effect.Length;

    [Prior] Normal Mu() => new(mean: 0, sd: 5);

    [Prior] HalfCauchy Tau() => new(scale: 5);

    [Prior, Centered] Normal Theta([Plate(nameof(Count))] int j, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Effect(int j, double[] theta) => new(theta[j], standardError[j]);
}

/// <summary>The same, with the other coordinate prescribed.</summary>
[ProbabilisticModel]
public sealed partial class SchoolsNonCentered(double[] effect, double[] standardError)
{
    private int Count => effect.Length;

    [Prior] Normal Mu() => new(mean: 0, sd: 5);

    [Prior] HalfCauchy Tau() => new(scale: 5);

    [Prior, NonCentered] Normal Theta([Plate(nameof(Count))] int j, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Effect(int j, double[] theta) => new(theta[j], standardError[j]);
}

/// <summary>A chain of every law that has a location and a scale, one of them shared by a plate.</summary>
[ProbabilisticModel]
public sealed partial class Chain(double[] y)
{
    private int Count => y.Length;

    [Prior] Normal A() => new(0, 1);

    [Prior] Exponential S() => new(1);

    [Prior] StudentT B(double a, double s) => new(4, a, s);

    [Prior] Laplace C(double b, double s) => new(b, s);

    [Prior] Logistic D(double c) => new(c, 0.5);

    [Prior] Gumbel E([Plate(nameof(Count))] int n, double d, double s) => new(d, s);

    [Likelihood] Normal Y(int n, double[] e) => new(e[n], 1);

    internal ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Coordinates_Chain.Coordinates.ModelProgram InOtherCoordinates() => new(CoordinatesData);

    internal ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Coordinates_Chain.ModelProgram InItsOwn() => new(ModelData);
}
