using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ProbDsl;

/// <summary>A function of one number, written once for all registers.</summary>
internal interface IRowFunction
{
    static abstract TPack Invoke<TPack, TNumber>(TPack x)
        where TPack : unmanaged, IVectorPack<TPack, TNumber>
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>;
}

/// <summary>A function of two numbers, written once for all registers.</summary>
internal interface IRowFunction2
{
    static abstract TPack Invoke<TPack, TNumber>(TPack x, TPack y)
        where TPack : unmanaged, IVectorPack<TPack, TNumber>
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>;
}

/// <summary>Functions of every number of a span, a register at a time. What is left over goes through a register too, so that a number's place does not change its bits.</summary>
internal static class Rowwise
{
    public static void Apply<TNumber, TFunction>(ReadOnlySpan<TNumber> x, Span<TNumber> y)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TFunction : struct, IRowFunction
        => Apply<TNumber, First<TFunction>>(x, x, y);

    public static void Apply<TNumber, TFunction>(ReadOnlySpan<TNumber> x, ReadOnlySpan<TNumber> y, Span<TNumber> z)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TFunction : struct, IRowFunction2
    {
        if (y.Length < x.Length || z.Length < x.Length)
        {
            throw new ArgumentException($"The spans have {x.Length}, {y.Length} and {z.Length} numbers.");
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Run<Pack512<TNumber>, TNumber, TFunction>(x, y, z);
        }
        else
        {
            Run<Pack256<TNumber>, TNumber, TFunction>(x, y, z);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TPack, TNumber, TFunction>(ReadOnlySpan<TNumber> x, ReadOnlySpan<TNumber> y, Span<TNumber> z)
        where TPack : unmanaged, IVectorPack<TPack, TNumber>
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TFunction : struct, IRowFunction2
    {
        ref TNumber atX = ref MemoryMarshal.GetReference(x), atY = ref MemoryMarshal.GetReference(y), atZ = ref MemoryMarshal.GetReference(z);
        nuint i = 0, width = (nuint)TPack.Count, whole = (nuint)x.Length / width * width;
        for (; i < whole; i += width)
        {
            TFunction.Invoke<TPack, TNumber>(TPack.Load(in atX, i), TPack.Load(in atY, i)).Store(ref atZ, i);
        }

        if (i < (nuint)x.Length)
        {
            Span<TNumber> rest = stackalloc TNumber[3 * TPack.Count];
            rest.Clear();
            x[(int)i..].CopyTo(rest);
            y[(int)i..x.Length].CopyTo(rest[TPack.Count..]);
            ref TNumber at = ref MemoryMarshal.GetReference(rest);
            TFunction.Invoke<TPack, TNumber>(TPack.Load(in at, 0), TPack.Load(in at, width)).Store(ref at, 2 * width);
            rest.Slice(2 * TPack.Count, x.Length - (int)i).CopyTo(z[(int)i..]);
        }
    }

    private readonly struct First<TFunction> : IRowFunction2
        where TFunction : struct, IRowFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, TNumber>(TPack x, TPack y)
            where TPack : unmanaged, IVectorPack<TPack, TNumber>
            where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> => TFunction.Invoke<TPack, TNumber>(x);
    }
}
