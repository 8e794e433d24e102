namespace ProbDsl;

/// <summary>What all images that are drawn here demand.</summary>
internal static class DrawnImages
{
    private const int LeastSize = 8;

    /// <summary>The bytes of square images.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none of such a size, or too many.</exception>
    public static byte[] Room(long count, int size)
    {
        if (size < LeastSize)
        {
            throw new ArgumentOutOfRangeException(nameof(size), FormattableString.Invariant($"size is {size} pixels, but must be at least {LeastSize} for shapes to be told apart."));
        }

        if (count < 0 || count * (Int128)size * size > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(count), FormattableString.Invariant(
                $"{count} images of {size} × {size} pixels cannot be drawn at once: there must be at least 0, and at most {Array.MaxLength} pixels in all."));
        }

        return new byte[count * size * size];
    }
}
