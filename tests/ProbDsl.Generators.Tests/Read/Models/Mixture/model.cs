using ProbDsl;

[ProbabilisticModel, FullRank]
public partial record Mixture(double[] Y)
{
    private const int K = 2;

    private int N => Y.Length;

    [Prior] Normal Mu([Plate(nameof(K))] int k) => new(0, 2);
    [Prior, Support(Lower = 0)] Normal Sigma([Plate(nameof(K))] int k) => new(0, 2);
    [Prior] Beta Theta() => new(5, 5);

    [Factor]
    double Row([Plate(nameof(N))] int n, double[] mu, double[] sigma, double theta) => ProbMath.LogSumExp(
        Math.Log(theta) + new Normal(mu[0], sigma[0]).LogDensity(Y[n]),
        ProbMath.Log1p(-theta) + new Normal(mu[1], sigma[1]).LogDensity(Y[n]));

    [Factor]
    double Rows(double[] mu, double theta)
    {
        double sum = 0;
        foreach (double y in Y)
        {
            double[] terms = new double[K];
            for (int k = 0; k < K; k++)
            {
                terms[k] = Math.Log(theta) - ProbMath.Square(y - mu[k]);
            }

            sum += ProbMath.LogSumExp(terms);
        }

        return sum;
    }
}
