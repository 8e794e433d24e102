namespace ProbDsl;

/// <summary>From a fitted mean field to a Gaussian of low rank plus diagonal precision: the curvature under it in the directions that stand out.</summary>
/// <remarks>
/// Lanczos's method spans a space, beginning with any vector, in which the largest and the smallest directions of A = S·(−E ∇²log p)·S come first (Golub and Van
/// Loan, section 10.1); outside it A is taken to be I. S begins with the whole diagonal of the curvature; what the space has of that is taken out, and S found
/// anew, as in principal factor analysis. With A = I + a matrix of rank r the space ends after r + 1 products, and the Gaussian is exact. As in
/// <see cref="LargeRefinement"/> the mean moves by Σ·E ∇log p.
/// </remarks>
internal static class LowRankRefinement
{
    // Few while the diagonal is not yet known.
    private const int FewestDirections = 32;
    private const int MostDirections = 128;
    private const int Draws = 16;
    private const int MostRounds = 8;

    // The least share of a precision that is left on the diagonal.
    private const double LeastDiagonal = 0.05;

    // What is left of a product outside the space, where that is nothing but rounding.
    private const double Invariant = 1e-8;

    /// <summary>The Gaussian and what it cost.</summary>
    public sealed record Result<T>(LowRankGaussian<T> Shape, int Evaluations)
        where T : unmanaged, ILane<T>;

    /// <returns>Null where the fit has no Gaussian q, or the curvature under it is not positive.</returns>
    public static Result<T>? Run<TProgram, T>(TProgram program, double[] phi, FitOptions options)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        if (!program.HasUnconstrainedDraw || program.NoiseCount == 0)
        {
            return null;
        }

        var start = DiagonalGaussian<T>.Of(program, phi, FixedDraws.Shared(64, program.NoiseCount, options.Seed, Streams.Summary));
        int n = start.Count, products = 0;
        var average = new AveragedProduct<TProgram, T>(program, start.Varying, FixedDraws.Shared(Draws, n, options.Seed, Streams.Refinement));
        double[] precision = Diagonal<TProgram, T>(program, start, ref products), sd = Array.ConvertAll(precision, x => 1 / Math.Sqrt(x));
        int rounds = 0;
        double Average(LargeGaussian<T> shape, double[] gradient)
        {
            products += Draws;
            double value = average.Evaluate(shape, new double[n]);
            average.Gradient.CopyTo(gradient, 0);
            return value;
        }

        LowRankGaussian<T>? Next(LargeGaussian<T> shape)
        {
            LowRankGaussian<T>? next = Span(average, shape, sd, Math.Min(MostDirections, FewestDirections << rounds++), options.Seed, ref products);
            sd = next?.Diagonal(precision, LeastDiagonal) ?? sd;
            return next;
        }

        return CurvatureRounds.Run(start, MostRounds, options, Average, Next) is { } best ? new Result<T>(best, products) : null;
    }

    // The space, and A in it.
    private static LowRankGaussian<T>? Span<TProgram, T>(AveragedProduct<TProgram, T> average, LargeGaussian<T> shape, double[] sd, int most, ulong seed, ref int products)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        int n = sd.Length;
        var random = new Philox(seed, Streams.Refinement + Streams.Count);
        double[] next = new double[n], scaled = new double[n];
        foreach (ref double x in next.AsSpan())
        {
            x = random.NextNormal();
        }

        var basis = new List<double[]>();
        var images = new List<double[]>();
        while (basis.Count < Math.Min(most, n) && Normalise(next, basis) > Invariant)
        {
            basis.Add(next);
            for (int i = 0; i < n; i++)
            {
                scaled[i] = sd[i] * next[i];
            }

            average.Evaluate(shape, scaled);
            products += Draws;
            next = [.. average.Product.Zip(sd, (p, s) => p * s)];
            images.Add((double[])next.Clone());
        }

        int rank = basis.Count;
        double[] inside = new double[rank * rank];
        for (int j = 0; j < rank; j++)
        {
            for (int k = 0; k < rank; k++)
            {
                inside[j * rank + k] = 0.5 * (VectorMath.Dot(basis[j], images[k]) + VectorMath.Dot(basis[k], images[j]));
            }
        }

        return Cholesky.TryFactor(inside, rank) ? new LowRankGaussian<T>(shape.Mean, shape.Varying, sd, [.. basis], inside) : null;
    }

    // Makes a vector orthogonal to the others, twice because once leaves what rounding made of it, and of length one; its length before, as a share of what it was.
    private static double Normalise(double[] vector, List<double[]> others)
    {
        double before = Math.Sqrt(VectorMath.Dot(vector, vector));
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] other in others)
            {
                VectorMath.AddScaled(-VectorMath.Dot(vector, other), other, vector);
            }
        }

        double length = Math.Sqrt(VectorMath.Dot(vector, vector));
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] /= length;
        }

        return length / before;
    }

    // −∇²log p at the mean: each lane tells one entry. The precisions of q, of which few fixed draws in very many dimensions tell little, where that is not positive.
    private static double[] Diagonal<TProgram, T>(TProgram program, DiagonalGaussian<T> shape, ref int products)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        int n = shape.Count;
        var workspace = new Workspace<Dual<T>>();
        Dual<T>[] u = Array.ConvertAll(shape.Mean, x => new Dual<T>(x, T.Zero)), slope = new Dual<T>[u.Length];
        double[] precision = new double[n];
        Span<double> places = stackalloc double[T.Width];
        for (int first = 0; first < n; first += T.Width)
        {
            int count = Math.Min(T.Width, n - first);
            for (int lane = 0; lane < count; lane++)
            {
                places.Clear();
                places[lane] = 1;
                u[shape.Varying[first + lane]] = new(shape.Mean[shape.Varying[first + lane]], T.Load(places));
            }

            program.LogJoint(u, slope, workspace);
            products++;
            for (int lane = 0; lane < count; lane++)
            {
                int i = first + lane, place = shape.Varying[i];
                double curvature = -T.Get(slope[place].Derivative, lane), ofGuide = 1 / (shape.Sd[i] * shape.Sd[i]);
                precision[i] = curvature > LeastDiagonal * ofGuide ? curvature : ofGuide;
                u[place] = new(shape.Mean[place], T.Zero);
            }
        }

        return precision;
    }
}
