using ProbDsl;
namespace A.B;
[ProbabilisticModel]
public sealed partial class EightSchools(double[] effect, double[] standardError)
{
    int Schools => effect.Length;

    [Prior] Normal     Mu()  => new(mean: 0, sd: 5);                                        // p(mu)
    [Prior] HalfCauchy Tau() => new(scale: 5);                                              // p(tau)
    [Prior] Normal     Theta([Plate(nameof(Schools))] int j, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Effect(int j, double[] theta) => new(theta[j], standardError[j]);   // p(effect | theta)

    [Variational(nameof(Theta))]
    Normal QTheta(int j, double tau, [Parameter] double[] m, [Parameter] double[] logS) => new(m[j], tau * Math.Exp(logS[j]));
}
