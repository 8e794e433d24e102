using System.Diagnostics;

namespace ProbDsl;

/// <summary>A stochastic fit that can be looked at before it is run to its end.</summary>
internal interface IStochasticTrial
{
    /// <summary>Says which fit this is.</summary>
    string Identity { get; }

    /// <summary>The ELBO where the fit first looks back.</summary>
    double Probe();

    /// <summary>The whole fit.</summary>
    /// <param name="coordinates">Latents that could have been moved in other coordinates.</param>
    FitResult Finish(IReadOnlyList<string> coordinates);
}

/// <inheritdoc/>
internal sealed class StochasticTrial<TProgram, TElbo, T> : IStochasticTrial
    where TProgram : struct, IModelProgram
    where TElbo : struct, IStepElbo
    where T : unmanaged, ILane<T>
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TProgram _program;
    private readonly FitOptions _options;
    private readonly StochasticSearch<TProgram, T> _search;

    public StochasticTrial(TProgram program, TElbo elbo, FitOptions options, double? centring)
    {
        (_program, _options) = (program, options);
        _search = new StochasticSearch<TProgram, T>(program, elbo.In<T>(options.Stochastic!.Estimator), elbo.Rows, options, centring);
        _search.Begin();
    }

    public string Identity => _search.Identity;

    public double Probe() => _search.Probe();

    public FitResult Finish(IReadOnlyList<string> coordinates)
    {
        (FitStatus status, string reason, double[] phi) = _search.Run();

        // All data are in memory: what the steps ended with is weighed as any other fit.
        Escalation escalated = Escalation.Run<TProgram, T>(_program, phi, status, _options);
        NonFiniteValue? nonFinite = status == FitStatus.NotFinite ? Locate(phi) : null;
        IReadOnlyList<string> moved = _program.Coordinates;
        var record = new FitRecord
        {
            ModelName = _program.Name,
            Family = _program.Family,
            Status = status,
            Reason = nonFinite is null ? reason : $"{reason} {nonFinite}.",
            NonFinite = nonFinite,
            Iterations = (int)Math.Min(_search.Steps, int.MaxValue),
            Evaluations = (int)Math.Min(_search.Steps + escalated.Evaluations, int.MaxValue),
            GradientNorm = double.NaN,
            FixedDraws = _options.Stochastic!.Draws,
            Milliseconds = Stopwatch.GetElapsedTime(_started).TotalMilliseconds,
            Coordinates = moved.Count > 0
                ? [.. moved.Select((latent, k) => new LatentCoordinate(latent, phi[phi.Length - moved.Count + k]))]
                : [.. coordinates.Select(latent => new LatentCoordinate(latent, 1))],
            Correction = escalated.Correction,
            Gaussian = escalated.Gaussian,
            Proposal = escalated.Family,
            Phi = phi,
            Stochastic = _search.Summary(),
            Options = _options,
        };
        return new FitResult(record, new FittedProgram<TProgram>(_program, phi, T.Width));
    }

    private NonFiniteValue? Locate(double[] phi)
    {
        FixedDraws draws = FixedDraws.Create(64, _program.NoiseCount, _options.Seed);
        for (int k = 0; k < draws.Count; k++)
        {
            if (_program.LocateNonFinite(phi, draws.Draw(k)) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
