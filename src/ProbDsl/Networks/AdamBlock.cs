using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>The constants of Adam, as Kingma and Ba (2015) have them.</summary>
internal static class AdamBlock
{
    public const double Momentum = 0.9;
    public const double Memory = 0.999;
    public const double Floor = 1e-8;
}

/// <summary>The arithmetic of Adam on a block of parameters, in registers.</summary>
internal static class AdamBlock<TNumber, TPack>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    where TPack : unmanaged, IVectorPack<TPack, TNumber>
{
    /// <summary>sum = x + y; the sum may be one of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<TNumber> x, ReadOnlySpan<TNumber> y, Span<TNumber> sum)
    {
        ref TNumber x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y), to = ref MemoryMarshal.GetReference(sum);
        nuint i = 0, width = (nuint)TPack.Count, end = (nuint)sum.Length;
        for (; i + width <= end; i += width)
        {
            (TPack.Load(in x0, i) + TPack.Load(in y0, i)).Store(ref to, i);
        }

        for (int k = (int)i; k < sum.Length; k++)
        {
            sum[k] = x[k] + y[k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Squares(ReadOnlySpan<TNumber> numbers)
    {
        ref TNumber from = ref MemoryMarshal.GetReference(numbers);
        nuint i = 0, width = (nuint)TPack.Count, end = (nuint)numbers.Length;
        TPack squares = TPack.Create(TNumber.Zero);
        for (; i + width <= end; i += width)
        {
            TPack x = TPack.Load(in from, i);
            squares = TPack.MultiplyAdd(x, x, squares);
        }

        double sum = double.CreateTruncating(TPack.Sum(squares));
        foreach (TNumber x in numbers[(int)i..])
        {
            sum += double.CreateTruncating(x * x);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Move(ReadOnlySpan<TNumber> gradient, Span<TNumber> mean, Span<TNumber> square, Span<TNumber> parameters, double scale, double rate, double keep)
    {
        int whole = gradient.Length / TPack.Count * TPack.Count;
        Move<TPack>(gradient[..whole], mean, square, parameters, scale, rate, keep);
        Move<Pack1<TNumber>>(gradient[whole..], mean[whole..], square[whole..], parameters[whole..], scale, rate, keep);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move<T>(ReadOnlySpan<TNumber> gradient, Span<TNumber> mean, Span<TNumber> square, Span<TNumber> parameters, double scale, double rate, double keep)
        where T : unmanaged, IVectorPack<T, TNumber>
    {
        ref TNumber g0 = ref MemoryMarshal.GetReference(gradient), m0 = ref MemoryMarshal.GetReference(mean);
        ref TNumber v0 = ref MemoryMarshal.GetReference(square), p0 = ref MemoryMarshal.GetReference(parameters);
        T clip = scale, step = rate, rest = keep, fresh = 1 - AdamBlock.Momentum, freshSquare = 1 - AdamBlock.Memory, floor = AdamBlock.Floor;
        nuint width = (nuint)T.Count, end = (nuint)gradient.Length;
        for (nuint i = 0; i < end; i += width)
        {
            T g = clip * T.Load(in g0, i), m = T.Load(in m0, i), v = T.Load(in v0, i);
            m = T.MultiplyAdd(fresh, g - m, m);
            v = T.MultiplyAdd(freshSquare, g * g - v, v);
            m.Store(ref m0, i);
            v.Store(ref v0, i);
            T.MultiplyAdd(rest, T.Load(in p0, i), step * m / (T.Sqrt(v) + floor)).Store(ref p0, i);
        }
    }
}
