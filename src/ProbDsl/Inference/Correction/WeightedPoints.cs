using System.Buffers;

namespace ProbDsl;

/// <summary>Weighted draws in coordinates in which their mean is 0 and their covariance about I, and the Gaussian that has their moments.</summary>
/// <remarks>
/// Where few draws carry the weight, a power β of the weights is used under which enough of them count: a step towards the posterior. The
/// covariance is drawn towards that of the last proposal, as by n + 2 further draws, so that it stays positive definite. Moments are taken
/// in the coordinates of the last proposal, in which they are of order one. No bit depends on the width. The memory of the points is lent.
/// </remarks>
internal sealed class WeightedPoints<T> : IDisposable
    where T : unmanaged, ILane<T>
{
    private T[] _points;

    private WeightedPoints(T[] points, double[] weights, double effective, GaussianShape shape, double[] mean, double[] factor)
    {
        (_points, Weights, EffectiveDraws, Shape) = (points, weights, effective, shape);
        Standardise(mean, factor);
    }

    /// <summary>Weights that sum to one.</summary>
    public double[] Weights { get; }

    /// <summary>How many equal weights would say as much.</summary>
    public double EffectiveDraws { get; }

    /// <summary>The Gaussian with the moments of the draws, its factor lower triangular; the points are in its coordinates.</summary>
    public GaussianShape Shape { get; }

    /// <summary>How many coordinates there are.</summary>
    public int Count => Shape.Count;

    /// <summary>How many blocks of T.Width points there are.</summary>
    public int Blocks => Weights.Length / T.Width;

    /// <summary>The weights of a block.</summary>
    public T Weight(int block) => T.Load(Weights.AsSpan(block * T.Width, T.Width));

    /// <summary>The coordinates of a block of points.</summary>
    public ReadOnlySpan<T> Point(int block) => _points.AsSpan(block * Count, Count);

    /// <summary>Standardises draws; null where they are degenerate.</summary>
    /// <param name="draws">Weighted draws.</param>
    /// <param name="wanted">How many effective draws are wanted.</param>
    public static WeightedPoints<T>? Of(ImportanceDraws draws, int wanted)
    {
        GaussianShape last = draws.Proposal!.Shape;
        int n = last.Count;
        double[] weights = Tempering.Weights<T>(draws.LogWeights, wanted, out double effective);
        T[] points = ArrayPool<T>.Shared.Rent(draws.Count / T.Width * n);
        draws.Places<T>(points);
        (double[] first, double[] covariance) = Moments(points, weights, n);
        double share = (n + 2) / (n + 2 + effective);
        for (int i = 0; i < n * n; i++)
        {
            covariance[i] = (1 - share) * covariance[i] + (i % (n + 1) == 0 ? share : 0);
        }

        if (!Cholesky.TryFactor(covariance, n))
        {
            ArrayPool<T>.Shared.Return(points);
            return null;
        }

        return new WeightedPoints<T>(points, weights, effective, last.Within(first, covariance), first, covariance);
    }

    /// <summary>Gives the memory of the points back.</summary>
    public void Dispose()
    {
        if (_points.Length > 0)
        {
            ArrayPool<T>.Shared.Return(_points);
            _points = [];
        }
    }

    private static (double[] Mean, double[] Covariance) Moments(T[] points, double[] weights, int n)
    {
        var sums = new PartialSums<T>(WeightedSums.Length(n));
        for (int block = 0; block < weights.Length / T.Width; block++)
        {
            WeightedSums.Add(T.Load(weights.AsSpan(block * T.Width, T.Width)), points.AsSpan(block * n, n), sums.Row(block));
        }

        return WeightedSums.Moments(sums, 0, n);
    }

    // y ← C⁻¹ (y − mean).
    private void Standardise(double[] mean, double[] factor)
    {
        int n = Count;
        for (int block = 0; block < Blocks; block++)
        {
            Span<T> y = _points.AsSpan(block * n, n);
            for (int i = 0; i < n; i++)
            {
                T known = y[i] - mean[i];
                ReadOnlySpan<double> row = factor.AsSpan(i * n, i + 1);
                for (int j = 0; j < i; j++)
                {
                    known -= row[j] * y[j];
                }

                y[i] = known / row[i];
            }
        }
    }
}
