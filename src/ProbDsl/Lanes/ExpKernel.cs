using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>eˣ and eˣ − 1.</summary>
/// <remarks>
/// x = n·log 2 + r with |r| ≤ log(2)/2 and log 2 in two parts; eʳ − 1 = r + r²·P(r); the result is scaled by 2ⁿ, in two
/// steps where 2ⁿ itself is out of range. Measured maxima: eˣ 1.1, eˣ − 1 2.3 units of the last place.
/// </remarks>
internal static class ExpKernel
{
    private const double Log2High = 0.6931471805598903;
    private const double Log2Low = 5.497923018708371e-14;
    private const double InverseLog2 = 1.4426950408889634;

    /// <summary>1.5·2⁵²: adding and subtracting it rounds to the nearest integer.</summary>
    private const double Rounder = 6755399441055744.0;

    /// <summary>Up to here 2ⁿ and the result are normal numbers.</summary>
    private const double Narrow = 708.0;

    /// <summary>eˣ, for use inside other functions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Exp<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        if (T.Any(T.LessThan(Narrow, T.Abs(x))))
        {
            return Wide(x);
        }

        T n = Reduce(x, out T r);
        return (Expm1Reduced(r) + 1.0) * T.PowerOfTwo(n);
    }

    /// <summary>q and n with eʰ⁺ˡ = (1 + q)·2ⁿ, for h ≤ 700 and |l| below the last place of h; h below −1000 counts as −1000.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ExpOfSum<T>(T high, T low, out T n)
        where T : unmanaged, ILane<T>
    {
        n = Reduce(T.Select(T.LessThan(high, -1000.0), -1000.0, high), out T r);
        return Expm1Reduced(r + low);
    }

    /// <summary>eˣ − 1, for use inside other functions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Expm1<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T n = Reduce(Clamp(x, -40.0, 710.0), out T r);
        T half = T.PowerOfTwo(n - 1.0);
        T result = T.FusedMultiplyAdd(half, Expm1Reduced(r), half - 0.5) * 2.0;
        return T.Select(T.LessThan(T.Abs(x), 5.551115123125783e-17), x, result);
    }

    /// <summary>n and r with x = n·log 2 + r, for |x| ≤ 1100.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Reduce<T>(T x, out T r)
        where T : unmanaged, ILane<T>
    {
        T n = T.FusedMultiplyAdd(x, InverseLog2, Rounder) - Rounder;
        r = T.FusedMultiplyAdd(n, -Log2Low, T.FusedMultiplyAdd(n, -Log2High, x));
        return n;
    }

    /// <summary>eʳ − 1 for |r| ≤ log(2)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Expm1Reduced<T>(T r)
        where T : unmanaged, ILane<T> => T.FusedMultiplyAdd(r * r, ExpTail(r), r);

    /// <summary>y·2ⁿ with one rounding, for integers −2044 ≤ n ≤ 2046.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Scale<T>(T y, T n)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T first = T.FusedMultiplyAdd(n, 0.5, Rounder) - Rounder;
        return y * T.PowerOfTwo(first) * T.PowerOfTwo(n - first);
    }

    /// <summary>x within bounds; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Clamp<T>(T x, double low, double high)
        where T : unmanaged, ILane<T>
    {
        T above = T.Select(T.LessThan(x, low), low, x);
        return T.Select(T.LessThan(high, above), high, above);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Wide<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T n = Reduce(Clamp(x, -746.0, 710.0), out T r);
        return Scale(Expm1Reduced(r) + 1.0, n);
    }

    /// <summary>(eʳ − 1 − r)/r² for |r| ≤ log(2)/2: interpolated at 10 Chebyshev nodes, relative error of eʳ below 2⁻⁵⁵.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpTail<T>(T r)
        where T : unmanaged, ILane<T>
    {
        T r2 = r * r;
        T p0 = T.FusedMultiplyAdd(r, 0.16666666666666669, 0.5000000000000001);
        T p1 = T.FusedMultiplyAdd(r, 0.008333333333330062, 0.04166666666662413);
        T p2 = T.FusedMultiplyAdd(r, 0.00019841269863053618, 0.0013888888917213717);
        T p3 = T.FusedMultiplyAdd(r, 2.7557268459997064e-06, 2.4801521295954376e-05);
        T p4 = T.FusedMultiplyAdd(r, 2.510038549551032e-08, 2.7620088445409746e-07);
        p0 = T.FusedMultiplyAdd(p1, r2, p0);
        p2 = T.FusedMultiplyAdd(p3, r2, p2);
        T r4 = r2 * r2;
        p0 = T.FusedMultiplyAdd(p2, r4, p0);
        T r8 = r4 * r4;
        p0 = T.FusedMultiplyAdd(p4, r8, p0);
        return p0;
    }
}
