using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Numbers in memory as numbers with the low byte first, and back.</summary>
internal static class LittleEndian
{
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes, bool areDoubles)
    {
        if (BitConverter.IsLittleEndian)
        {
            return bytes;
        }

        byte[] turned = new byte[bytes.Length];
        if (areDoubles)
        {
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(bytes), MemoryMarshal.Cast<byte, long>(turned.AsSpan()));
        }
        else
        {
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(bytes), MemoryMarshal.Cast<byte, int>(turned.AsSpan()));
        }

        return turned;
    }
}
