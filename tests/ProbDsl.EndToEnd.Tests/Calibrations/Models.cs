namespace ProbDsl.EndToEnd.Tests.Calibrations;

/// <summary>Conjugate: the posterior is normal with precision ¼ + N/2.25.</summary>
[ProbabilisticModel]
public sealed partial class Level(double[] y)
{
    [Prior] Normal Mu() => new(1, 2);

    [Likelihood] Normal Y(int n, double mu) => new(mu, 1.5);
}

/// <summary>The readings lie to one side of 0: level and slope are correlated, and mean field is too narrow.</summary>
[ProbabilisticModel]
public sealed partial class SlopingLine(double[] x, double[] y)
{
    [Prior] Normal Level() => new(0, 3);

    [Prior] Normal Slope() => new(0, 1);

    [Likelihood] Normal Y(int n, double level, double slope) => new(level + (slope * x[n]), 1);
}

/// <summary>Every kind of quantity, and a reading that is missing. The posterior is normal.</summary>
[ProbabilisticModel]
public sealed partial class Classes(double[,] mark, double[] sd)
{
    int Schools => mark.GetLength(0);

    int Years => mark.GetLength(1);

    [Prior] Normal Mu() => new(0, 5);

    [Prior] Normal V([Plate(nameof(Schools))] int j) => new(0, 1);

    [Prior] Normal Drift([Plate(nameof(Schools))] int j, [Plate(nameof(Years))] int t) => new(0, 2);

    [Derived] double Theta([Plate(nameof(Schools))] int j, double mu, double[] v) => mu + v[j];

    [Likelihood] Normal? Mark(int j, int t, double[] theta, double[,] drift) => double.IsNaN(mark[j, t]) ? null : new(theta[j] + drift[j, t], sd[j]);
}

/// <summary>No simulation draws from it: the factor is a part of what is fitted.</summary>
[ProbabilisticModel]
public sealed partial class WithFactor(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);

    [Factor] double Soft(double mu) => -mu * mu;

    [Likelihood] Normal Y(int n, double mu) => new(mu, 1);
}
