namespace ProbDsl;

/// <summary>Settings of a fit. Every default is meant to be right: none has to be turned.</summary>
public sealed record FitOptions
{
    /// <summary>The defaults.</summary>
    public static FitOptions Default { get; } = new();

    /// <summary>The seed of all random numbers. The same seed gives the same fit, bit for bit, for every lane width.</summary>
    public ulong Seed { get; init; } = 20260101;

    /// <summary>
    /// How many fixed draws the objective starts with, rounded up to a power of two of at least 16; null chooses it from the
    /// model: 64, or four for each variate where the family couples them.
    /// </summary>
    public int? Draws { get; init; }

    /// <summary>The draws are doubled, up to this number, while they are too few to settle the parameters.</summary>
    public int MaxDraws { get; init; } = 1024;

    /// <summary>How many quasi-Newton iterations one set of draws may take.</summary>
    public int MaxIterations { get; init; } = 2000;

    /// <summary>Converged when another step is predicted to raise the ELBO by less than this, in nats.</summary>
    public double GainTolerance { get; init; } = 1e-10;

    /// <summary>Converged when no |gᵢ|·max(|φᵢ|, 1) exceeds this times max(|ELBO|, 1).</summary>
    public double GradientTolerance { get; init; } = 1e-10;

    /// <summary>How many fresh draws the reported ELBO is averaged over, in sixteen runs whose spread gives its standard error.</summary>
    public int EvaluationDraws { get; init; } = 2048;

    /// <summary>How many fixed draws the posterior's means, standard deviations and quantiles come from.</summary>
    public int SummaryDraws { get; init; } = 4096;

    /// <summary>
    /// Whether importance weights correct the result where they can: draws from a full-rank Gaussian, weighted by the posterior. Otherwise
    /// everything that is reported is q's. After stochastic steps too: that takes some ten thousand passes over all data.
    /// </summary>
    public bool Correct { get; init; } = true;

    /// <summary>Ends the fit early, with the best so far.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Told how the fit goes, on the thread that fits, with no influence on the result; null for nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>The least time between two reports to <see cref="Progress"/>. The first comes at once.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Throws a <see cref="FitException"/> where the result is not to be trusted: where <see cref="Verdict.IsReliable"/> is false.</summary>
    public bool Strict { get; init; }

    /// <summary>Fits by stochastic steps, on minibatches where a plate is subsampled; null chooses: only for a large subsampled plate.</summary>
    public StochasticOptions? Stochastic { get; init; }

    /// <summary>Overrides the number of lanes, so that tests can compare them.</summary>
    internal int? LaneWidth { get; init; }

    /// <summary>What tells <see cref="Progress"/> while the fit runs.</summary>
    internal ProgressReporter? Reporter { get; init; }

    /// <summary>The settings of one fit: with a reporter of its own where somebody is to be told.</summary>
    internal FitOptions ForOneFit() => Progress is null ? this : this with { Reporter = new ProgressReporter(Progress, ProgressInterval) };
}
