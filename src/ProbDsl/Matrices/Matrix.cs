using System.Numerics;
using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Small helpers about matrices.</summary>
internal static class Matrix
{
    /// <summary>A factor of a product, which only reads it.</summary>
    public static MatrixSpan<TNumber> Of<TNumber>(ReadOnlySpan<TNumber> data, int rows, int columns)
        => new(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(data), data.Length), rows, columns);

    /// <summary>Adds every row of a matrix to a vector, in the order of the rows.</summary>
    public static void AddRows<TNumber>(ReadOnlySpan<TNumber> rows, Span<TNumber> sum)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        for (; rows.Length >= sum.Length && sum.Length > 0; rows = rows[sum.Length..])
        {
            Add(sum, rows[..sum.Length], sum);
        }
    }

    /// <summary>Adds to each number of a vector the sum of the next <paramref name="count"/> values.</summary>
    public static void AddSums<TNumber>(ReadOnlySpan<TNumber> values, int count, Span<TNumber> sums)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        for (int i = 0; i < sums.Length; i++)
        {
            TNumber sum = TNumber.Zero;
            foreach (TNumber value in values.Slice(i * count, count))
            {
                sum += value;
            }

            sums[i] += sum;
        }
    }

    /// <summary>z = x + y.</summary>
    public static void Add<TNumber>(ReadOnlySpan<TNumber> x, ReadOnlySpan<TNumber> y, Span<TNumber> z)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        => Rowwise.Apply<TNumber, Plus>(x, y, z);

    private readonly struct Plus : IRowFunction2
    {
        public static TPack Invoke<TPack, TNumber>(TPack x, TPack y)
            where TPack : unmanaged, IVectorPack<TPack, TNumber>
            where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> => x + y;
    }
}
