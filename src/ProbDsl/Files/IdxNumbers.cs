using System.Buffers.Binary;
using System.Numerics;

namespace ProbDsl;

/// <summary>The numbers of an IDX file, the high byte first, as ordinary ones.</summary>
/// <param name="element">Their type.</param>
/// <param name="divisor">What each is divided by.</param>
internal sealed class IdxNumbers(IdxElement element, double divisor)
{
    private readonly GreyLevels? _levels = element == IdxElement.Byte ? new GreyLevels(divisor) : null;

    /// <summary>What numbers of a type are divided by where nothing is said: bytes are grey values from 0 to 1, all others are what they are.</summary>
    public static double DefaultDivisor(IdxElement element) => element == IdxElement.Byte ? 255 : 1;

    public void Decode<T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_levels is not null)
        {
            _levels.Copy(bytes, numbers);
            return;
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = T.CreateTruncating(Number(bytes, i) / divisor);
        }
    }

    public static void Encode(ReadOnlySpan<float> numbers, Stream stream)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float number in numbers)
        {
            BinaryPrimitives.WriteSingleBigEndian(bytes, number);
            stream.Write(bytes);
        }
    }

    public static void Encode(ReadOnlySpan<double> numbers, Stream stream)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (double number in numbers)
        {
            BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
            stream.Write(bytes);
        }
    }

    public static void Encode(ReadOnlySpan<int> numbers, Stream stream)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (int number in numbers)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, number);
            stream.Write(bytes);
        }
    }

    private double Number(ReadOnlySpan<byte> bytes, int i) => element switch
    {
        IdxElement.SignedByte => (sbyte)bytes[i],
        IdxElement.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes[(2 * i)..]),
        IdxElement.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * i)..]),
        IdxElement.Single => BinaryPrimitives.ReadSingleBigEndian(bytes[(4 * i)..]),
        _ => BinaryPrimitives.ReadDoubleBigEndian(bytes[(8 * i)..]),
    };
}
