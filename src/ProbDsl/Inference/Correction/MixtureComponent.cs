namespace ProbDsl;

/// <summary>One Gaussian of a mixture, in the coordinates in which the whole has mean 0 and covariance about I.</summary>
internal sealed class MixtureComponent
{
    private readonly double[] _mean;
    private readonly double[] _factor;
    private readonly double[] _inverse;

    private MixtureComponent(double weight, double[] mean, double[] factor, double[] inverse)
    {
        (Weight, _mean, _factor, _inverse) = (weight, mean, factor, inverse);
        LogDeterminant = Cholesky.LogDeterminant(factor, mean.Length);
    }

    /// <summary>Its share of the mixture.</summary>
    public double Weight { get; }

    /// <summary>Its mean.</summary>
    public double[] Mean => (double[])_mean.Clone();

    /// <summary>Whether its mean is that of the whole.</summary>
    public bool IsCentred => !_mean.AsSpan().ContainsAnyExcept(0.0);

    /// <summary>log det of the factor C, of which C·Cᵀ is the covariance.</summary>
    public double LogDeterminant { get; }

    /// <summary>A Gaussian of given moments; null where the covariance is singular to rounding.</summary>
    /// <param name="weight">Its share.</param>
    /// <param name="mean">Its mean.</param>
    /// <param name="covariance">n × n, row-major; destroyed.</param>
    public static MixtureComponent? Create(double weight, double[] mean, double[] covariance)
    {
        int n = mean.Length;
        if (!Cholesky.TryFactor(covariance, n))
        {
            return null;
        }

        double[] transposed = Cholesky.InverseTransposed(covariance, n), inverse = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                inverse[i * n + j] = transposed[j * n + i];
            }
        }

        return new MixtureComponent(weight, mean, covariance, inverse);
    }

    /// <summary>A Gaussian with the same standard deviation in every direction.</summary>
    public static MixtureComponent Round(double weight, double[] mean, double sd)
    {
        int n = mean.Length;
        double[] covariance = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            covariance[i * n + i] = sd * sd;
        }

        return Create(weight, mean, covariance)!;
    }

    /// <summary>The same Gaussian with another share.</summary>
    public MixtureComponent WithWeight(double weight) => new(weight, _mean, _factor, _inverse);

    /// <summary>y = mean + scale·C·noise.</summary>
    public void Place<T>(double scale, ReadOnlySpan<T> noise, Span<T> y)
        where T : unmanaged, ILane<T>
    {
        ReadOnlySpan<double> factor = _factor;
        for (int i = 0; i < noise.Length; i++)
        {
            y[i] = scale * Row(factor.Slice(i * noise.Length, i + 1), noise) + _mean[i];
        }
    }

    /// <summary>The squared Mahalanobis distance of y.</summary>
    public T Distance<T>(ReadOnlySpan<T> y)
        where T : unmanaged, ILane<T>
    {
        Span<T> difference = stackalloc T[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            difference[i] = y[i] - _mean[i];
        }

        ReadOnlySpan<double> inverse = _inverse;
        T square = T.Zero;
        for (int i = 0; i < y.Length; i++)
        {
            T z = Row<T>(inverse.Slice(i * y.Length, i + 1), difference);
            square = T.FusedMultiplyAdd(z, z, square);
        }

        return square;
    }

    private static T Row<T>(ReadOnlySpan<double> row, ReadOnlySpan<T> x)
        where T : unmanaged, ILane<T>
    {
        T sum = T.Zero;
        for (int j = 0; j < row.Length; j++)
        {
            sum = T.FusedMultiplyAdd(row[j], x[j], sum);
        }

        return sum;
    }
}
