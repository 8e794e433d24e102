using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Where a file has an array: from <paramref name="Begin"/> to before <paramref name="End"/>, counted from the end of the head.</summary>
internal sealed record SafetensorsEntry(string Name, bool IsDouble, int[] Shape, long Begin, long End)
{
    /// <summary>Reads the numbers from where the stream stands.</summary>
    public NamedTensor Read(Stream stream)
    {
        int count = (int)((End - Begin) / (IsDouble ? sizeof(double) : sizeof(float)));
        if (IsDouble)
        {
            double[] doubles = new double[count];
            Read(stream, MemoryMarshal.AsBytes(doubles.AsSpan()));
            return new(Name, Shape, doubles);
        }

        float[] singles = new float[count];
        Read(stream, MemoryMarshal.AsBytes(singles.AsSpan()));
        return new(Name, Shape, singles);
    }

    private void Read(Stream stream, Span<byte> bytes)
    {
        stream.ReadExactly(bytes);
        if (!BitConverter.IsLittleEndian)
        {
            LittleEndian.Of(bytes, IsDouble).CopyTo(bytes);
        }
    }
}
