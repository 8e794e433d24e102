using ProbDsl;

namespace Samples;

[ProbabilisticModel]
public sealed partial class Garch(double[] y, double sigma1)
{
    [Prior] Flat Mu() => Flat.Real();

    [Prior] Flat Alpha0() => Flat.Positive();

    [Prior] Flat Alpha1() => Flat.Between(0, 1);

    [Prior, Support(Lower = 0, Upper = nameof(Room))] Flat Beta1(double alpha1) => Flat.Real();

    double Room(double alpha1) => 1 - alpha1;

    [Factor]
    double Returns(double mu, double alpha0, double alpha1, double beta1)
    {
        double sigma = sigma1;
        double sum = new Normal(mu, sigma).LogDensity(y[0]);
        for (int t = 1; t < y.Length; t++)
        {
            double shock = y[t - 1] - mu;
            sigma = Math.Sqrt(alpha0 + alpha1 * shock * shock + beta1 * sigma * sigma);
            sum += new Normal(mu, sigma).LogDensity(y[t]);
        }

        return sum;
    }
}
