using System.Numerics;

namespace ProbDsl;

/// <summary>From a fitted q to the Gaussian whose precision is the curvature under it, for more latents than a full-rank ELBO can be maximised over.</summary>
/// <remarks>
/// A Gaussian that maximises the ELBO has E ∇log p = 0 and precision P = −E ∇²log p. Both are averaged over fixed draws of the last Gaussian and give
/// the next, m ← m + P⁻¹·E ∇log p: the fixed point that steps along natural gradients have (Khan and Rue 2023, "The Bayesian learning rule"), reached in one
/// step where the posterior is Gaussian: that one is the linear response. P is as sparse as the Hessian of the log joint, and so, in a good order, is
/// its Cholesky factor: a hierarchy of 10,000 groups costs as much as 10,000 times one. Nothing of the covariance is left out.
/// </remarks>
internal static class LargeRefinement
{
    // About what the draws and the factor of 1,100 coordinates without any structure cost: a second.
    private const long MostEntries = 600_000;

    // Products with the Hessian for one average of it.
    private const int Products = 4096;
    private const int MostRounds = 8;

    // A share of the coordinates that a hub meets, of few at least half or eight; and how many hubs there may be for a proposal of their own.
    private const int HubShare = 8;
    private const int FewestMet = 8;
    private const int MostHubs = 32;

    /// <summary>The Gaussian, what the curvature of the model looks like, and what it cost.</summary>
    public sealed record Result<T>(SparseGaussian<T> Shape, CurvaturePattern Pattern, EliminationOrder Order, int Evaluations)
        where T : unmanaged, ILane<T>;

    /// <returns>Null where the fit has no Gaussian q, or the Hessian of the model has too many entries.</returns>
    public static Result<T>? Run<TProgram, T>(TProgram program, double[] phi, FitOptions options)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        if (!program.HasUnconstrainedDraw || program.NoiseCount == 0)
        {
            return null;
        }

        var start = DiagonalGaussian<T>.Of(program, phi, FixedDraws.Shared(64, program.NoiseCount, options.Seed, Streams.Summary));
        int[][]? neighbours = SparsityProbe.Neighbours<TProgram, T>(program, start.Mean, start.Varying, MostEntries);
        if (CurvaturePattern.Of(neighbours) is not { } pattern || EliminationOrder.Of(pattern.Neighbours, Hubs(pattern), MostEntries) is not { } order)
        {
            return null;
        }

        int count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Products / pattern.Readings.Length, 8, 256));
        FixedDraws draws = FixedDraws.Shared(count, start.Count, options.Seed, Streams.Refinement);
        var averages = new AveragedCurvature<TProgram, T>(program, start.Varying, pattern, draws);
        int rounds = 0;
        double Average(LargeGaussian<T> shape, double[] gradient)
        {
            rounds++;
            double value = averages.Evaluate(shape);
            averages.Gradient.CopyTo(gradient, 0);
            return value;
        }

        SparseGaussian<T>? Next(LargeGaussian<T> shape)
        {
            var factor = new SparseFactor<T>(pattern, order, start.Count);
            factor.Factor(averages.Precision);
            return factor.IsDefinite ? new SparseGaussian<T>(shape.Mean, start.Varying, factor) : null;
        }

        return CurvatureRounds.Run(start, MostRounds, options, Average, Next) is { } found ? new Result<T>(found, pattern, order, rounds * averages.Passes) : null;
    }

    private static bool[] Hubs(CurvaturePattern pattern)
    {
        bool[] isHub = Array.ConvertAll(pattern.Neighbours, row => row.Length >= Math.Max(pattern.Size / HubShare, Math.Min(pattern.Size / 2, FewestMet)));
        return isHub.Count(hub => hub) <= MostHubs ? isHub : new bool[isHub.Length];
    }
}
