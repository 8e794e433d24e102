namespace ProbDsl.EndToEnd.Tests.Posteriordb;

/// <summary>The volatilities in a local array.</summary>
[ProbabilisticModel]
public sealed partial class Garch11(double[] y, double sigma1)
{
    [Prior] Flat Mu() => Flat.Real();

    [Prior] Flat Alpha0() => Flat.Positive();

    [Prior] Flat Alpha1() => Flat.Between(0, 1);

    [Prior, Support(Lower = 0, Upper = nameof(Room))] Flat Beta1(double alpha1) => Flat.Real();

    double Room(double alpha1) => 1 - alpha1;

    [Factor]
    double Returns(double mu, double alpha0, double alpha1, double beta1)
    {
        double[] s = new double[y.Length];
        s[0] = sigma1;
        double sum = new Normal(mu, s[0]).LogDensity(y[0]);
        for (int t = 1; t < y.Length; t++)
        {
            double shock = y[t - 1] - mu;
            s[t] = Math.Sqrt(alpha0 + alpha1 * shock * shock + beta1 * s[t - 1] * s[t - 1]);
            sum += new Normal(mu, s[t]).LogDensity(y[t]);
        }

        return sum;
    }
}

/// <summary>The volatility carried from step to step in one local.</summary>
[ProbabilisticModel]
public sealed partial class Garch11Carried(double[] y, double sigma1)
{
    [Prior] Flat Mu() => Flat.Real();

    [Prior] Flat Alpha0() => Flat.Positive();

    [Prior] Flat Alpha1() => Flat.Between(0, 1);

    [Prior, Support(Lower = 0, Upper = nameof(Room))] Flat Beta1(double alpha1) => Flat.Real();

    double Room(double alpha1) => 1 - alpha1;

    [Factor]
    double Returns(double mu, double alpha0, double alpha1, double beta1)
    {
        double s = sigma1;
        double sum = new Normal(mu, s).LogDensity(y[0]);
        for (int t = 1; t < y.Length; t++)
        {
            s = Math.Sqrt(alpha0 + alpha1 * Math.Pow(y[t - 1] - mu, 2) + beta1 * s * s);
            sum += new Normal(mu, s).LogDensity(y[t]);
        }

        return sum;
    }
}
