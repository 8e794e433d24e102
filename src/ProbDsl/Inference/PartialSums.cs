namespace ProbDsl;

/// <summary>Sums over draws in lanes, several columns side by side, with the same bits for every lane width.</summary>
/// <remarks>
/// Each column is kept as eight partial sums, draw k in sum k mod 8, which are added in one order at the end. The order of every addition is thus
/// the same for 1, 4 and 8 lanes.
/// </remarks>
/// <typeparam name="T">The lane type; its width divides 8.</typeparam>
internal sealed class PartialSums<T>(int columns)
    where T : unmanaged, ILane<T>
{
    /// <summary>How many partial sums a column has.</summary>
    public const int Count = 8;

    private readonly T[] _sums = new T[Count / T.Width * columns];

    /// <summary>Starts anew.</summary>
    public void Clear() => Array.Clear(_sums);

    /// <summary>What the draws of a block are added to: one lane for each column.</summary>
    /// <param name="block">Which T.Width draws, from 0.</param>
    public Span<T> Row(int block) => _sums.AsSpan(block % (Count / T.Width) * columns, columns);

    /// <summary>The sum of a column over all draws.</summary>
    public double Total(int column)
    {
        double total = 0;
        for (int k = 0; k < Count; k++)
        {
            total += At(k, column);
        }

        return total;
    }

    /// <summary>The largest of a column's eight, where rows hold maxima of numbers that are not negative.</summary>
    public double Largest(int column)
    {
        double largest = 0;
        for (int k = 0; k < Count; k++)
        {
            largest = Math.Max(largest, At(k, column));
        }

        return largest;
    }

    private double At(int k, int column) => T.Get(_sums[k / T.Width * columns + column], k % T.Width);
}
