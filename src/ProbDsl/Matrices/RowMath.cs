using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>Elementary functions of registers, made of exponential and logarithm, in single and double precision.</summary>
internal static class RowMath<TPack, T>
    where TPack : unmanaged, IVectorPack<TPack, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>1/(1 + e⁻ˣ), by e^−|x|, which does not overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Sigmoid(TPack x)
    {
        TPack e = ExpMinusAbs(x);
        return TPack.Select(TPack.LessThan(x, 0.0), e, 1.0) / (1.0 + e);
    }

    /// <summary>e^−|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack ExpMinusAbs(TPack x) => typeof(T) == typeof(float) ? SingleMath<TPack, T>.ExpOfNegative(-TPack.Abs(x)) : TPack.Exp(-TPack.Abs(x));

    /// <summary>log(1 + x): the error that 1 + x makes is made good by x/((1 + x) − 1) (Kahan).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Log1p(TPack x)
    {
        TPack u = 1.0 + x, d = u - 1.0;
        return TPack.Select(TPack.Equal(d, 0.0), x, TPack.Log(u) * (x / d));
    }

    /// <summary>The same for 0 ≤ x ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Log1pOfUnit(TPack x) => typeof(T) == typeof(float) ? SingleMath<TPack, T>.Log1pOfUnit(x) : Log1p(x);

    /// <summary>log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|), which does not overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Log1pExp(TPack x) => TPack.Max(x, 0.0) + Log1pOfUnit(ExpMinusAbs(x));

    /// <summary>tanh x: a rational function about 0 (Moshier, Cephes), 1 − 2/(e^2|x| + 1) beyond 5/8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Tanh(TPack x)
    {
        TPack size = TPack.Abs(x), z = x * x;
        TPack p = (-9.64399179425052238628e-1 * z - 9.92877231001918586564e1) * z - 1.61468768441708447952e3;
        TPack q = ((z + 1.12811678491632931402e2) * z + 2.23548839060100448583e3) * z + 4.84406305325125486048e3;
        TPack far = 1.0 - 2.0 / (TPack.Exp(2.0 * size) + 1.0);
        return TPack.Select(TPack.LessThan(size, 0.625), x + x * z * (p / q), TPack.Select(TPack.LessThan(x, 0.0), -far, far));
    }

    /// <summary>eˣ − 1 for x ≤ 0, as 2t/(1 − t) with t = tanh(x/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Expm1(TPack x)
    {
        TPack t = Tanh(0.5 * x);
        return 2.0 * t / (1.0 - t);
    }
}
