namespace ProbDsl;

/// <summary>How many nats a binary image takes where nothing is known of what it shows.</summary>
/// <remarks>
/// An image of few edges has a high likelihood under any model of images, whatever it shows; what is left of −log p(x) less this is what the model knows of its own kind ("Input
/// complexity and out-of-distribution detection with likelihood-based generative models", Serrà et al. 2020, who take the length of a PNG file).
/// </remarks>
public static class ImageComplexity
{
    // West, north-west, north, north-east, and the second to the west and to the north.
    private static readonly (int Row, int Column)[] s_neighbours = [(0, -1), (-1, -1), (-1, 0), (-1, 1), (0, -2), (-2, 0)];

    /// <summary>
    /// −Σ log p(pixel | its context): pixels are told in reading order, each from six neighbours told before, by the shares seen so far in this image beside these neighbours,
    /// (n₁ + ½)/(n₀ + n₁ + 1) (Krichevsky and Trofimov 1981). What lies outside counts as 0.
    /// </summary>
    /// <param name="image">The pixels, 0 or 1, row by row.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <returns>The length of the code, in nats: at most about log 2 for each pixel.</returns>
    /// <exception cref="ArgumentException">The pixels do not fill their rows, or one is neither 0 nor 1.</exception>
    public static double CodeLength(ReadOnlySpan<double> image, int width)
    {
        if (width < 1 || image.Length % width != 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"{image.Length} pixels are no rows of {width}."), nameof(image));
        }

        double length = 0;
        Span<(double Zeros, double Ones)> seen = stackalloc (double, double)[1 << s_neighbours.Length];
        for (int i = 0; i < image.Length; i++)
        {
            if (image[i] is not (0 or 1))
            {
                throw new ArgumentException(FormattableString.Invariant($"Pixel {i} is {image[i]}, but only 0 and 1 are coded here; make the image binary first."), nameof(image));
            }

            ref (double Zeros, double Ones) counts = ref seen[ContextOf(image, width, i)];
            length -= Math.Log(((image[i] == 1 ? counts.Ones : counts.Zeros) + 0.5) / (counts.Zeros + counts.Ones + 1));
            counts = image[i] == 1 ? (counts.Zeros, counts.Ones + 1) : (counts.Zeros + 1, counts.Ones);
        }

        return length;
    }

    private static int ContextOf(ReadOnlySpan<double> image, int width, int i)
    {
        int context = 0;
        (int row, int column) = Math.DivRem(i, width);
        foreach ((int down, int right) in s_neighbours)
        {
            int r = row + down, c = column + right;
            context = (2 * context) + (r >= 0 && c >= 0 && c < width && image[(r * width) + c] == 1 ? 1 : 0);
        }

        return context;
    }
}
