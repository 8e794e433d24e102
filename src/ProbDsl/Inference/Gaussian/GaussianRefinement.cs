namespace ProbDsl;

/// <summary>From a fitted q to the best full-rank Gaussian: the correlations that a mean field leaves out, and the standard deviations that it thereby narrows.</summary>
/// <remarks>
/// The curvature under q comes from its draws by Stein's lemma, E ∇f·εᵀ = E ∇²f·A for u = m + A·ε: without second derivatives. Its inverse is
/// the guess from which the full-rank ELBO is maximised; for a Gaussian posterior the guess is exact.
/// </remarks>
internal static class GaussianRefinement
{
    /// <summary>Beyond this the n²/2 numbers of L are no longer cheap.</summary>
    public const int LargestCount = 64;

    /// <summary>The optimum and what it cost.</summary>
    public sealed record Result(GaussianShape Shape, LbfgsResult End);

    /// <returns>Null where the fit has no Gaussian q, or one that is too large or degenerate.</returns>
    public static Result? Run<TProgram, T>(TProgram program, double[] phi, FitOptions options)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        if (!program.HasUnconstrainedDraw || program.NoiseCount is 0 or > 2 * LargestCount || GaussianShape.Of(program, phi) is not { Count: > 0 and <= LargestCount } q)
        {
            return null;
        }

        int count = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, 4 * q.Count));
        FixedDraws draws = FixedDraws.Shared(count, q.Count, options.Seed, Streams.Refinement);
        GaussianShape guess = Guess<TProgram, T>(program, q, draws);
        var team = new Team();
        var objective = new GaussianObjective<TProgram, T>(program, guess, draws, team);
        double[] point = new double[objective.Dimension];
        var settings = new LbfgsOptions
        {
            MaxIterations = 200,
            GainTolerance = 1e-6,
            Watch = options.Reporter is { } reporter ? reporter.StepOfFullRank : null,
        };
        LbfgsResult end = new Lbfgs(point.Length, settings).Minimise(objective, point);
        team.Dismiss();
        return double.IsFinite(end.Value) ? new Result(objective.At(point), end) : null;
    }

    // At the standard point of q's own coordinates the gradient in B is E Kᵀ∇f·εᵀ + I: minus its first part is the precision there.
    private static GaussianShape Guess<TProgram, T>(TProgram program, GaussianShape q, FixedDraws draws)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        int n = q.Count;
        var objective = new GaussianObjective<TProgram, T>(program, q, draws);
        double[] gradient = new double[objective.Dimension];
        objective.Evaluate(new double[objective.Dimension], gradient);
        double[] precision = new double[n * n];
        for (int i = 0, at = n; i < n; i++)
        {
            for (int j = 0; j <= i; j++, at++)
            {
                precision[i * n + j] = precision[j * n + i] = gradient[at] + (i == j ? 1 : 0);
            }
        }

        if (!Cholesky.TryFactor(precision, n))
        {
            return q;
        }

        double[] factor = Cholesky.Product(q.Factor, Cholesky.InverseTransposed(precision, n), n);
        return (q with { Factor = factor, LogDeterminant = q.LogDeterminant - Cholesky.LogDeterminant(precision, n) }).Triangular() ?? q;
    }
}
