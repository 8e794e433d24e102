namespace ProbDsl;

/// <summary>Whether a minimisation has ended at a saddle because it began at a point of symmetry, and a way down from there.</summary>
/// <remarks>
/// Where a function is even in some variables the gradient has no part along them at 0, so that a search that begins there never leaves, be it up or down on either side.
/// The curvature among these variables alone says which: where it is negative in a direction, the function's Hessian has a negative eigenvalue too. Lanczos's method finds
/// the least curvature of few products (Golub and Van Loan, section 10.1), here central differences of gradients, which cost two evaluations each and need not be exact for a sign.
/// </remarks>
internal static class SymmetricSaddle
{
    private const int MostProducts = 10;

    // In units of the variables: the error of a central difference is that of third derivatives, a millionth, and that of rounding.
    private const double Difference = 1e-3;

    // Beside the largest curvature met; that of a flat direction is only rounding.
    private const double Flat = 1e-5;

    // What is left of a product outside the space, where that is nothing but the error of the differences.
    private const double Invariant = 1e-4;
    private const int MostDoublings = 6;

    /// <summary>Moves the point down from a saddle.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="point">Where the minimisation ended; replaced by a lower point where there is one.</param>
    /// <param name="still">The variables along which it has not moved.</param>
    /// <param name="units">How far each of these varies.</param>
    /// <param name="gain">By how much the function must fall.</param>
    /// <param name="evaluations">Is raised by the number of evaluations.</param>
    /// <returns>Whether it was one.</returns>
    public static bool TryLeave<TObjective>(TObjective objective, Span<double> point, int[] still, double[] units, double gain, ref int evaluations)
        where TObjective : IObjective
    {
        double[] start = point.ToArray(), trial = point.ToArray(), gradient = new double[point.Length];
        int spent = 0;
        double At(double[] direction, double distance)
        {
            start.CopyTo(trial, 0);
            for (int i = 0; i < still.Length; i++)
            {
                trial[still[i]] += distance * units[i] * direction[i];
            }

            spent++;
            return objective.Evaluate(trial, gradient);
        }

        double[] Product(double[] direction)
        {
            At(direction, Difference);
            double[] above = Array.ConvertAll(still, j => gradient[j]);
            At(direction, -Difference);
            return [.. still.Select((j, i) => units[i] * (above[i] - gradient[j]) / (2 * Difference))];
        }

        double[]? down = LeastCurvature(Product, still.Length);
        bool isLeft = false;
        if (down is not null)
        {
            double here = At(down, 0), sign = At(down, 1) <= At(down, -1) ? 1 : -1, distance = sign, best = At(down, distance);
            for (int k = 0; k < MostDoublings; k++)
            {
                double further = At(down, 2 * distance);
                if (!(further < best))
                {
                    break;
                }

                (best, distance) = (further, 2 * distance);
            }

            isLeft = best < here - gain;
            if (isLeft)
            {
                At(down, distance);
                trial.CopyTo(point);
            }
        }

        evaluations += spent;
        return isLeft;
    }

    // A direction of length 1 in which the curvature is negative; null where none is met.
    private static double[]? LeastCurvature(Func<double[], double[]> product, int n)
    {
        var random = new Philox(1);
        double[] next = [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())];
        List<double[]> space = [], products = [];
        for (int k = 0; k < Math.Min(MostProducts, n); k++)
        {
            // Orthogonal to all before it; twice, for rounding.
            double length = Math.Sqrt(VectorMath.Dot(next, next));
            for (int twice = 0; twice < 2; twice++)
            {
                foreach (double[] v in space)
                {
                    VectorMath.AddScaled(-VectorMath.Dot(v, next), v, next);
                }
            }

            double left = Math.Sqrt(VectorMath.Dot(next, next));
            if (!(left > Invariant * length))
            {
                break;
            }

            double[] unit = Array.ConvertAll(next, x => x / left);
            space.Add(unit);
            products.Add(product(unit));
            if (!VectorMath.AllFinite(products[^1]))
            {
                return null;
            }

            next = (double[])products[^1].Clone();
        }

        return Least(space, products);
    }

    // The least eigenvector of the Hessian within the space.
    private static double[]? Least(List<double[]> space, List<double[]> products)
    {
        int m = space.Count;
        double[] small = new double[m * m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                small[i * m + j] = small[j * m + i] = 0.5 * (VectorMath.Dot(space[i], products[j]) + VectorMath.Dot(space[j], products[i]));
            }
        }

        (double[] values, double[] vectors) = Eigenvalues.WithVectors(small, m);
        int least = Array.IndexOf(values, values.Min());
        if (!(values[least] < -Flat * values.Max(Math.Abs)))
        {
            return null;
        }

        double[] direction = new double[space[0].Length];
        for (int i = 0; i < m; i++)
        {
            VectorMath.AddScaled(vectors[i * m + least], space[i], direction);
        }

        return direction;
    }
}
