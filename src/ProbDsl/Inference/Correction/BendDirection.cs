namespace ProbDsl;

/// <summary>The direction d of a bend, by least squares.</summary>
/// <remarks>
/// Points bent by c·(d·y)² have s = c·y/|c| = β·(d·y)² + linear terms + noise. From a first d, s is regressed on (d·y)·y and on y across c: coefficients
/// a of (d·y)·(a·y) are β·(d + 2δ) where d + δ is right, to first order in δ. That counts for a thin banana, where a d from moments misses its ends.
/// </remarks>
internal static class BendDirection
{
    private const int Rounds = 2;

    // Of the variance of a regressor: those across c are one fewer than coordinates.
    private const double Ridge = 1e-9;

    /// <summary>A better direction of length one; the same where the points are too few or degenerate.</summary>
    public static double[] Refine<T>(WeightedPoints<T> points, double[] direction, Func<double[], double[]> curveOf)
        where T : unmanaged, ILane<T>
    {
        for (int round = 0; round < Rounds && points.EffectiveDraws > 4 * points.Count; round++)
        {
            double[] curve = curveOf(direction);
            double length = Math.Sqrt(VectorMath.Dot(curve, curve));
            if (!(length > 0) || Coefficients(points, direction, Array.ConvertAll(curve, x => x / length)) is not { } a)
            {
                break;
            }

            double slope = VectorMath.Dot(a, direction);
            double[] better = [.. direction.Select((d, k) => 0.5 * (d + a[k] / slope))];
            double norm = Math.Sqrt(VectorMath.Dot(better, better));
            if (!double.IsFinite(norm) || norm > 2)
            {
                break;
            }

            direction = Array.ConvertAll(better, x => x / norm);
        }

        return direction;
    }

    // a, by weighted least squares; null where the regressors are degenerate.
    private static double[]? Coefficients<T>(WeightedPoints<T> points, double[] direction, double[] across)
        where T : unmanaged, ILane<T>
    {
        int n = points.Count, m = 2 * n;
        var sums = new PartialSums<T>(WeightedSums.Length(m + 1));
        T[] regressors = new T[m + 1];
        for (int block = 0; block < points.Blocks; block++)
        {
            ReadOnlySpan<T> y = points.Point(block);
            T t = T.Zero, s = T.Zero;
            for (int i = 0; i < n; i++)
            {
                t += direction[i] * y[i];
                s += across[i] * y[i];
            }

            for (int i = 0; i < n; i++)
            {
                regressors[i] = t * y[i];
                regressors[n + i] = y[i] - across[i] * s;
            }

            regressors[m] = s;
            WeightedSums.Add(points.Weight(block), regressors, sums.Row(block));
        }

        double[] all = WeightedSums.Moments(sums, 0, m + 1).Covariance, normal = new double[m * m], solution = new double[m];
        for (int i = 0; i < m; i++)
        {
            all.AsSpan(i * (m + 1), m).CopyTo(normal.AsSpan(i * m));
            normal[i * m + i] = (1 + Ridge) * normal[i * m + i] + Ridge;
            solution[i] = all[i * (m + 1) + m];
        }

        if (!Cholesky.TryFactor(normal, m))
        {
            return null;
        }

        double[] inverse = Cholesky.InverseTransposed(normal, m), a = new double[n];
        for (int k = 0; k < m; k++)
        {
            // Row k of the transposed is column k of C⁻¹: (C⁻¹x)ᵢ = Σₖ₌₀ⁱ C⁻¹ᵢₖ xₖ, then C⁻ᵀ of that.
            double half = 0;
            for (int j = 0; j <= k; j++)
            {
                half += inverse[j * m + k] * solution[j];
            }

            for (int i = 0; i < n && i <= k; i++)
            {
                a[i] += inverse[i * m + k] * half;
            }
        }

        return a;
    }
}
