using ProbDsl;

namespace Samples;

/// <summary>Effects of coaching in eight schools (Rubin 1981), partially pooled.</summary>
[ProbabilisticModel]
public sealed partial class EightSchools(double[] effect, double[] standardError)
{
    int Schools => effect.Length;

    [Prior] Normal Mu() => new(mean: 0, sd: 5);

    [Prior] HalfCauchy Tau() => new(scale: 5);

    [Prior] Normal Theta([Plate(nameof(Schools))] int j, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Effect(int j, double[] theta) => new(theta[j], standardError[j]);
}
