using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbDsl;

/// <summary>Four numbers side by side in one 256-bit vector.</summary>
/// <remarks>Correct on every machine; fast where <see cref="Vector256.IsHardwareAccelerated"/> holds.</remarks>
/// <param name="value">The vector.</param>
public readonly struct Lane256(Vector256<double> value) : ILane<Lane256>, ILaneBits<Lane256>
{
    /// <summary>The vector.</summary>
    public Vector256<double> Value => vector;

    private readonly Vector256<double> vector = value;

    /// <inheritdoc/>
    public static int Width => 4;

    /// <inheritdoc/>
    public static Lane256 Zero => new(Vector256<double>.Zero);

    /// <inheritdoc/>
    public static Lane256 One => new(Vector256<double>.One);

    /// <summary>The same number in every place.</summary>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lane256(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator +(Lane256 x, Lane256 y) => new(x.vector + y.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator -(Lane256 x, Lane256 y) => new(x.vector - y.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator *(Lane256 x, Lane256 y) => new(x.vector * y.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator /(Lane256 x, Lane256 y) => new(x.vector / y.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator -(Lane256 x) => new(-x.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Get(Lane256 x, int index) => x.vector.GetElement(index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Load(ReadOnlySpan<double> values) => new(Vector256.Create(values));

    /// <inheritdoc/>
    /// <remarks>(x₀ + x₂) + (x₁ + x₃).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lane256 x)
    {
        Vector128<double> pair = x.vector.GetLower() + x.vector.GetUpper();
        return pair.ToScalar() + pair.GetElement(1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 FusedMultiplyAdd(Lane256 x, Lane256 y, Lane256 z) => new(Vector256.FusedMultiplyAdd(x.vector, y.vector, z.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Sqrt(Lane256 x) => new(Vector256.Sqrt(x.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Abs(Lane256 x) => new(Vector256.Abs(x.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Floor(Lane256 x) => new(Vector256.Floor(x.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Ceiling(Lane256 x) => new(Vector256.Ceiling(x.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Min(Lane256 x, Lane256 y) => new(Vector256.Min(x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Max(Lane256 x, Lane256 y) => new(Vector256.Max(x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LessThan(Lane256 x, Lane256 y) => new(Vector256.LessThan(x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LessThanOrEqual(Lane256 x, Lane256 y) => new(Vector256.LessThanOrEqual(x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Equal(Lane256 x, Lane256 y) => new(Vector256.Equals(x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 And(Lane256 maskX, Lane256 maskY) => new(maskX.vector & maskY.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Or(Lane256 maskX, Lane256 maskY) => new(maskX.vector | maskY.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Not(Lane256 mask) => new(~mask.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Select(Lane256 mask, Lane256 x, Lane256 y) => new(Vector256.ConditionalSelect(mask.vector, x.vector, y.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Exp(Lane256 x)
    {
        Kernels.Exp(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Expm1(Lane256 x)
    {
        Kernels.Expm1(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Log(Lane256 x)
    {
        Kernels.Log(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Log1p(Lane256 x)
    {
        Kernels.Log1p(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Sinh(Lane256 x)
    {
        Kernels.Sinh(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Cosh(Lane256 x)
    {
        Kernels.Cosh(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Tanh(Lane256 x)
    {
        Kernels.Tanh(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LogGamma(Lane256 x)
    {
        Kernels.LogGamma(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Digamma(Lane256 x)
    {
        Kernels.Digamma(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Trigamma(Lane256 x)
    {
        Kernels.Trigamma(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Erf(Lane256 x)
    {
        Kernels.Erf(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Erfc(Lane256 x)
    {
        Kernels.Erfc(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 NormalCdf(Lane256 x)
    {
        Kernels.NormalCdf(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LogNormalCdf(Lane256 x)
    {
        Kernels.LogNormalCdf(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 NormalHazard(Lane256 x)
    {
        Kernels.NormalHazard(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Log1pExp(Lane256 x)
    {
        Kernels.Log1pExp(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Log1pExpMinusAbs(Lane256 x, out Lane256 exp)
    {
        Kernels.Log1pExpMinusAbs(new Lane256(x.vector), out exp, out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Log1mExp(Lane256 x)
    {
        Kernels.Log1mExp(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LogisticSigmoid(Lane256 x)
    {
        Kernels.LogisticSigmoid(new Lane256(x.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LogAddExp(Lane256 x, Lane256 y)
    {
        Kernels.LogAddExp(new Lane256(x.vector), new Lane256(y.vector), out Lane256 result);
        return result;
    }

    /// <inheritdoc/>
    public static Lane256 GammaLogQuantile(Lane256 shape, Lane256 score) => Elementwise.Map2<Lane256, GammaLogQuantileFunction>(shape, score);

    /// <inheritdoc/>
    public static Lane256 GammaLogQuantileSlope(Lane256 shape, Lane256 logZ) => GammaQuantileKernel.Slope(shape, logZ);

    /// <inheritdoc/>
    public static Lane256 BetaLogitQuantile(Lane256 alpha, Lane256 beta, Lane256 score) => Elementwise.Map3<Lane256, BetaLogitQuantileFunction>(alpha, beta, score);

    /// <inheritdoc/>
    public static Lane256 BetaLogitQuantileSlope(Lane256 alpha, Lane256 beta, Lane256 logit) => BetaQuantileKernel.Slope(alpha, beta, logit);

    /// <inheritdoc/>
    public static Lane256 Pow(Lane256 x, Lane256 y) => Elementwise.Map2<Lane256, PowFunction>(x, y);

    /// <inheritdoc/>
    public static Lane256 Sin(Lane256 x) => Elementwise.Map<Lane256, SinFunction>(x);

    /// <inheritdoc/>
    public static Lane256 Cos(Lane256 x) => Elementwise.Map<Lane256, CosFunction>(x);

    /// <inheritdoc/>
    public static Lane256 Tan(Lane256 x) => Elementwise.Map<Lane256, TanFunction>(x);

    /// <inheritdoc/>
    public static Lane256 Asin(Lane256 x) => Elementwise.Map<Lane256, AsinFunction>(x);

    /// <inheritdoc/>
    public static Lane256 Acos(Lane256 x) => Elementwise.Map<Lane256, AcosFunction>(x);

    /// <inheritdoc/>
    public static Lane256 Atan(Lane256 x) => Elementwise.Map<Lane256, AtanFunction>(x);

    /// <inheritdoc/>
    public static Lane256 Atan2(Lane256 y, Lane256 x) => Elementwise.Map2<Lane256, Atan2Function>(y, x);

    /// <inheritdoc/>
    public static Lane256 Asinh(Lane256 x) => Elementwise.Map<Lane256, AsinhFunction>(x);

    /// <inheritdoc/>
    public static Lane256 Acosh(Lane256 x) => Elementwise.Map<Lane256, AcoshFunction>(x);

    /// <inheritdoc/>
    public static Lane256 Atanh(Lane256 x) => Elementwise.Map<Lane256, AtanhFunction>(x);

    /// <inheritdoc/>
    public static Lane256 Cbrt(Lane256 x) => Elementwise.Map<Lane256, CbrtFunction>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256 ILaneBits<Lane256>.PowerOfTwo(Lane256 n) => new(((n.vector + Vector256.Create(LaneBits.ExponentShift)).AsInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256 ILaneBits<Lane256>.CopySign(Lane256 magnitude, Lane256 sign) => new(Vector256.CopySign(magnitude.vector, sign.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILaneBits<Lane256>.Any(Lane256 mask) => !Vector256.EqualsAll(mask.vector.AsInt64(), Vector256<long>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256 ILaneBits<Lane256>.SplitExponent(Lane256 x, out Lane256 mantissa)
    {
        Vector256<long> shifted = x.vector.AsInt64() + Vector256.Create(LaneBits.SplitOffset);
        mantissa = new(((shifted & Vector256.Create(LaneBits.FractionMask)) + Vector256.Create(LaneBits.RootHalf)).AsDouble());
        Vector256<long> biased = (shifted >>> 52) | Vector256.Create(LaneBits.IntegerMagic);
        return new(biased.AsDouble() - Vector256.Create(LaneBits.IntegerMagicBias));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256 ILaneBits<Lane256>.Map<TFunction>(Lane256 x) => new(Vector256.Create(
        TFunction.Apply(x.vector.GetElement(0)),
        TFunction.Apply(x.vector.GetElement(1)),
        TFunction.Apply(x.vector.GetElement(2)),
        TFunction.Apply(x.vector.GetElement(3))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256 ILaneBits<Lane256>.Map2<TFunction>(Lane256 x, Lane256 y) => new(Vector256.Create(
        TFunction.Apply(x.vector.GetElement(0), y.vector.GetElement(0)),
        TFunction.Apply(x.vector.GetElement(1), y.vector.GetElement(1)),
        TFunction.Apply(x.vector.GetElement(2), y.vector.GetElement(2)),
        TFunction.Apply(x.vector.GetElement(3), y.vector.GetElement(3))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256 ILaneBits<Lane256>.Map3<TFunction>(Lane256 x, Lane256 y, Lane256 z) => new(Vector256.Create(
        TFunction.Apply(x.vector.GetElement(0), y.vector.GetElement(0), z.vector.GetElement(0)),
        TFunction.Apply(x.vector.GetElement(1), y.vector.GetElement(1), z.vector.GetElement(1)),
        TFunction.Apply(x.vector.GetElement(2), y.vector.GetElement(2), z.vector.GetElement(2)),
        TFunction.Apply(x.vector.GetElement(3), y.vector.GetElement(3), z.vector.GetElement(3))));
}
