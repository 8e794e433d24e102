namespace ProbDsl;

/// <summary>The plain facts of a finished fit.</summary>
internal sealed record FitRecord
{
    public required string ModelName { get; init; }

    public required string Family { get; init; }

    public required FitStatus Status { get; init; }

    public required string Reason { get; init; }

    public NonFiniteValue? NonFinite { get; init; }

    public required int Iterations { get; init; }

    public required int Evaluations { get; init; }

    public required double GradientNorm { get; init; }

    public required int FixedDraws { get; init; }

    public required double Milliseconds { get; init; }

    /// <summary>In which coordinates latents were moved that have others.</summary>
    public IReadOnlyList<LatentCoordinate> Coordinates { get; init; } = [];

    /// <summary>Weighted draws that correct q; null where none could be made.</summary>
    public Correction? Correction { get; init; }

    /// <summary>The Gaussian that the refinement ended with; null where there was none.</summary>
    public GaussianShape? Gaussian { get; init; }

    /// <summary>The family that the weighted draws are from; null where there are none.</summary>
    public ProposalFamily? Proposal { get; init; }

    /// <summary>What is computed of q while the rest goes on; null where it is computed when it is asked for.</summary>
    public Ahead? Ahead { get; init; }

    public required double[] Phi { get; init; }

    public StochasticSummary? Stochastic { get; init; }

    public required FitOptions Options { get; init; }
}
