using ProbDsl;

namespace Samples;

[ProbabilisticModel]
public sealed partial class MovingAverage(double[] y)
{
    [Prior] Normal Mu() => new(0, 10);

    [Prior] Normal Phi() => new(0, 1);

    [Prior] Normal Theta() => new(0, 1);

    [Prior] HalfCauchy Sigma() => new(2.5);

    [Factor]
    double Series(double mu, double phi, double theta, double sigma)
    {
        double[] error = new double[y.Length];
        error[0] = y[0] - mu - phi * mu;
        double sum = new Normal(0, sigma).LogDensity(error[0]);
        for (int t = 1; t < y.Length; t++)
        {
            error[t] = y[t] - (mu + phi * y[t - 1] + theta * error[t - 1]);
            sum += new Normal(0, sigma).LogDensity(error[t]);
        }

        return sum;
    }
}
