namespace ProbDsl;

public sealed partial class ImageSet
{
    /// <summary>Writes the images side by side as one picture, to be looked at.</summary>
    /// <remarks>0 is black and 1 white; where there are numbers outside, the smallest is black and the largest white.</remarks>
    /// <param name="path">The file, PNG, or PGM and PPM where it ends in .pgm, .ppm or .pnm.</param>
    /// <param name="columns">How many stand in a row.</param>
    /// <exception cref="ArgumentException">There is no image, or <paramref name="columns"/> is less than 1.</exception>
    public void WriteSheet(string path, int columns = 10)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (columns < 1 || Count == 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"A sheet of {Count} images in {columns} columns has no pixels."), nameof(columns));
        }

        const int Gap = 1;
        const byte GapLevel = 64;
        columns = Math.Min(columns, Count);
        int height = (Count + columns - 1) / columns * (Height + Gap) - Gap, width = columns * (Width + Gap) - Gap;
        byte[] samples = new byte[(long)height * width * Channels];
        samples.AsSpan().Fill(GapLevel);
        (double black, double white) = Minimum < 0 || Maximum > 1 ? (Minimum, Math.Max(Maximum, Math.BitIncrement(Minimum))) : (0, 1);
        for (int n = 0; n < Count; n++)
        {
            double[] image = this[n];
            for (int i = 0; i < image.Length; i++)
            {
                (int channel, int pixel) = Math.DivRem(i, Height * Width);
                (int y, int x) = Math.DivRem(pixel, Width);
                (int row, int column) = Math.DivRem(n, columns);
                long at = (long)(row * (Height + Gap) + y) * width + column * (Width + Gap) + x;
                samples[at * Channels + channel] = (byte)Math.Round(255 * (image[i] - black) / (white - black));
            }
        }

        bool isNetpbm = Path.GetExtension(path).ToUpperInvariant() is ".PGM" or ".PPM" or ".PNM";
        AtomicFile.Write(path, stream =>
        {
            if (isNetpbm)
            {
                Netpbm.Write(stream, height, width, Channels, samples);
            }
            else
            {
                Png.Write(stream, height, width, Channels, samples);
            }
        });
    }
}
