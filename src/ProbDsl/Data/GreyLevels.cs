using System.Numerics;
using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>The numbers that bytes stand for: each divided by one number, from a table, as a division takes longer.</summary>
internal sealed class GreyLevels
{
    private readonly double[] _doubles = new double[256];
    private readonly float[] _singles = new float[256];

    public GreyLevels(double divisor)
    {
        Divisor = divisor;
        for (int level = 0; level < 256; level++)
        {
            _doubles[level] = level / divisor;
            _singles[level] = (float)_doubles[level];
        }
    }

    public double Divisor { get; }

    public double this[byte level] => _doubles[level];

    public void Copy<T>(ReadOnlySpan<byte> levels, Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> table = typeof(T) == typeof(float) ? MemoryMarshal.Cast<float, T>(_singles)
            : typeof(T) == typeof(double) ? MemoryMarshal.Cast<double, T>(_doubles)
            : throw new NotSupportedException($"Rows are copied as float or double, not as {typeof(T).Name}.");
        for (int i = 0; i < levels.Length; i++)
        {
            row[i] = table[levels[i]];
        }
    }
}
