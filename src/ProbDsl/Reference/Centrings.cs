namespace ProbDsl;

/// <summary>In which coordinates the chains of a hierarchy move: those of the best of two rough fits.</summary>
/// <remarks>
/// A group with much data has its place in units of its prior correlated with the location of all, one with little is a funnel on its own scale. The posterior
/// is the same in any coordinates: what the fit thinks of it chooses the way alone.
/// </remarks>
internal static class Centrings
{
    private static readonly double[] s_starts = [0, 0.5];

    /// <summary>λ of each latent that has another coordinate, between 0, in units of its prior, and 1, its own scale; 0 where no rough fit is finite.</summary>
    public static double[] Of<TProgram>(TProgram program, ReferenceOptions options)
        where TProgram : struct, IModelProgram
    {
        int count = program.Coordinates.Count;
        if (count == 0)
        {
            return [];
        }

        var settings = new FitOptions { Seed = options.Seed, Cancellation = options.Cancellation };
        var results = new RoughFit.Result[s_starts.Length];
        Portions.Run(results.Length, k => results[k] = RoughFit.Run<TProgram, Scalar>(program, settings, s_starts[k]));
        RoughFit.Result best = results.MaxBy(r => r.Elbo)!;
        return double.IsFinite(best.Elbo) ? Array.ConvertAll(best.Phi[^count..], c => Math.Clamp(c, 0, 1)) : new double[count];
    }
}
