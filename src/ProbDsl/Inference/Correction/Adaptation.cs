namespace ProbDsl;

/// <summary>A better proposal from weighted draws: their mean and covariance (adaptive importance sampling; Cappé, Guillin, Marin and Robert 2004).</summary>
/// <remarks>
/// Where few draws carry the weight, a power β of the weights is used under which enough of them count: a step towards the posterior. The
/// covariance is drawn towards that of the last proposal, as by n + 2 further draws, so that it stays positive definite. Moments are taken
/// in the noise of the last proposal, in which they are of order one. No bit depends on the width.
/// </remarks>
internal static class Adaptation
{
    // Effective draws for each number that a covariance row has.
    private const int DrawsPerCoordinate = 10;

    /// <summary>The mean and covariance of the draws; null where they are degenerate.</summary>
    public static GaussianShape? Moments<T>(ImportanceDraws draws)
        where T : unmanaged, ILane<T>
    {
        GaussianShape last = draws.Proposal!.Shape;
        int n = last.Count;
        double[] weights = Tempering.Weights<T>(draws.LogWeights, DrawsPerCoordinate * (n + 1), out double effective);
        double[] sums = Sums<T>(draws, weights);
        double[] covariance = new double[n * n];
        double share = (n + 2) / (n + 2 + effective);
        for (int i = 0, at = n; i < n; i++)
        {
            for (int j = 0; j <= i; j++, at++)
            {
                double moment = sums[at] - sums[i] * sums[j];
                covariance[i * n + j] = covariance[j * n + i] = (1 - share) * moment + (i == j ? share : 0);
            }
        }

        if (!Cholesky.TryFactor(covariance, n))
        {
            return null;
        }

        double[] mean = (double[])last.Mean.Clone();
        for (int i = 0; i < n; i++)
        {
            mean[last.Varying[i]] += VectorMath.Dot(last.Factor.AsSpan(i * n, n), sums.AsSpan(0, n));
        }

        return new GaussianShape(mean, last.Varying, Cholesky.Product(last.Factor, covariance, n), last.LogDeterminant + Cholesky.LogDeterminant(covariance, n));
    }

    // Σ w y, then the lower triangle of Σ w y yᵀ by rows, for y = scale · noise.
    private static double[] Sums<T>(ImportanceDraws draws, double[] weights)
        where T : unmanaged, ILane<T>
    {
        int n = draws.Noise.Dimension, stride = n + n * (n + 1) / 2;
        var sums = new PartialSums<T>(stride);
        T[] y = new T[n];
        ReadOnlySpan<T> lanes = draws.Noise.Lanes<T>();
        for (int first = 0; first < draws.Count; first += T.Width)
        {
            ReadOnlySpan<T> noise = lanes.Slice(first / T.Width * n, n);
            T weight = T.Load(weights.AsSpan(first, T.Width));
            double scale = draws.Proposal!.ScaleOf(draws.Copies[first / 8]);
            Span<T> own = sums.Row(first / T.Width);
            for (int i = 0, at = n; i < n; i++)
            {
                y[i] = scale * noise[i];
                T weighted = weight * y[i];
                own[i] += weighted;
                for (int j = 0; j <= i; j++, at++)
                {
                    own[at] += weighted * y[j];
                }
            }
        }

        double[] totals = new double[stride];
        for (int i = 0; i < stride; i++)
        {
            totals[i] = sums.Total(i);
        }

        return totals;
    }
}
