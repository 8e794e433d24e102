using System.Diagnostics;

namespace ProbDsl;

/// <summary>All stages of the fit of one program, in one lane type.</summary>
internal readonly struct LaneFit<TProgram>(TProgram program, FitOptions options) : ILaneAction<FitResult>
    where TProgram : struct, IModelProgram
{
    /// <summary>The rough fit to go on from, in place; null for the program's own start.</summary>
    public RoughFit.Result? Start { get; init; }

    /// <summary>When the way to the start began; null where that is now.</summary>
    public long? Started { get; init; }

    /// <summary>Evaluations made on the way to the start.</summary>
    public int Spent { get; init; }

    /// <summary>Latents that could have been moved in other coordinates, but are centred.</summary>
    public IReadOnlyList<string>? Coordinates { get; init; }

    public FitResult Invoke<T>()
        where T : unmanaged, ILane<T>
    {
        long started = Started ?? Stopwatch.GetTimestamp();
        double[] phi = Start?.Phi ?? InitialParameters();
        var search = new ElboSearch<TProgram, T>(program, options, phi, Start);
        LbfgsResult end = search.Run();
        var fitted = new FittedProgram<TProgram>(program, phi, T.Width);
        Ahead? ahead = options.Correct && end.Status != FitStatus.NotFinite ? Ahead.Of(fitted, options) : null;
        Escalation escalated = Escalation.Run<TProgram, T>(program, phi, end.Status, options);
        NonFiniteValue? nonFinite = end.Status == FitStatus.NotFinite ? search.LocateNonFinite() : null;
        var record = new FitRecord
        {
            ModelName = program.Name,
            Family = program.Family,
            Status = end.Status,
            Reason = nonFinite is null ? end.Reason + Advice(end.Status) : $"{end.Reason} {nonFinite}.",
            NonFinite = nonFinite,
            Iterations = search.Iterations,
            Evaluations = Spent + search.Evaluations + escalated.Evaluations,
            GradientNorm = end.GradientNorm,
            FixedDraws = search.Draws,
            Milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            Coordinates = CoordinatesAt(phi),
            Correction = escalated.Correction,
            Gaussian = escalated.Gaussian,
            Proposal = escalated.Family,
            Ahead = ahead,
            Phi = phi,
            Options = options,
        };
        return new FitResult(record, fitted);
    }

    private double[] InitialParameters()
    {
        double[] phi = new double[program.ParameterCount];
        program.InitialParameters(phi);
        return phi;
    }

    private LatentCoordinate[] CoordinatesAt(double[] phi)
    {
        IReadOnlyList<string> moved = program.Coordinates;
        return Coordinates is null
            ? [.. moved.Select((latent, k) => new LatentCoordinate(latent, phi[phi.Length - moved.Count + k]))]
            : [.. Coordinates.Select(latent => new LatentCoordinate(latent, 1))];
    }

    private static string Advice(FitStatus status) => status switch
    {
        FitStatus.IterationLimit => " A larger MaxIterations goes on; a posterior that is improper never ends.",
        FitStatus.LineSearchFailed => " The density may have a jump or a kink there, or the posterior may be improper.",
        _ => "",
    };
}
