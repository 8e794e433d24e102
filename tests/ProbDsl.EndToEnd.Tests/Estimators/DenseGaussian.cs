namespace ProbDsl.EndToEnd.Tests.Estimators;

/// <summary>log N(u; m, Σ) from a dense Σ, whose columns of L are where q takes the unit vectors of its noise.</summary>
internal sealed class DenseGaussian
{
    private readonly double[] _mean;
    private readonly double[] _root;

    public DenseGaussian(GaussianGuide<Scalar> guide, double[] phi, int noise, int dimension)
    {
        int n = guide.Latents;
        _mean = Draw(guide, phi, new double[noise], dimension)[..n];
        _root = new double[n * n];
        for (int c = 0; c < noise; c++)
        {
            double[] unit = new double[noise];
            unit[c] = 1;
            double[] column = [.. Draw(guide, phi, unit, dimension)[..n].Zip(_mean, (u, m) => u - m)];
            for (int i = 0; i < n * n; i++)
            {
                _root[i] += column[i / n] * column[i % n];
            }
        }

        Assert.True(Cholesky.TryFactor(_root, n));
    }

    public static double[] Draw(GaussianGuide<Scalar> guide, double[] phi, double[] noise, int dimension)
    {
        double[] u = new double[dimension];
        guide.MoveTo(ScalarSpan.Cast(phi));
        guide.Draw(ScalarSpan.Cast(noise), ScalarSpan.Cast(u.AsSpan()));
        return u;
    }

    public double LogDensity(double[] u)
    {
        int n = _mean.Length;
        double[] white = new double[n];
        double value = -0.5 * n * Math.Log(2 * Math.PI);
        for (int i = 0; i < n; i++)
        {
            double known = 0;
            for (int j = 0; j < i; j++)
            {
                known += _root[(i * n) + j] * white[j];
            }

            white[i] = (u[i] - _mean[i] - known) / _root[(i * n) + i];
            value -= (0.5 * white[i] * white[i]) + Math.Log(_root[(i * n) + i]);
        }

        return value;
    }
}
