using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>The innermost loops of a matrix product: a tile of C in registers, each element its sum over k in ascending order.</summary>
/// <remarks>
/// Every element of C is one chain of fused multiply-adds, so that the bits are the same for any shape of tile, width of register and number of threads.
/// A is read number by number and needs no packing, B register by register. Offsets and steps count numbers.
/// </remarks>
/// <typeparam name="TPack">A row of the tile: one register or three.</typeparam>
/// <typeparam name="TNumber">The type of the elements.</typeparam>
internal static class MatrixTile<TPack, TNumber>
    where TPack : unmanaged, IPack<TPack, TNumber>
    where TNumber : unmanaged
{
    /// <summary>Eight rows: with three registers each 24 sums, beside which stand three registers of B and one number of A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Eight(int depth, ref readonly TNumber a, nuint aRow, nuint aStep, ref readonly TNumber b, nuint bStep, ref TNumber c, nuint cRow, bool adds)
    {
        TPack c0 = adds ? TPack.Load(in c, 0) : default;
        TPack c1 = adds ? TPack.Load(in c, cRow) : default;
        TPack c2 = adds ? TPack.Load(in c, 2 * cRow) : default;
        TPack c3 = adds ? TPack.Load(in c, 3 * cRow) : default;
        TPack c4 = adds ? TPack.Load(in c, 4 * cRow) : default;
        TPack c5 = adds ? TPack.Load(in c, 5 * cRow) : default;
        TPack c6 = adds ? TPack.Load(in c, 6 * cRow) : default;
        TPack c7 = adds ? TPack.Load(in c, 7 * cRow) : default;
        for (nuint k = 0, at = 0; k < (nuint)depth; k++, at += aStep)
        {
            TPack row = TPack.Load(in b, k * bStep);
            c0 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at)), row, c0);
            c1 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at + aRow)), row, c1);
            c2 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at + 2 * aRow)), row, c2);
            c3 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at + 3 * aRow)), row, c3);
            c4 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at + 4 * aRow)), row, c4);
            c5 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at + 5 * aRow)), row, c5);
            c6 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at + 6 * aRow)), row, c6);
            c7 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at + 7 * aRow)), row, c7);
        }

        c0.Store(ref c, 0);
        c1.Store(ref c, cRow);
        c2.Store(ref c, 2 * cRow);
        c3.Store(ref c, 3 * cRow);
        c4.Store(ref c, 4 * cRow);
        c5.Store(ref c, 5 * cRow);
        c6.Store(ref c, 6 * cRow);
        c7.Store(ref c, 7 * cRow);
    }

    /// <summary>Four rows, for machines with 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Four(int depth, ref readonly TNumber a, nuint aRow, nuint aStep, ref readonly TNumber b, nuint bStep, ref TNumber c, nuint cRow, bool adds)
    {
        TPack c0 = adds ? TPack.Load(in c, 0) : default;
        TPack c1 = adds ? TPack.Load(in c, cRow) : default;
        TPack c2 = adds ? TPack.Load(in c, 2 * cRow) : default;
        TPack c3 = adds ? TPack.Load(in c, 3 * cRow) : default;
        for (nuint k = 0, at = 0; k < (nuint)depth; k++, at += aStep)
        {
            TPack row = TPack.Load(in b, k * bStep);
            c0 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at)), row, c0);
            c1 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at + aRow)), row, c1);
            c2 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at + 2 * aRow)), row, c2);
            c3 = TPack.MultiplyAdd(TPack.Create(Unsafe.Add(ref Unsafe.AsRef(in a), at + 3 * aRow)), row, c3);
        }

        c0.Store(ref c, 0);
        c1.Store(ref c, cRow);
        c2.Store(ref c, 2 * cRow);
        c3.Store(ref c, 3 * cRow);
    }
}
