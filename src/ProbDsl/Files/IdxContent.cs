using System.IO.Compression;

namespace ProbDsl;

/// <summary>A whole IDX file in memory, from a file as it is or one compressed by gzip.</summary>
internal sealed record IdxContent(string Path, IdxHeader Header, byte[] Bytes)
{
    // How much is asked for at once: a damaged head must not take all memory before the file's end tells.
    private const int FirstPortion = 1 << 20;

    public static IdxContent Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (!IsCompressed(file))
        {
            IdxHeader header = IdxHeader.Read(file, path);
            RequireLength(path, header, file.Length - header.Length);
            return new(path, header, ReadBytes(file, path, header));
        }

        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        try
        {
            IdxHeader header = IdxHeader.Read(unpacked, path);
            byte[] bytes = ReadBytes(unpacked, path, header);
            return unpacked.ReadByte() < 0 ? new(path, header, bytes) : throw new InvalidDataException(
                FormattableString.Invariant($"'{path}' is longer than its head says: {header.Shape} numbers of {header.ElementSize} bytes are {header.ContentLength} bytes, but more follow."));
        }
        catch (InvalidDataException damaged) when (!damaged.Message.StartsWith('\''))
        {
            throw new InvalidDataException($"'{path}' begins as a gzip file does, but cannot be unpacked: {damaged.Message}", damaged);
        }
    }

    /// <summary>Whether a file begins as gzip does; the position stays at its start.</summary>
    public static bool IsCompressed(FileStream file)
    {
        bool found = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return found;
    }

    public static void RequireLength(string path, IdxHeader header, long found)
    {
        if (found != header.ContentLength)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{path}' is {(found < header.ContentLength ? "cut off" : "longer than its head says")}: {header.Shape} numbers of {header.ElementSize} bytes are {header.ContentLength} bytes, but {found} follow the head."));
        }
    }

    private static byte[] ReadBytes(Stream stream, string path, IdxHeader header)
    {
        if (header.ContentLength > Array.MaxLength)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{path}' has {header.ContentLength} bytes of numbers, more than an array holds. Unpack it where it is compressed, and read it row by row with IdxFile.Open."));
        }

        byte[] bytes = new byte[Math.Min(header.ContentLength, FirstPortion)];
        for (int read = 0; ;)
        {
            read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
            if (read < bytes.Length)
            {
                RequireLength(path, header, read);
            }

            if (read == header.ContentLength)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(header.ContentLength, 2L * bytes.Length));
        }
    }
}
