using System.Diagnostics;

namespace ProbDsl;

/// <summary>Where the centrings start.</summary>
internal static class CoordinateFit
{
    public const double NonCentred = 0;
    public const double Halfway = 0.5;
}

/// <summary>Tries a model in its own coordinates and in others, keeps those with the best ELBO, and fits there.</summary>
/// <remarks>
/// Three rough fits: centred; from the non-centred form; from halfway. The centrings are learnt in the last two, as further parameters of the
/// ELBO: from where they start it can only rise.
/// </remarks>
internal readonly struct CoordinateFit<TProgram, TOther>(TProgram program, TOther other, FitOptions options) : ILaneAction<FitResult>
    where TProgram : struct, IModelProgram
    where TOther : struct, IModelProgram
{
    // None where the latents are moved as they are declared.
    private static readonly double?[] s_starts = [null, CoordinateFit.NonCentred, CoordinateFit.Halfway];

    public FitResult Invoke<T>()
        where T : unmanaged, ILane<T>
    {
        long started = Stopwatch.GetTimestamp();
        RoughFit.Result[] rough = Rough<T>();
        RoughFit.Result centred = rough[0];
        int evaluations = centred.Evaluations;
        RoughFit.Result? best = null;
        foreach (RoughFit.Result tried in rough[1..])
        {
            evaluations += tried.Evaluations;
            best = tried.Elbo > (best?.Elbo ?? centred.Elbo) ? tried : best;
        }

        return best is null
            ? new LaneFit<TProgram>(program, options) { Start = centred, Started = started, Spent = evaluations, Coordinates = other.Coordinates }.Invoke<T>()
            : new LaneFit<TOther>(other, options) { Start = best, Started = started, Spent = evaluations }.Invoke<T>();
    }

    // Side by side, unless somebody is told how each goes.
    private RoughFit.Result[] Rough<T>()
        where T : unmanaged, ILane<T>
    {
        CoordinateFit<TProgram, TOther> own = this;
        var results = new RoughFit.Result[s_starts.Length];
        Portions.Run(results.Length, k => results[k] = own.Rough<T>(s_starts[k]), isShared: options.Reporter is null);
        return results;
    }

    private RoughFit.Result Rough<T>(double? centring)
        where T : unmanaged, ILane<T>
        => centring is { } start ? RoughFit.Run<TOther, T>(other, options, start) : RoughFit.Run<TProgram, T>(program, options, centring: null);
}
