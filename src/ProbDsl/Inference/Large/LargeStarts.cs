namespace ProbDsl;

/// <summary>Climbs the posterior of a large model from a few further starts, to see whether there is another hill that the draws miss.</summary>
/// <remarks>
/// As <see cref="MultiStart"/> does, with fewer starts: one mirrors the fit at the origin, which finds the other sign of what is known only up to its
/// sign; the others are at random about the origin and far out. In the coordinates of the Gaussian a climb back to it is a few steps.
/// </remarks>
internal static class LargeStarts
{
    private const int Draws = 16;
    private const int RandomPairs = 2;

    // Closer to the fit than this many standard deviations is the hill that it stands on.
    private const double OtherHill = 4;
    private const double SpreadOfOrigins = 2;

    // A share that moves the mean, in standard deviations, or the variance, by less does no harm.
    private const double Harmless = 0.05;
    private static readonly double[] s_widths = [1, 0.3, 0.1];

    /// <summary>What was found, in a sentence; null where nothing was.</summary>
    public static string? Run<TProgram, T>(TProgram program, LargeGaussian<T> shape, double logEvidence, FitOptions options)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        int n = shape.Count, missed = 0, starts = 0;
        double largest = 0;
        var objective = new LargeDensity<TProgram, T>(program, shape, FixedDraws.Shared(Draws, n, options.Seed, Streams.OtherStarts));
        var optimiser = new Lbfgs(n, new LbfgsOptions { MaxIterations = 60, GainTolerance = 1e-3 });
        foreach (double[] start in Starts(shape, options.Seed))
        {
            starts++;
            objective.Scale = 1;
            optimiser.Minimise(objective, start);
            double square = VectorMath.Dot(start, start), share = Share(objective, shape, start, logEvidence);
            if (square > OtherHill * OtherHill && share * (1 + square) > Harmless)
            {
                missed++;
                largest = Math.Max(largest, share);
            }
        }

        return missed == 0 ? null : MissedHills.Sentence(missed, starts, largest);
    }

    // In ε.
    private static IEnumerable<double[]> Starts<T>(LargeGaussian<T> shape, ulong seed)
        where T : unmanaged, ILane<T>
    {
        var random = new Philox(seed, Streams.OtherStarts + Streams.Count);
        yield return NoiseOf(shape, i => -shape.Mean[i]);
        for (int pair = 0; pair < RandomPairs; pair++)
        {
            double[] direction = new double[shape.Mean.Length];
            foreach (ref double x in direction.AsSpan())
            {
                x = random.NextNormal();
            }

            for (int sign = -1; sign <= 1; sign += 2)
            {
                yield return NoiseOf(shape, i => sign * SpreadOfOrigins * direction[i]);
            }
        }
    }

    private static double[] NoiseOf<T>(LargeGaussian<T> shape, Func<int, double> place)
        where T : unmanaged, ILane<T>
    {
        T[] x = Array.ConvertAll(shape.Varying, i => (T)(place(i) - shape.Mean[i]));
        shape.Divide(x);
        return Array.ConvertAll(x, lane => T.Get(lane, 0));
    }

    // A lower bound of the mass at a top by the ELBO of a Gaussian there.
    private static double Share<TProgram, T>(LargeDensity<TProgram, T> objective, LargeGaussian<T> shape, double[] top, double logEvidence)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        double logMass = double.NegativeInfinity;
        double[] gradient = new double[top.Length];
        foreach (double width in s_widths)
        {
            objective.Scale = width;
            double entropy = shape.LogDeterminant + top.Length * (Math.Log(width) + 0.5 * (1 + Math.Log(2 * Math.PI)));
            double bound = entropy - objective.Evaluate(top, gradient);
            logMass = bound > logMass ? bound : logMass;
        }

        return Math.Min(1, Math.Exp(logMass - logEvidence));
    }
}
