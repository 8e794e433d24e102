namespace ProbDsl;

/// <summary>Settings of a reference posterior. Every default is meant to be right: none has to be turned.</summary>
public sealed record ReferenceOptions
{
    /// <summary>The seed of all random numbers. The same seed gives the same draws, bit for bit, for any number of threads.</summary>
    public ulong Seed { get; init; } = 20260101;

    /// <summary>How many chains, at least 2: without a second one nothing tells whether the first has been everywhere.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>Transitions of each chain in which the step size and the scales are learnt; they are not kept.</summary>
    public int Warmup { get; init; } = 1000;

    /// <summary>Draws that are kept of each chain, at least 8.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>The acceptance probability that the step size is set for, between 0 and 1; where a run is not good a second takes 0.95 and twice the draws.</summary>
    public double TargetAcceptance { get; init; } = 0.8;

    /// <summary>A trajectory has at most 2 to this power leapfrog steps.</summary>
    public int MaxTreeDepth { get; init; } = 10;

    /// <summary>Ends the run; it then throws.</summary>
    public CancellationToken Cancellation { get; init; }
}
