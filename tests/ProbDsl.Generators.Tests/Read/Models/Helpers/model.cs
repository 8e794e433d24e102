using ProbDsl;

[ProbabilisticModel]
public partial class Helpers(double[] y, double[,] x, double half)
{
    private const int K = 2;

    [Prior] Normal Beta([Plate(nameof(K))] int k) => Wide(10);
    [Prior] HalfNormal Sigma() => new(scale: 1);

    [Likelihood]
    Normal Y(int n, double[] beta, double sigma)
    {
        double mean = Linear(n, beta);
        Normal noise = new(mean, Soft(sigma));
        return noise;
    }

    [Factor]
    double Penalty(double[] beta, double sigma)
    {
        double Local(double v) => v * sigma;
        double s = Soft(beta[0]) + Huber(beta[1], 1.5) + Huber(sigma, half) + Local(beta[0]) + Once(sigma);
        return s + Share.Ridge(beta) + Scaled(beta, by: 2)[1];
    }

    private static Normal Wide(double sd) => new(0, sd);

    private double Linear(int n, double[] beta)
    {
        double mean = 0;
        for (int k = 0; k < beta.Length; k++)
        {
            mean += beta[k] * x[n, k];
        }

        return mean;
    }

    private static double Soft(double v) => ProbMath.Log1pExp(v) + 1e-3;

    private static double Once(double v) => v * v;

    private static double Huber(double v, double bound)
    {
        double size = Math.Abs(v);
        return size <= bound ? v * v / 2 : bound * (size - (bound / 2));
    }

    private double[] Scaled(double[] v, int by)
    {
        double[] result = new double[v.Length];
        for (int i = v.Length - 1; i >= 0; i--)
        {
            result[i] = by * v[i] * half;
        }

        return result;
    }
}

internal static class Share
{
    public static double Weight => 0.1;

    public static double Ridge(double[] v) => -Weight * ProbMath.Dot(v, v);
}
