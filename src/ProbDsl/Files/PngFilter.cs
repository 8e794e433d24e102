namespace ProbDsl;

/// <summary>The five filters of PNG: what is stored of a byte is its difference from one foretold by those to the left and above.</summary>
internal static class PngFilter
{
    public const byte None = 0;

    /// <summary>Makes the bytes of a row from what is stored; false where there is no such filter.</summary>
    /// <param name="filter">Which, from 0 to 4.</param>
    /// <param name="above">The row above, restored; zeros for the first.</param>
    /// <param name="row">What is stored, and then the bytes.</param>
    /// <param name="step">Bytes per pixel.</param>
    public static bool Undo(byte filter, ReadOnlySpan<byte> above, Span<byte> row, int step)
    {
        if (filter > 4)
        {
            return false;
        }

        for (int i = 0; i < row.Length; i++)
        {
            int left = i < step ? 0 : row[i - step], up = above[i], corner = i < step ? 0 : above[i - step];
            int foretold = filter switch
            {
                None => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                _ => Paeth(left, up, corner),
            };
            row[i] = (byte)(row[i] + foretold);
        }

        return true;
    }

    // The neighbour closest to left + up − corner; at equal distance left before up before corner.
    private static int Paeth(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner), toUp = Math.Abs(left - corner), toCorner = Math.Abs(left + up - 2 * corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
