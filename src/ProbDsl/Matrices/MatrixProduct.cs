using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ProbDsl;

/// <summary>Matrix products C = A·B and C = C + A·B, by tiles that stay in registers.</summary>
/// <remarks>
/// B goes through the first cache a panel at a time, three registers wide and <see cref="PanelDepth"/> deep; where its rows are not contiguous, or too narrow for a
/// register, the panel is copied first. The rows of A that are left over are copied to a tile with zeros.
/// </remarks>
/// <typeparam name="TNumber"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static class MatrixProduct<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    // 256 rows of three 512-bit registers are 48 KB, the first cache of the machine that this was measured on; A's part of a tile stands beside it in the second.
    private const int PanelDepth = 256;

    // Numbers of one column copied in turn: the lines that they are written to stay in the first cache.
    private const int TransposeBlock = 16;

    /// <summary>C = A·B, or C + A·B.</summary>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C, stored row after row.</param>
    /// <param name="adds">Whether C is added to.</param>
    public static void Multiply(MatrixSpan<TNumber> a, MatrixSpan<TNumber> b, MatrixSpan<TNumber> c, bool adds = false)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Pack512<TNumber>>(a, b, c, adds);
        }
        else
        {
            Run<Pack256<TNumber>>(a, b, c, adds);
        }
    }

    internal static void Run<TPack>(MatrixSpan<TNumber> a, MatrixSpan<TNumber> b, MatrixSpan<TNumber> c, bool adds)
        where TPack : unmanaged, IPack<TPack, TNumber>
    {
        if (a.Columns == 0)
        {
            if (!adds)
            {
                for (int i = 0; i < c.Rows; i++)
                {
                    c.Data.Slice(i * c.RowStep, c.Columns).Clear();
                }
            }

            return;
        }

        int rounds = (a.Columns + PanelDepth - 1) / PanelDepth, depth = (a.Columns + rounds - 1) / rounds;
        for (int k = 0; k < a.Columns; k += depth)
        {
            MatrixSpan<TNumber> left = a.SliceColumns(k, Math.Min(depth, a.Columns - k)), right = b.SliceRows(k, left.Columns);
            bool addsHere = adds || k > 0;
            int j = 0;
            for (; j + 3 * TPack.Count <= c.Columns; j += 3 * TPack.Count)
            {
                Panel<Triple<TPack, TNumber>>(left, right.SliceColumns(j, 3 * TPack.Count), c.SliceColumns(j, 3 * TPack.Count), addsHere);
            }

            for (; j < c.Columns; j += TPack.Count)
            {
                int width = Math.Min(TPack.Count, c.Columns - j);
                Panel<TPack>(left, right.SliceColumns(j, width), c.SliceColumns(j, width), addsHere);
            }
        }
    }

    // One panel of B against all of A.
    private static void Panel<TRow>(MatrixSpan<TNumber> a, MatrixSpan<TNumber> b, MatrixSpan<TNumber> c, bool adds)
        where TRow : unmanaged, IPack<TRow, TNumber>
    {
        int height = TRow.HasManyRegisters ? 8 : 4, depth = a.Columns;
        ref TNumber from = ref b.Data[0];
        nuint step = (nuint)b.RowStep;
        if (b.ColumnStep != 1 || b.Columns < TRow.Count)
        {
            TNumber[] copy = Scratch<TNumber>.Panel(depth * TRow.Count);
            Pack(b, copy, TRow.Count);
            from = ref copy[0];
            step = (nuint)TRow.Count;
        }

        int i = 0;
        if (b.Columns == TRow.Count)
        {
            for (; i + height <= c.Rows; i += height)
            {
                Tile<TRow>(depth, ref a.Data[i * a.RowStep], (nuint)a.RowStep, (nuint)a.ColumnStep, ref from, step, ref c.Data[i * c.RowStep], (nuint)c.RowStep, adds);
            }
        }

        for (; i < c.Rows; i += height)
        {
            Edge<TRow>(a.SliceRows(i, Math.Min(height, c.Rows - i)), ref from, step, c.SliceRows(i, Math.Min(height, c.Rows - i)), adds, height);
        }
    }

    // A tile that sticks out of C: computed beside it.
    private static void Edge<TRow>(MatrixSpan<TNumber> a, ref readonly TNumber b, nuint step, MatrixSpan<TNumber> c, bool adds, int height)
        where TRow : unmanaged, IPack<TRow, TNumber>
    {
        TNumber[] rows = Scratch<TNumber>.Rows(height * a.Columns), tile = Scratch<TNumber>.Tile(height * TRow.Count);
        Array.Clear(rows, 0, height * a.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int k = 0, at = i * a.RowStep; k < a.Columns; k++, at += a.ColumnStep)
            {
                rows[k * height + i] = a.Data[at];
            }

            if (adds)
            {
                c.Data.Slice(i * c.RowStep, c.Columns).CopyTo(tile.AsSpan(i * TRow.Count));
            }
        }

        Tile<TRow>(a.Columns, ref rows[0], 1, (nuint)height, in b, step, ref tile[0], (nuint)TRow.Count, adds);
        for (int i = 0; i < a.Rows; i++)
        {
            tile.AsSpan(i * TRow.Count, c.Columns).CopyTo(c.Data[(i * c.RowStep)..]);
        }
    }

    private static void Tile<TRow>(int depth, ref readonly TNumber a, nuint aRow, nuint aStep, ref readonly TNumber b, nuint bStep, ref TNumber c, nuint cRow, bool adds)
        where TRow : unmanaged, IPack<TRow, TNumber>
    {
        if (TRow.HasManyRegisters)
        {
            MatrixTile<TRow, TNumber>.Eight(depth, in a, aRow, aStep, in b, bStep, ref c, cRow, adds);
        }
        else
        {
            MatrixTile<TRow, TNumber>.Four(depth, in a, aRow, aStep, in b, bStep, ref c, cRow, adds);
        }
    }

    // Rows of the panel one after the other, with zeros beyond the last column.
    private static void Pack(MatrixSpan<TNumber> b, TNumber[] panel, int width)
    {
        if (b.Columns < width)
        {
            Array.Clear(panel, 0, b.Rows * width);
        }

        if (b.ColumnStep == 1)
        {
            for (int k = 0; k < b.Rows; k++)
            {
                b.Data.Slice(k * b.RowStep, b.Columns).CopyTo(panel.AsSpan(k * width));
            }

            return;
        }

        if (b.RowStep == 1 && Transpose.CopyTo(b.Data, b.ColumnStep, b.Columns, b.Rows, panel, width))
        {
            return;
        }

        ref TNumber target = ref MemoryMarshal.GetArrayDataReference(panel);
        for (int k = 0; k < b.Rows; k += TransposeBlock)
        {
            int end = Math.Min(k + TransposeBlock, b.Rows);
            for (int j = 0; j < b.Columns; j++)
            {
                ref TNumber source = ref b.Data[j * b.ColumnStep];
                for (int i = k; i < end; i++)
                {
                    Unsafe.Add(ref target, i * width + j) = Unsafe.Add(ref source, i * b.RowStep);
                }
            }
        }
    }
}
