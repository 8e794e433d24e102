using static ProbDsl.ProbMath;

namespace ProbDsl.EndToEnd.Tests.Posteriordb;

[ProbabilisticModel]
public sealed partial class GaussMix(double[] y)
{
    int N => y.Length;

    int Components => 2;

    [Prior] Normal Mu1() => new(0, 2);

    [Prior, Support(Lower = nameof(Mu1Value))] Flat Mu2(double mu1) => Flat.Real();

    double Mu1Value(double mu1) => mu1;

    [Prior, Support(Lower = 0)] Normal Sigma([Plate(nameof(Components))] int k) => new(0, 2);

    [Prior] Beta Theta() => new(5, 5);

    [Factor] double Mu2Prior(double mu2) => new Normal(0, 2).LogDensity(mu2);

    [Factor]
    double Y([Plate(nameof(N))] int n, double mu1, double mu2, double[] sigma, double theta) => LogSumExp(
        Math.Log(theta) + new Normal(mu1, sigma[0]).LogDensity(y[n]),
        Log1p(-theta) + new Normal(mu2, sigma[1]).LogDensity(y[n]));
}
