namespace ProbDsl.EndToEnd.Tests.Data;

[ProbabilisticModel]
internal sealed partial class CountModel(int groups, int[] group, int[] y, double[] x, double exposure)
{
    [Prior] Normal Effect([Plate(nameof(groups))] int g) => new(0, 2);

    [Prior] Normal Slope() => new(0, 2);

    [Likelihood]
    Poisson Y(int n, double[] effect, double slope) => Poisson.FromLogRate(effect[group[n]] + slope * x[n] + Math.Log(exposure));
}

[ProbabilisticModel]
internal sealed partial class LogScaleModel(double[] y)
{
    [Prior] Normal Mu() => new(0, 10);

    [Prior] Normal Scale() => new(0, 1);

    [Likelihood]
    Normal Y(int n, double mu, double scale) => new(
        mu,
        Math.Log(scale - 1000));
}

[ProbabilisticModel]
internal sealed partial class GapModel(double[] y)
{
    [Prior] Normal Mu() => new(0, 10);

    [Likelihood] Normal? Y(int n, double mu) => double.IsNaN(y[n]) ? null : new(mu, 1);
}

[ProbabilisticModel]
internal sealed partial class RoomModel(double[] y, double room)
{
    [Prior, Support(Lower = 0, Upper = nameof(room))] Normal Start() => new(0, 10);

    [Likelihood] Normal Y(int n, double start) => new(start, 1);
}

[ProbabilisticModel]
internal sealed partial class ZeroModel(double[] logNormal, double[] gamma, double[] weibull, double[] inverse, double[] share, double[] waiting, double[] half)
{
    [Prior] LogNormal Scale() => new(0, 1);

    [Likelihood(Of = nameof(logNormal))] LogNormal A(int i, double scale) => new(0, scale);

    [Likelihood(Of = nameof(gamma))] Gamma B(int i, double scale) => Gamma.FromShapeAndRate(2, scale);

    [Likelihood(Of = nameof(weibull))] Weibull C(int i, double scale) => new(2, scale);

    [Likelihood(Of = nameof(inverse))] InverseGamma D(int i, double scale) => new(2, scale);

    [Likelihood(Of = nameof(share))] Beta E(int i, double scale) => new(scale, 2);

    [Likelihood(Of = nameof(waiting))] Exponential F(int i, double scale) => new(scale);

    [Likelihood(Of = nameof(half))] HalfNormal G(int i, double scale) => new(scale);
}
