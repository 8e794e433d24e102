using System.Buffers.Binary;
using System.Text;

namespace ProbDsl;

/// <summary>One part of a PNG file: its length, a type of four letters, the content, and a CRC-32 of type and content.</summary>
/// <param name="Type">Four letters; the first is a capital where the part must be understood.</param>
/// <param name="Start">Where the content begins.</param>
/// <param name="Length">Bytes of the content.</param>
internal readonly record struct PngChunk(string Type, int Start, int Length)
{
    private static readonly uint[] CrcTable = MakeCrcTable();

    public int End => Start + Length + 4;

    public bool IsCritical => char.IsAsciiLetterUpper(Type[0]);

    public static PngChunk Read(ReadOnlySpan<byte> file, int at, string path)
    {
        if (file.Length - at < 12)
        {
            throw new InvalidDataException($"'{path}' is cut off: it ends before its last part (IEND).");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
        string type = Encoding.Latin1.GetString(file.Slice(at + 4, 4));
        if (length > file.Length - at - 12)
        {
            throw new InvalidDataException(FormattableString.Invariant($"'{path}' is cut off: its part {type} has {length} bytes, but the file ends after {file.Length - at - 12}."));
        }

        uint expected = BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]);
        return Crc(file.Slice(at + 4, 4 + (int)length)) == expected ? new(type, at + 8, (int)length)
            : throw new InvalidDataException($"'{path}' is damaged: the check sum of its part {type} is wrong.");
    }

    public static void Write(Stream stream, string type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc(chunk.AsSpan(4, 4 + content.Length)));
        stream.Write(chunk);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint c = n;
            for (int k = 0; k < 8; k++)
            {
                c = (c & 1) != 0 ? 0xedb88320 ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }

        return table;
    }
}
