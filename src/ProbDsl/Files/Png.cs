using System.Buffers.Binary;
using System.IO.Compression;

namespace ProbDsl;

/// <summary>Pictures in PNG (ISO/IEC 15948): 8 bits, grey or red, green, blue, not interlaced, without transparency.</summary>
internal static class Png
{
    private const int Grey = 0, Colour = 2;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    public static Raster Read(byte[] bytes, string path)
    {
        using var packed = new MemoryStream();
        (int Height, int Width, int Channels)? head = null;
        for (int at = Signature.Length; ;)
        {
            PngChunk chunk = PngChunk.Read(bytes, at, path);
            at = chunk.End;
            switch (chunk.Type)
            {
                case "IHDR":
                    head = ReadHead(bytes.AsSpan(chunk.Start, chunk.Length), path);
                    break;
                case "IDAT":
                    packed.Write(bytes, chunk.Start, chunk.Length);
                    break;
                case "tRNS":
                    throw new InvalidDataException($"'{path}' has transparent parts, and nothing says what is behind them. Save it without transparency.");
                case "IEND":
                    packed.Position = 0;
                    return head is (int height, int width, int channels) ? Unpack(packed, path, height, width, channels) : throw new InvalidDataException($"'{path}' has no head (IHDR).");
                default:
                    if (chunk.IsCritical && chunk.Type != "PLTE")
                    {
                        throw new InvalidDataException($"'{path}' has the part {chunk.Type}, which is not known here and without which it cannot be read.");
                    }

                    break;
            }
        }
    }

    /// <summary>Writes a picture.</summary>
    public static void Write(Stream stream, int height, int width, int channels, ReadOnlySpan<byte> samples)
    {
        Span<byte> head = stackalloc byte[13];
        head.Clear();
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], height);
        head[8] = 8;
        head[9] = channels == 3 ? (byte)Colour : (byte)Grey;
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                deflate.WriteByte(PngFilter.None);
                deflate.Write(samples.Slice(y * width * channels, width * channels));
            }
        }

        stream.Write(Signature);
        PngChunk.Write(stream, "IHDR", head);
        PngChunk.Write(stream, "IDAT", packed.GetBuffer().AsSpan(0, (int)packed.Length));
        PngChunk.Write(stream, "IEND", []);
    }

    private static (int Height, int Width, int Channels) ReadHead(ReadOnlySpan<byte> head, string path)
    {
        if (head.Length != 13)
        {
            throw new InvalidDataException(FormattableString.Invariant($"'{path}': its head has {head.Length} bytes, but should have 13."));
        }

        (byte depth, byte kind, byte compression, byte filter, byte interlace) = (head[8], head[9], head[10], head[11], head[12]);
        if (depth != 8 || (kind != Grey && kind != Colour) || compression != 0 || filter != 0 || interlace != 0)
        {
            string name = kind switch { Grey => "grey", Colour => "colour", 3 => "a palette", 4 => "grey with transparency", 6 => "colour with transparency", _ => FormattableString.Invariant($"colour type {kind}") };
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{path}' is PNG with {depth} bits, {name}{(interlace != 0 ? ", interlaced" : "")}; what is read is {Raster.Formats}, not interlaced."));
        }

        return (BinaryPrimitives.ReadInt32BigEndian(head[4..]), BinaryPrimitives.ReadInt32BigEndian(head), kind == Grey ? 1 : 3);
    }

    private static Raster Unpack(MemoryStream packed, string path, int height, int width, int channels)
    {
        ushort[] samples = new ushort[Raster.SamplesOf(path, height, width, channels)];
        int length = width * channels;
        byte[] before = new byte[length], line = new byte[length + 1];
        using var inflate = new ZLibStream(packed, CompressionMode.Decompress);
        try
        {
            for (int y = 0; y < height; y++)
            {
                if (inflate.ReadAtLeast(line, line.Length, throwOnEndOfStream: false) < line.Length)
                {
                    throw new InvalidDataException(FormattableString.Invariant($"'{path}' is cut off: its head says {height} rows, but row {y} is not whole."));
                }

                Span<byte> row = line.AsSpan(1);
                if (!PngFilter.Undo(line[0], before, row, channels))
                {
                    throw new InvalidDataException(FormattableString.Invariant($"'{path}': row {y} has the filter {line[0]}, but there are 0 to 4."));
                }

                for (int i = 0; i < length; i++)
                {
                    samples[y * length + i] = row[i];
                }

                row.CopyTo(before);
            }
        }
        catch (InvalidDataException damaged) when (!damaged.Message.StartsWith('\''))
        {
            throw new InvalidDataException($"'{path}' cannot be unpacked: {damaged.Message}", damaged);
        }

        return new(height, width, channels, byte.MaxValue, samples);
    }
}
