using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ProbDsl;

/// <summary>Matrix products C = A·B and C = C + A·B, by tiles that stay in registers.</summary>
/// <remarks>
/// B goes through the first cache a panel at a time, three registers wide and <see cref="PanelDepth"/> deep; where its rows are not contiguous, or too narrow for a
/// register, the panel is copied first. Where a tile sticks out of C it is computed beside it, and the rows of A that are left over are copied with zeros.
/// </remarks>
/// <typeparam name="TNumber"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static class MatrixProduct<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    // Rows of three 512-bit registers: a panel is at most 96 KB, which stay in the second cache beside a part of A; with 256 the tiles of C are read and written more often (4 % slower).
    private const int PanelDepth = 512;

    // Numbers of one column copied in turn: the lines that they are written to stay in the first cache.
    private const int TransposeBlock = 16;

    [ThreadStatic]
    private static SharedProduct<TNumber>? s_shared;

    /// <summary>What shares the long products of this thread with other cores; null where nothing does.</summary>
    public static SharedProduct<TNumber>? Shared
    {
        get => s_shared;
        set => s_shared = value;
    }

    /// <summary>C = A·B, or C + A·B.</summary>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C, stored row after row.</param>
    /// <param name="adds">Whether C is added to.</param>
    public static void Multiply(MatrixSpan<TNumber> a, MatrixSpan<TNumber> b, MatrixSpan<TNumber> c, bool adds = false)
    {
        if (s_shared is { } shared && SharedProduct<TNumber>.IsWorthIt(c.Rows, a.Columns, c.Columns))
        {
            shared.Multiply(a, b, c, adds);
        }
        else
        {
            MultiplyAlone(a, b, c, adds);
        }
    }

    /// <summary>As <see cref="Multiply"/>, on this thread.</summary>
    public static void MultiplyAlone(MatrixSpan<TNumber> a, MatrixSpan<TNumber> b, MatrixSpan<TNumber> c, bool adds)
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

            // Three registers of which a part is zeros take less time than one after the other.
            if (c.Columns - j > 2 * TPack.Count)
            {
                Panel<Triple<TPack, TNumber>>(left, right.SliceColumns(j, c.Columns - j), c.SliceColumns(j, c.Columns - j), addsHere);
                j = c.Columns;
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
        TNumber[] tile = Scratch<TNumber>.Tile(height * TRow.Count);
        for (int i = 0; adds && i < a.Rows; i++)
        {
            c.Data.Slice(i * c.RowStep, c.Columns).CopyTo(tile.AsSpan(i * TRow.Count));
        }

        if (a.Rows == height)
        {
            Tile<TRow>(a.Columns, ref a.Data[0], (nuint)a.RowStep, (nuint)a.ColumnStep, in b, step, ref tile[0], (nuint)TRow.Count, adds);
        }
        else
        {
            TNumber[] rows = Scratch<TNumber>.Rows(height * a.Columns);
            CopyRows(a, rows, height);
            Tile<TRow>(a.Columns, ref rows[0], 1, (nuint)height, in b, step, ref tile[0], (nuint)TRow.Count, adds);
        }

        for (int i = 0; i < a.Rows; i++)
        {
            tile.AsSpan(i * TRow.Count, c.Columns).CopyTo(c.Data[(i * c.RowStep)..]);
        }
    }

    // The columns of A one after the other, each with zeros after its last row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(MatrixSpan<TNumber> a, TNumber[] rows, int height)
    {
        Array.Clear(rows, 0, height * a.Columns);
        ref TNumber to = ref MemoryMarshal.GetArrayDataReference(rows);
        for (int i = 0; i < a.Rows; i++)
        {
            ref TNumber from = ref a.Data[i * a.RowStep];
            for (int k = 0; k < a.Columns; k++)
            {
                Unsafe.Add(ref to, (k * height) + i) = Unsafe.Add(ref from, k * a.ColumnStep);
            }
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
