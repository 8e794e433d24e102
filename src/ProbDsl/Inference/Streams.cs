namespace ProbDsl;

/// <summary>The random streams of one seed: each use of randomness in a fit has its own, so that none depends on another.</summary>
internal static class Streams
{
    public const ulong FixedDraws = 1;
    public const ulong SecondDraws = 2;
    public const ulong Starts = 3;
    public const ulong Verdict = 4;
    public const ulong Summary = 5;
    public const ulong Draws = 6;
    public const ulong Refinement = 7;
    public const ulong Importance = 8;
    public const ulong Resampling = 9;
    public const ulong OtherStarts = 40;

    /// <summary>Added to a stream as often as wanted for another that nothing else uses.</summary>
    public const ulong Count = 64;
}
