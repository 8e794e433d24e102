using ProbDsl;

namespace Samples;

/// <summary>q(theta | tau): the width of each effect follows the spread between them.</summary>
[ProbabilisticModel]
public sealed partial class StructuredSchools(double[] effect, double[] standardError)
{
    int Schools => effect.Length;

    [Prior] Normal Mu() => new(0, 5);

    [Prior] HalfCauchy Tau() => new(5);

    [Prior] Normal Theta([Plate(nameof(Schools))] int j, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Effect(int j, double[] theta) => new(theta[j], standardError[j]);

    [Variational(nameof(Theta))]
    Normal QTheta(int j, double tau, [Parameter] double[] m, [Parameter] double[] logS) => new(m[j], tau * Math.Exp(logS[j]));
}
