namespace ProbDsl;

/// <summary>One picture as files have it: rows from the top, pixels from the left, the channels of a pixel side by side.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">1 for grey, 3 for red, green, blue.</param>
/// <param name="Maximum">The value of white: 255, or another up to 65535.</param>
/// <param name="Samples">The values.</param>
internal sealed record Raster(int Height, int Width, int Channels, int Maximum, ushort[] Samples)
{
    public const string Formats = "PGM and PPM (P2, P3, P5, P6) and PNG with 8 bits, grey or in colour";

    // Larger than any picture that is meant, small enough not to take all memory where a head is damaged.
    private const long MostSamples = 1 << 28;

    /// <summary>Reads a file of any format that is known, by its first bytes.</summary>
    /// <exception cref="InvalidDataException">It is of none of them, or damaged.</exception>
    public static Raster Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return Png.IsPng(bytes) ? Png.Read(bytes, path)
            : bytes is [(byte)'P', >= (byte)'1' and <= (byte)'7', ..] ? Netpbm.Read(bytes, path)
            : throw new InvalidDataException($"'{path}' is no picture of a format that is read: {Formats}.");
    }

    /// <summary>The number of samples of a picture.</summary>
    /// <exception cref="InvalidDataException">No picture has such a size.</exception>
    public static int SamplesOf(string path, int height, int width, int channels)
        => height >= 1 && width >= 1 && (long)height * width <= MostSamples / channels ? height * width * channels
            : throw new InvalidDataException(FormattableString.Invariant($"'{path}': a picture of {height} rows and {width} columns is none that is read; the size is from 1 × 1 to 2²⁸ numbers in all."));
}
