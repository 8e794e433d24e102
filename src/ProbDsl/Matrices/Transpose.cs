using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbDsl;

/// <summary>Copies a matrix with rows and columns exchanged, four by four numbers at a time.</summary>
internal static class Transpose
{
    /// <summary>target[j, i] = source[i, j].</summary>
    /// <param name="source">Stored row after row.</param>
    /// <param name="sourceStep">From one row to the next.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="target">Stored row after row.</param>
    /// <param name="targetStep">From one row to the next.</param>
    /// <typeparam name="TNumber">The type of the numbers.</typeparam>
    /// <returns>False, with nothing done, where the machine or the numbers have no such instructions.</returns>
    public static bool CopyTo<TNumber>(ReadOnlySpan<TNumber> source, int sourceStep, int rows, int columns, Span<TNumber> target, int targetStep)
        where TNumber : unmanaged
    {
        if (!Sse.IsSupported || typeof(TNumber) != typeof(float))
        {
            return false;
        }

        Singles(MemoryMarshal.Cast<TNumber, float>(source), sourceStep, rows, columns, MemoryMarshal.Cast<TNumber, float>(target), targetStep);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Singles(ReadOnlySpan<float> source, int sourceStep, int rows, int columns, Span<float> target, int targetStep)
    {
        // The last numbers that are touched lie within the spans.
        _ = source[((rows - 1) * sourceStep) + columns - 1];
        _ = target[((columns - 1) * targetStep) + rows - 1];
        ref float from = ref MemoryMarshal.GetReference(source), to = ref MemoryMarshal.GetReference(target);
        int i = 0, wholeColumns = columns & ~3;
        for (; i + 4 <= rows; i += 4)
        {
            for (int j = 0; j < wholeColumns; j += 4)
            {
                nuint at = (nuint)((i * sourceStep) + j), put = (nuint)((j * targetStep) + i);
                Vector128<float> a = Vector128.LoadUnsafe(ref from, at), b = Vector128.LoadUnsafe(ref from, at + (nuint)sourceStep);
                Vector128<float> c = Vector128.LoadUnsafe(ref from, at + (nuint)(2 * sourceStep)), d = Vector128.LoadUnsafe(ref from, at + (nuint)(3 * sourceStep));
                Vector128<float> ab = Sse.UnpackLow(a, b), cd = Sse.UnpackLow(c, d), abHigh = Sse.UnpackHigh(a, b), cdHigh = Sse.UnpackHigh(c, d);
                Sse.MoveLowToHigh(ab, cd).StoreUnsafe(ref to, put);
                Sse.MoveHighToLow(cd, ab).StoreUnsafe(ref to, put + (nuint)targetStep);
                Sse.MoveLowToHigh(abHigh, cdHigh).StoreUnsafe(ref to, put + (nuint)(2 * targetStep));
                Sse.MoveHighToLow(cdHigh, abHigh).StoreUnsafe(ref to, put + (nuint)(3 * targetStep));
            }

            Rest(source, sourceStep, i, i + 4, wholeColumns, columns, target, targetStep);
        }

        Rest(source, sourceStep, i, rows, 0, columns, target, targetStep);
    }

    private static void Rest(ReadOnlySpan<float> source, int sourceStep, int firstRow, int endRow, int firstColumn, int endColumn, Span<float> target, int targetStep)
    {
        for (int i = firstRow; i < endRow; i++)
        {
            for (int j = firstColumn; j < endColumn; j++)
            {
                target[(j * targetStep) + i] = source[(i * sourceStep) + j];
            }
        }
    }
}
