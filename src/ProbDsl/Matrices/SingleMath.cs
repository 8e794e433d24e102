using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>Elementary functions of registers of single precision, where those of the run-time go by way of double precision.</summary>
internal static class SingleMath<TPack, T>
    where TPack : unmanaged, IVectorPack<TPack, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// eˣ = 2ⁿ·eʳ with |r| ≤ ½ log 2, log 2 in two parts and eʳ by a polynomial (Moshier, Cephes: expf), within 2 units in the last place. Below e⁻⁸⁷, where numbers
    /// lose digits, it is 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Exp(TPack x)
    {
        // 2ⁿ in two factors: n may be 128. NaN fails both comparisons and stays.
        TPack e = Reduced(x, out TPack n), half = TPack.Floor(0.5 * n);
        e = TPack.Scale(TPack.Scale(e, half), n - half);
        return TPack.Select(TPack.LessThan(x, -87.0), 0.0, TPack.Select(TPack.LessThan(88.72283, x), double.PositiveInfinity, e));
    }

    /// <summary>As <see cref="Exp"/>, for x ≤ 0: no power of two is too large, so that one factor is enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack ExpOfNegative(TPack x)
    {
        TPack e = Reduced(x, out TPack n);
        return TPack.Select(TPack.LessThan(x, -87.0), 0.0, TPack.Scale(e, n));
    }

    /// <summary>log(1 + x) for 0 ≤ x ≤ 1: 2·artanh s with s = x/(2 + x) ≤ ⅓, whose series is cut off where s¹⁷/17 is below 1e-9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Log1pOfUnit(TPack x)
    {
        TPack s = x / (2.0 + x), z = s * s;
        TPack p = TPack.MultiplyAdd(2.0 / 15, z, 2.0 / 13);
        p = TPack.MultiplyAdd(p, z, 2.0 / 11);
        p = TPack.MultiplyAdd(p, z, 2.0 / 9);
        p = TPack.MultiplyAdd(p, z, 2.0 / 7);
        p = TPack.MultiplyAdd(p, z, 2.0 / 5);
        p = TPack.MultiplyAdd(p, z, 2.0 / 3);
        p = TPack.MultiplyAdd(p, z, 2.0);
        return s * p;
    }

    // eʳ and n.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Reduced(TPack x, out TPack n)
    {
        n = TPack.Floor(TPack.MultiplyAdd(x, 1.44269504088896341, 0.5));
        TPack r = TPack.MultiplyAdd(n, -0.693359375, x);
        r = TPack.MultiplyAdd(n, 2.12194440e-4, r);
        TPack p = TPack.MultiplyAdd(1.9875691500e-4, r, 1.3981999507e-3);
        p = TPack.MultiplyAdd(p, r, 8.3334519073e-3);
        p = TPack.MultiplyAdd(p, r, 4.1665795894e-2);
        p = TPack.MultiplyAdd(p, r, 1.6666665459e-1);
        p = TPack.MultiplyAdd(p, r, 5.0000001201e-1);
        return TPack.MultiplyAdd(p, r * r, r) + 1.0;
    }
}
