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
    public const ulong Reference = 41;
    public const ulong Dropout = 42;
    public const ulong Weights = 43;

    /// <summary>Added to a stream as often as wanted for another that nothing else uses.</summary>
    public const ulong Count = 64;

    /// <summary>The first weights of a network, or the first numbers of a parameter, of this name.</summary>
    public static ulong OfName(string name)
    {
        ulong stream = Weights;
        foreach (char c in name)
        {
            stream = (stream * 31 + c) % (1UL << 60);
        }

        return stream;
    }

    /// <summary>The noise of one step of a stochastic fit.</summary>
    public static ulong Step(long step) => (1UL << 63) | (ulong)step;

    /// <summary>The noise of the rows of a subsampled plate in one step, those of row n from its own block on.</summary>
    public static ulong RowsOfStep(long step) => (3UL << 62) | (ulong)step;

    /// <summary>The order of the rows in one epoch of a stochastic fit.</summary>
    public static ulong Epoch(long epoch) => (1UL << 62) | (ulong)epoch;

    /// <summary>One row of data that is drawn: no fit with the same seed has its numbers.</summary>
    public static ulong Row(RowDraw use, long row) => (1UL << 61) | ((ulong)use << 48) | (ulong)row;
}
