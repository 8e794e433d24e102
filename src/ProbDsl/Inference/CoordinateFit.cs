using System.Diagnostics;

namespace ProbDsl;

/// <summary>Tries a model in its own coordinates and in others, keeps those with the best ELBO, and fits there.</summary>
/// <remarks>
/// Three rough fits: centred; from the non-centred form; from halfway. The centrings are learnt in the last two, as further parameters of the
/// ELBO: from where they start it can only rise.
/// </remarks>
internal readonly struct CoordinateFit<TProgram, TOther>(TProgram program, TOther other, FitOptions options) : ILaneAction<FitResult>
    where TProgram : struct, IModelProgram
    where TOther : struct, IModelProgram
{
    private static readonly double[] s_starts = [0.0, 0.5];

    public FitResult Invoke<T>()
        where T : unmanaged, ILane<T>
    {
        long started = Stopwatch.GetTimestamp();
        RoughFit.Result centred = RoughFit.Run<TProgram, T>(program, options, centring: null);
        int evaluations = centred.Evaluations;
        RoughFit.Result? best = null;
        foreach (double start in s_starts)
        {
            RoughFit.Result tried = RoughFit.Run<TOther, T>(other, options, start);
            evaluations += tried.Evaluations;
            best = tried.Elbo > (best?.Elbo ?? centred.Elbo) ? tried : best;
        }

        return best is null
            ? new LaneFit<TProgram>(program, options) { Start = centred.Phi, Started = started, Spent = evaluations, Coordinates = other.Coordinates }.Invoke<T>()
            : new LaneFit<TOther>(other, options) { Start = best.Phi, Started = started, Spent = evaluations }.Invoke<T>();
    }
}
