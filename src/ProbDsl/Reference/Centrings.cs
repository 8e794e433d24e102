namespace ProbDsl;

/// <summary>In which coordinates the chains of a hierarchy move: those of the best of two rough fits.</summary>
/// <remarks>
/// A group with much data has its place in units of its prior correlated with the location of all, one with little is a funnel on its own scale. The posterior
/// is the same in any coordinates: what the fit thinks of it chooses the way alone.
/// </remarks>
internal static class Centrings
{
    private static readonly double[] s_starts = [0, 0.5];

    /// <summary>The best rough fit; of a model without other coordinates the only one.</summary>
    public static RoughFit.Result Rough<TProgram>(TProgram program, FitOptions settings)
        where TProgram : struct, IModelProgram
    {
        if (program.Coordinates.Count == 0)
        {
            return RoughFit.Run<TProgram, Scalar>(program, settings, centring: null);
        }

        var results = new RoughFit.Result[s_starts.Length];
        Portions.Run(results.Length, k => results[k] = RoughFit.Run<TProgram, Scalar>(program, settings, s_starts[k]));
        return results.MaxBy(r => r.Elbo)!;
    }

    /// <summary>λ of each latent that has another coordinate, between 0, in units of its prior, and 1, its own scale; 0 where no rough fit is finite.</summary>
    public static double[] Of(RoughFit.Result rough, int count)
        => double.IsFinite(rough.Elbo) ? Array.ConvertAll(rough.Phi[^count..], c => Math.Clamp(c, 0, 1)) : new double[count];
}
