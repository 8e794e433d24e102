using System.Numerics;

namespace ProbDsl;

/// <summary>The numbers of all images, row by row, in the type that they came in.</summary>
internal abstract class PixelStore
{
    /// <summary>How many numbers there are in all.</summary>
    public abstract int Count { get; }

    public abstract void Copy<T>(int start, Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The smallest and the largest number of a stretch.</summary>
    public abstract (double Minimum, double Maximum) Range(int start, int length);
}

/// <summary>One byte a number, with what it stands for.</summary>
internal sealed class ByteStore(byte[] bytes, double divisor) : PixelStore
{
    public byte[] Bytes => bytes;

    public GreyLevels Levels { get; } = new(divisor);

    public override int Count => bytes.Length;

    public override void Copy<T>(int start, Span<T> row) => Levels.Copy(bytes.AsSpan(start, row.Length), row);

    public override (double Minimum, double Maximum) Range(int start, int length)
    {
        byte low = byte.MaxValue, high = 0;
        foreach (byte level in bytes.AsSpan(start, length))
        {
            low = Math.Min(low, level);
            high = Math.Max(high, level);
        }

        return (Levels[low], Levels[high]);
    }
}

/// <summary>Numbers of either precision.</summary>
internal sealed class NumberStore<TStored>(TStored[] numbers) : PixelStore
    where TStored : unmanaged, IFloatingPointIeee754<TStored>
{
    public override int Count => numbers.Length;

    public override void Copy<T>(int start, Span<T> row)
    {
        ReadOnlySpan<TStored> from = numbers.AsSpan(start, row.Length);
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = T.CreateTruncating(from[i]);
        }
    }

    public override (double Minimum, double Maximum) Range(int start, int length)
    {
        TStored low = TStored.PositiveInfinity, high = TStored.NegativeInfinity;
        foreach (TStored number in numbers.AsSpan(start, length))
        {
            low = TStored.Min(low, number);
            high = TStored.Max(high, number);
        }

        return (double.CreateTruncating(low), double.CreateTruncating(high));
    }
}
