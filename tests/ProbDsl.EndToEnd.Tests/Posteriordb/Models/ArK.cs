namespace ProbDsl.EndToEnd.Tests.Posteriordb;

[ProbabilisticModel]
public sealed partial class ArK(int lags, double[] y)
{
    [Prior] Normal Alpha() => new(0, 10);

    [Prior] Normal Beta([Plate(nameof(lags))] int k) => new(0, 10);

    [Prior] HalfCauchy Sigma() => new(scale: 2.5);

    [Likelihood]
    Normal? Y(int t, double alpha, double[] beta, double sigma)
    {
        if (t < lags)
        {
            return null;
        }

        double mean = alpha;
        for (int k = 0; k < lags; k++)
        {
            mean += beta[k] * y[t - 1 - k];
        }

        return new Normal(mean, sigma);
    }
}
