using System.Buffers.Binary;

namespace ProbDsl.Reports;

/// <summary>A picture of sixteen greys in the PNG format (ISO/IEC 15948): 0 is white, 1 is black.</summary>
/// <remarks>The pixels are stored without compression, so that the bytes do not depend on the version of a compressor; four bits for each are small enough.</remarks>
internal static class GreyPng
{
    private const int Levels = 15, MostStored = 65535;
    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>The file.</summary>
    /// <param name="pixels">Row by row from the top, each from 0 to 1; what lies beyond is cut off, NaN is white.</param>
    /// <param name="width">Pixels in a row.</param>
    public static byte[] Of(IReadOnlyList<double> pixels, int width)
    {
        int height = pixels.Count / width, stride = (width + 1) / 2;
        byte[] rows = new byte[height * (stride + 1)];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double ink = pixels[y * width + x];
                int grey = double.IsNaN(ink) ? Levels : Levels - (int)Math.Round(Levels * Math.Clamp(ink, 0, 1));

                // The first byte of a row says how it is filtered: not at all.
                rows[y * (stride + 1) + 1 + x / 2] |= (byte)(x % 2 == 0 ? grey << 4 : grey);
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 4;
        using var file = new MemoryStream();
        file.Write(s_signature);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Stored(rows));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // zlib's frame (RFC 1950) around blocks of plain bytes (RFC 1951, section 3.2.4).
    private static byte[] Stored(byte[] bytes)
    {
        using var data = new MemoryStream();
        data.Write([0x78, 0x01]);
        Span<byte> head = stackalloc byte[5];
        for (int at = 0; at < bytes.Length; at += MostStored)
        {
            int length = Math.Min(MostStored, bytes.Length - at);
            head[0] = (byte)(at + length == bytes.Length ? 1 : 0);
            BinaryPrimitives.WriteUInt16LittleEndian(head[1..], (ushort)length);
            BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)~length);
            data.Write(head);
            data.Write(bytes, at, length);
        }

        (uint a, uint b) = (1, 0);
        foreach (byte value in bytes)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        Span<byte> check = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, (b << 16) | a);
        data.Write(check);
        return data.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        uint crc = Crc(Crc(uint.MaxValue, type), data) ^ uint.MaxValue;
        BinaryPrimitives.WriteUInt32BigEndian(number, crc);
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return crc;
    }
}
