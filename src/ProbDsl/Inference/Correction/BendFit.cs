namespace ProbDsl;

/// <summary>Fits a bent Gaussian to weighted points.</summary>
/// <remarks>
/// Along d, the direction whose square goes with a move across it, the points y are regressed on t² = (d·y)²: c = Cov(y, t²)/Var(t²), across d. What is
/// left, x = y − c·(t² − E t²), gives mean μ and covariance K·Kᵀ: x = μ + K·z. With d·c = 0 then t = d·μ + (Kᵀd)·z, and y = μ + K·(z + K⁻¹c·(t² − E t²)).
/// For a Gaussian bent by a square, as by a quadratic mean, this is exact whatever the number of points, but for d.
/// </remarks>
internal static class BendFit
{
    private const double UnbentWeight = 0.25;
    private const double UnbentScale = 1.2;

    /// <summary>The Gaussian in whose coordinates the points are bent, how, and, in its coordinates, a Gaussian somewhat wider than all points; null where they are degenerate.</summary>
    /// <param name="points">In two coordinates or more.</param>
    public static (GaussianShape Shape, Bend Bend, MixtureComponent Unbent)? Of<T>(WeightedPoints<T> points)
        where T : unmanaged, ILane<T>
    {
        int n = points.Count;
        double[] direction = BendDirection.Refine(points, SplitDirections.Of(points).Last(), d => Curve(WithSquare(points, d).Covariance, d));
        (double[] mean, double[] covariance) = WithSquare(points, direction);
        double[] curve = Curve(covariance, direction);
        double[] factor = Rest(covariance, curve);
        if (!Cholesky.TryFactor(factor, n))
        {
            return null;
        }

        GaussianShape shape = points.Shape.Within(mean.AsSpan(0, n), factor);
        double[] along = new double[n], bent = new double[n];
        for (int i = 0; i < n; i++)
        {
            VectorMath.AddScaled(direction[i], factor.AsSpan(i * n, n), along);
            bent[i] = (curve[i] - VectorMath.Dot(factor.AsSpan(i * n, i), bent.AsSpan(0, i))) / factor[i * n + i];
        }

        // Across the bend in these coordinates too, to the last bit that the Jacobian needs.
        VectorMath.AddScaled(-VectorMath.Dot(bent, along) / VectorMath.Dot(along, along), along, bent);
        return Unbent(mean.AsSpan(0, n), factor) is { } unbent ? (shape, new Bend(along, VectorMath.Dot(direction, mean.AsSpan(0, n)), bent, mean[n]), unbent) : null;
    }

    // N(0, s²I) of y in the coordinates K⁻¹(y − μ).
    private static MixtureComponent? Unbent(ReadOnlySpan<double> mean, double[] factor)
    {
        int n = mean.Length;
        double[] transposed = Cholesky.InverseTransposed(factor, n), place = new double[n], covariance = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
            {
                place[i] -= transposed[k * n + i] * mean[k];
                for (int j = 0; j < n; j++)
                {
                    covariance[i * n + j] += UnbentScale * UnbentScale * transposed[k * n + i] * transposed[k * n + j];
                }
            }
        }

        return MixtureComponent.Create(UnbentWeight, place, covariance);
    }

    // c of a direction, from the covariance of (y, t²).
    private static double[] Curve(double[] covariance, double[] direction)
    {
        int n = direction.Length;
        double[] curve = new double[n];
        for (int i = 0; i < n; i++)
        {
            curve[i] = covariance[i * (n + 1) + n] / covariance[^1];
        }

        VectorMath.AddScaled(-VectorMath.Dot(curve, direction), direction, curve);
        return curve;
    }

    // Mean and covariance of (y, t²).
    private static (double[] Mean, double[] Covariance) WithSquare<T>(WeightedPoints<T> points, double[] direction)
        where T : unmanaged, ILane<T>
    {
        int n = points.Count;
        var sums = new PartialSums<T>(WeightedSums.Length(n + 1));
        T[] extended = new T[n + 1];
        for (int block = 0; block < points.Blocks; block++)
        {
            ReadOnlySpan<T> y = points.Point(block);
            y.CopyTo(extended);
            T along = T.Zero;
            for (int i = 0; i < n; i++)
            {
                along += direction[i] * y[i];
            }

            extended[n] = along * along;
            WeightedSums.Add(points.Weight(block), extended, sums.Row(block));
        }

        return WeightedSums.Moments(sums, 0, n + 1);
    }

    // Cov(y − c·t²).
    private static double[] Rest(double[] covariance, double[] curve)
    {
        int n = curve.Length;
        double[] rest = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                rest[i * n + j] = covariance[i * (n + 1) + j] - curve[i] * covariance[j * (n + 1) + n] - curve[j] * covariance[i * (n + 1) + n]
                    + curve[i] * curve[j] * covariance[^1];
            }
        }

        return rest;
    }
}
