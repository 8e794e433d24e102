namespace ProbDsl.Benchmarks;

/// <summary>A coin: conjugate.</summary>
[ProbabilisticModel]
public sealed partial class CoinFlips(bool[] x)
{
    [Prior] Beta Chance() => new(2, 3);

    [Likelihood] Bernoulli X(int n, double chance) => Bernoulli.FromProbability(chance);
}

/// <summary>Groups with known spreads: one Gaussian system.</summary>
[ProbabilisticModel]
public sealed partial class GroupMeans(double[] y, int[] group, int groups)
{
    [Prior] Normal Mu() => new(0, 5);

    [Prior] Normal Theta([Plate(nameof(groups))] int g, double mu) => new(mu, 2);

    [Likelihood] Normal Y(int n, double[] theta) => new(theta[group[n]], 1);
}

/// <summary>A mean and a precision: one of them by quadrature.</summary>
[ProbabilisticModel]
public sealed partial class MeanAndPrecision(double[] x)
{
    [Prior] Normal Mu() => new(0, 10);

    [Prior] Gamma Tau() => Gamma.FromShapeAndRate(1, 1);

    [Likelihood] Normal X(int n, double mu, double tau) => new(mu, 1 / Math.Sqrt(tau));
}
