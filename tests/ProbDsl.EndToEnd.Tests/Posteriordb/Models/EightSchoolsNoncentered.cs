namespace ProbDsl.EndToEnd.Tests.Posteriordb;

[ProbabilisticModel]
public sealed partial class EightSchoolsNoncentered(double[] y, double[] sigma)
{
    int Schools => y.Length;

    [Prior] Normal Z([Plate(nameof(Schools))] int j) => new(0, 1);

    [Prior] Normal Mu() => new(0, 5);

    [Prior] HalfCauchy Tau() => new(scale: 5);

    [Derived] double Theta([Plate(nameof(Schools))] int j, double mu, double tau, double[] z) => mu + tau * z[j];

    [Likelihood] Normal Y(int j, double[] theta) => new(theta[j], sigma[j]);
}
