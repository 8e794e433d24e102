namespace ProbDsl;

/// <summary>Handwritten digits that are drawn here, from a seed: data like MNIST without a file.</summary>
/// <remarks>
/// Each digit has two or three ways of being written, as strokes of a pen. Way, shear, rotation, thickness, height, aspect and shift are random, and the points
/// of the strokes tremble. All of it but the tremor is kept as known factors.
/// </remarks>
public static class Glyphs
{
    /// <summary>Draws digits; the n-th depends on the seed and n alone, for any count, any number of threads and any machine.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="size">Pixels of a side, at least 8.</param>
    /// <returns>Grey values from 0 (paper) to 1 (ink), in steps of 1/255; labels 0 to 9, about as many of each; factors way, shear, rotation (radians, clockwise),
    /// thickness, height, aspect, shiftX and shiftY (lengths as parts of a side).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range, or there would be more pixels than an array holds.</exception>
    public static ImageSet Draw(int count, ulong seed, int size = 28)
    {
        byte[] levels = DrawnImages.Room(count, size);
        var styles = new GlyphStyle[count];
        int pixels = size * size;
        Portions.Run(count, n =>
        {
            var random = new Philox(seed, Streams.Row(RowDraw.Glyph, n));
            styles[n] = GlyphStyle.Draw(ref random);
            styles[n].Paint(ref random, size, levels.AsSpan(n * pixels, pixels));
        });
        return ImageSet.FromLevels(size, size, levels).WithLabels(Array.ConvertAll(styles, s => s.Digit)).WithFactors(GlyphStyle.ToFactors(styles));
    }
}
