using ProbDsl;

[ProbabilisticModel]
public partial class Garch(double[] y, double sigma1)
{
    int T => y.Length;

    [Prior] Flat Mu() => Flat.Real();
    [Prior] Flat Alpha0() => Flat.Positive();
    [Prior] Uniform Alpha1() => new(0, 1);
    [Prior, Support(Lower = 0, Upper = nameof(Room))] Flat Beta1() => Flat.Real();

    double Room(double alpha1) => 1 - alpha1;

    [Factor]
    double Returns(double mu, double alpha0, double alpha1, double beta1)
    {
        double[] sigma = new double[T];
        sigma[0] = sigma1;
        for (int t = 1; t < T; t++)
        {
            sigma[t] = Math.Sqrt(alpha0 + (alpha1 * Math.Pow(y[t - 1] - mu, 2)) + (beta1 * Math.Pow(sigma[t - 1], 2)));
        }

        double sum = 0;
        for (int t = 0; t < T; t++)
        {
            sum += new Normal(mu, sigma[t]).LogDensity(y[t]);
        }

        return sum;
    }
}
