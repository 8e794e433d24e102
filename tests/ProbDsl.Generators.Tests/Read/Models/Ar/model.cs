using ProbDsl;

namespace Series;

[ProbabilisticModel]
public partial class Ar(int k, double[] y)
{
    [Prior] Normal Alpha() => new(0, 10);
    [Prior] Normal Beta([Plate(nameof(k))] int lag) => new(0, 10);
    [Prior] HalfCauchy Sigma() => new(2.5);

    [Likelihood]
    Normal? Y(int t, double alpha, double[] beta, double sigma)
    {
        if (t < k)
        {
            return null;
        }

        double mu = alpha;
        for (int lag = 1; lag <= k; lag++)
        {
            mu += beta[lag - 1] * y[t - lag];
        }

        return new(mu, sigma);
    }

    // An innovation recursion: the errors feed on each other.
    [Factor]
    double MovingAverage(double alpha, double sigma)
    {
        double[] error = new double[y.Length];
        double total = 0;
        for (int t = 0; t < y.Length; t++)
        {
            double mean = t == 0 ? alpha : alpha + (0.3 * error[t - 1]);
            error[t] = y[t] - mean;
            total += new Normal(0, sigma).LogDensity(error[t]);
        }

        for (int t = y.Length - 1; t > 0; t -= 2)
        {
            total -= error[t] * error[t - 1] * t;
        }

        return total;
    }
}
