using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbDsl;

/// <summary>Eight numbers side by side in one 512-bit vector.</summary>
/// <remarks>Correct on every machine; fast where <see cref="Vector512.IsHardwareAccelerated"/> holds.</remarks>
/// <param name="value">The vector.</param>
public readonly struct Lane512(Vector512<double> value) : ILane<Lane512>, ILaneBits<Lane512>
{
    /// <summary>The vector.</summary>
    public Vector512<double> Value => vector;

    private readonly Vector512<double> vector = value;

    /// <inheritdoc/>
    public static int Width => 8;

    /// <inheritdoc/>
    public static Lane512 Zero => new(Vector512<double>.Zero);

    /// <inheritdoc/>
    public static Lane512 One => new(Vector512<double>.One);

    /// <summary>The same number in every place.</summary>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lane512(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator +(Lane512 x, Lane512 y) => new(x.vector + y.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator -(Lane512 x, Lane512 y) => new(x.vector - y.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator *(Lane512 x, Lane512 y) => new(x.vector * y.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator /(Lane512 x, Lane512 y) => new(x.vector / y.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator -(Lane512 x) => new(-x.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Get(Lane512 x, int index) => x.vector.GetElement(index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Load(ReadOnlySpan<double> values) => new(Vector512.Create(values));

    /// <inheritdoc/>
    /// <remarks>Upper and lower halves first, then as <see cref="Lane256.Sum"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lane512 x) => Lane256.Sum(new Lane256(x.vector.GetLower() + x.vector.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 FusedMultiplyAdd(Lane512 x, Lane512 y, Lane512 z) => new(Vector512.FusedMultiplyAdd(x.vector, y.vector, z.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Sqrt(Lane512 x) => new(Vector512.Sqrt(x.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Abs(Lane512 x) => new(Vector512.Abs(x.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Floor(Lane512 x) => new(Vector512.Floor(x.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Ceiling(Lane512 x) => new(Vector512.Ceiling(x.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Min(Lane512 x, Lane512 y) => new(Vector512.Min(x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Max(Lane512 x, Lane512 y) => new(Vector512.Max(x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 LessThan(Lane512 x, Lane512 y) => new(Vector512.LessThan(x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 LessThanOrEqual(Lane512 x, Lane512 y) => new(Vector512.LessThanOrEqual(x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Equal(Lane512 x, Lane512 y) => new(Vector512.Equals(x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 And(Lane512 maskX, Lane512 maskY) => new(maskX.vector & maskY.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Or(Lane512 maskX, Lane512 maskY) => new(maskX.vector | maskY.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Not(Lane512 mask) => new(~mask.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Select(Lane512 mask, Lane512 x, Lane512 y) => new(Vector512.ConditionalSelect(mask.vector, x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Exp(Lane512 x)
    {
        Kernels.Exp(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Expm1(Lane512 x)
    {
        Kernels.Expm1(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Log(Lane512 x)
    {
        Kernels.Log(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Log1p(Lane512 x)
    {
        Kernels.Log1p(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Sinh(Lane512 x)
    {
        Kernels.Sinh(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Cosh(Lane512 x)
    {
        Kernels.Cosh(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Tanh(Lane512 x)
    {
        Kernels.Tanh(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 LogGamma(Lane512 x)
    {
        Kernels.LogGamma(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Digamma(Lane512 x)
    {
        Kernels.Digamma(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Trigamma(Lane512 x)
    {
        Kernels.Trigamma(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Erf(Lane512 x)
    {
        Kernels.Erf(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Erfc(Lane512 x)
    {
        Kernels.Erfc(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 NormalCdf(Lane512 x)
    {
        Kernels.NormalCdf(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 LogNormalCdf(Lane512 x)
    {
        Kernels.LogNormalCdf(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 NormalHazard(Lane512 x)
    {
        Kernels.NormalHazard(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Log1pExp(Lane512 x)
    {
        Kernels.Log1pExp(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Log1pExpMinusAbs(Lane512 x, out Lane512 exp)
    {
        Kernels.Log1pExpMinusAbs(new Lane512(x.vector), out exp, out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Log1mExp(Lane512 x)
    {
        Kernels.Log1mExp(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 LogisticSigmoid(Lane512 x)
    {
        Kernels.LogisticSigmoid(new Lane512(x.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 LogAddExp(Lane512 x, Lane512 y)
    {
        Kernels.LogAddExp(new Lane512(x.vector), new Lane512(y.vector), out Lane512 result);
        return result;
    }

    /// <inheritdoc/>
    public static Lane512 GammaLogQuantile(Lane512 shape, Lane512 score) => Elementwise.Map2<Lane512, GammaLogQuantileFunction>(shape, score);

    /// <inheritdoc/>
    public static Lane512 GammaLogQuantileSlope(Lane512 shape, Lane512 logZ) => GammaQuantileKernel.Slope(shape, logZ);

    /// <inheritdoc/>
    public static Lane512 BetaLogitQuantile(Lane512 alpha, Lane512 beta, Lane512 score) => Elementwise.Map3<Lane512, BetaLogitQuantileFunction>(alpha, beta, score);

    /// <inheritdoc/>
    public static Lane512 BetaLogitQuantileSlope(Lane512 alpha, Lane512 beta, Lane512 logit) => BetaQuantileKernel.Slope(alpha, beta, logit);

    /// <inheritdoc/>
    public static Lane512 Pow(Lane512 x, Lane512 y) => Elementwise.Map2<Lane512, PowFunction>(x, y);

    /// <inheritdoc/>
    public static Lane512 Sin(Lane512 x) => Elementwise.Map<Lane512, SinFunction>(x);

    /// <inheritdoc/>
    public static Lane512 Cos(Lane512 x) => Elementwise.Map<Lane512, CosFunction>(x);

    /// <inheritdoc/>
    public static Lane512 Tan(Lane512 x) => Elementwise.Map<Lane512, TanFunction>(x);

    /// <inheritdoc/>
    public static Lane512 Asin(Lane512 x) => Elementwise.Map<Lane512, AsinFunction>(x);

    /// <inheritdoc/>
    public static Lane512 Acos(Lane512 x) => Elementwise.Map<Lane512, AcosFunction>(x);

    /// <inheritdoc/>
    public static Lane512 Atan(Lane512 x) => Elementwise.Map<Lane512, AtanFunction>(x);

    /// <inheritdoc/>
    public static Lane512 Atan2(Lane512 y, Lane512 x) => Elementwise.Map2<Lane512, Atan2Function>(y, x);

    /// <inheritdoc/>
    public static Lane512 Asinh(Lane512 x) => Elementwise.Map<Lane512, AsinhFunction>(x);

    /// <inheritdoc/>
    public static Lane512 Acosh(Lane512 x) => Elementwise.Map<Lane512, AcoshFunction>(x);

    /// <inheritdoc/>
    public static Lane512 Atanh(Lane512 x) => Elementwise.Map<Lane512, AtanhFunction>(x);

    /// <inheritdoc/>
    public static Lane512 Cbrt(Lane512 x) => Elementwise.Map<Lane512, CbrtFunction>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512 ILaneBits<Lane512>.PowerOfTwo(Lane512 n) => new(((n.vector + Vector512.Create(LaneBits.ExponentShift)).AsInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512 ILaneBits<Lane512>.CopySign(Lane512 magnitude, Lane512 sign) => new(Vector512.CopySign(magnitude.vector, sign.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILaneBits<Lane512>.Any(Lane512 mask) => !Vector512.EqualsAll(mask.vector.AsInt64(), Vector512<long>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512 ILaneBits<Lane512>.SplitExponent(Lane512 x, out Lane512 mantissa)
    {
        Vector512<long> shifted = x.vector.AsInt64() + Vector512.Create(LaneBits.SplitOffset);
        mantissa = new(((shifted & Vector512.Create(LaneBits.FractionMask)) + Vector512.Create(LaneBits.RootHalf)).AsDouble());
        Vector512<long> biased = (shifted >>> 52) | Vector512.Create(LaneBits.IntegerMagic);
        return new(biased.AsDouble() - Vector512.Create(LaneBits.IntegerMagicBias));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512 ILaneBits<Lane512>.Map<TFunction>(Lane512 x) => new(Vector512.Create(
        TFunction.Apply(x.vector.GetElement(0)),
        TFunction.Apply(x.vector.GetElement(1)),
        TFunction.Apply(x.vector.GetElement(2)),
        TFunction.Apply(x.vector.GetElement(3)),
        TFunction.Apply(x.vector.GetElement(4)),
        TFunction.Apply(x.vector.GetElement(5)),
        TFunction.Apply(x.vector.GetElement(6)),
        TFunction.Apply(x.vector.GetElement(7))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512 ILaneBits<Lane512>.Map2<TFunction>(Lane512 x, Lane512 y) => new(Vector512.Create(
        TFunction.Apply(x.vector.GetElement(0), y.vector.GetElement(0)),
        TFunction.Apply(x.vector.GetElement(1), y.vector.GetElement(1)),
        TFunction.Apply(x.vector.GetElement(2), y.vector.GetElement(2)),
        TFunction.Apply(x.vector.GetElement(3), y.vector.GetElement(3)),
        TFunction.Apply(x.vector.GetElement(4), y.vector.GetElement(4)),
        TFunction.Apply(x.vector.GetElement(5), y.vector.GetElement(5)),
        TFunction.Apply(x.vector.GetElement(6), y.vector.GetElement(6)),
        TFunction.Apply(x.vector.GetElement(7), y.vector.GetElement(7))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512 ILaneBits<Lane512>.Map3<TFunction>(Lane512 x, Lane512 y, Lane512 z) => new(Vector512.Create(
        TFunction.Apply(x.vector.GetElement(0), y.vector.GetElement(0), z.vector.GetElement(0)),
        TFunction.Apply(x.vector.GetElement(1), y.vector.GetElement(1), z.vector.GetElement(1)),
        TFunction.Apply(x.vector.GetElement(2), y.vector.GetElement(2), z.vector.GetElement(2)),
        TFunction.Apply(x.vector.GetElement(3), y.vector.GetElement(3), z.vector.GetElement(3)),
        TFunction.Apply(x.vector.GetElement(4), y.vector.GetElement(4), z.vector.GetElement(4)),
        TFunction.Apply(x.vector.GetElement(5), y.vector.GetElement(5), z.vector.GetElement(5)),
        TFunction.Apply(x.vector.GetElement(6), y.vector.GetElement(6), z.vector.GetElement(6)),
        TFunction.Apply(x.vector.GetElement(7), y.vector.GetElement(7), z.vector.GetElement(7))));
}
