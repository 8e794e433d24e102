using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbDsl;

/// <summary>One number: the ordinary program.</summary>
/// <remarks>Masks and selections go through the low place of a 128-bit vector, so that they stay free of branches.</remarks>
/// <param name="value">The number.</param>
public readonly struct Scalar(double value) : ILane<Scalar>, ILaneBits<Scalar>
{
    /// <summary>The number.</summary>
    public double Value => number;

    private readonly double number = value;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static Scalar Zero => new(0.0);

    /// <inheritdoc/>
    public static Scalar One => new(1.0);

    /// <summary>The number as a lane.</summary>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Scalar(double value) => new(value);

    /// <summary>The number.</summary>
    /// <param name="x">The lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static explicit operator double(Scalar x) => x.number;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator +(Scalar x, Scalar y) => new(x.number + y.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator -(Scalar x, Scalar y) => new(x.number - y.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator *(Scalar x, Scalar y) => new(x.number * y.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator /(Scalar x, Scalar y) => new(x.number / y.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar operator -(Scalar x) => new(-x.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Get(Scalar x, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(index, 0);
        return x.number;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Load(ReadOnlySpan<double> values) => new(values[0]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Scalar x) => x.number;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar FusedMultiplyAdd(Scalar x, Scalar y, Scalar z) => new(Math.FusedMultiplyAdd(x.number, y.number, z.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Sqrt(Scalar x) => new(Math.Sqrt(x.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Abs(Scalar x) => new(Math.Abs(x.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Floor(Scalar x) => new(Math.Floor(x.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Ceiling(Scalar x) => new(Math.Ceiling(x.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Min(Scalar x, Scalar y) => new(Math.Min(x.number, y.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Max(Scalar x, Scalar y) => new(Math.Max(x.number, y.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar LessThan(Scalar x, Scalar y) => new(Vector128.LessThan(Vector128.CreateScalarUnsafe(x.number), Vector128.CreateScalarUnsafe(y.number)).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar LessThanOrEqual(Scalar x, Scalar y) => new(Vector128.LessThanOrEqual(Vector128.CreateScalarUnsafe(x.number), Vector128.CreateScalarUnsafe(y.number)).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Equal(Scalar x, Scalar y) => new(Vector128.Equals(Vector128.CreateScalarUnsafe(x.number), Vector128.CreateScalarUnsafe(y.number)).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar And(Scalar maskX, Scalar maskY) => new((Vector128.CreateScalarUnsafe(maskX.number) & Vector128.CreateScalarUnsafe(maskY.number)).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Or(Scalar maskX, Scalar maskY) => new((Vector128.CreateScalarUnsafe(maskX.number) | Vector128.CreateScalarUnsafe(maskY.number)).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Not(Scalar mask) => new((~Vector128.CreateScalarUnsafe(mask.number)).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Select(Scalar mask, Scalar x, Scalar y) => new(Vector128.ConditionalSelect(Vector128.CreateScalarUnsafe(mask.number), Vector128.CreateScalarUnsafe(x.number), Vector128.CreateScalarUnsafe(y.number)).ToScalar());

    /// <inheritdoc/>
    public static Scalar Exp(Scalar x) => Kernels.Exp(x);

    /// <inheritdoc/>
    public static Scalar Expm1(Scalar x) => Kernels.Expm1(x);

    /// <inheritdoc/>
    public static Scalar Log(Scalar x) => Kernels.Log(x);

    /// <inheritdoc/>
    public static Scalar Log1p(Scalar x) => Kernels.Log1p(x);

    /// <inheritdoc/>
    public static Scalar Sinh(Scalar x) => Kernels.Sinh(x);

    /// <inheritdoc/>
    public static Scalar Cosh(Scalar x) => Kernels.Cosh(x);

    /// <inheritdoc/>
    public static Scalar Tanh(Scalar x) => Kernels.Tanh(x);

    /// <inheritdoc/>
    public static Scalar LogGamma(Scalar x) => Kernels.LogGamma(x);

    /// <inheritdoc/>
    public static Scalar Digamma(Scalar x) => Kernels.Digamma(x);

    /// <inheritdoc/>
    public static Scalar Trigamma(Scalar x) => Kernels.Trigamma(x);

    /// <inheritdoc/>
    public static Scalar Erf(Scalar x) => Kernels.Erf(x);

    /// <inheritdoc/>
    public static Scalar Erfc(Scalar x) => Kernels.Erfc(x);

    /// <inheritdoc/>
    public static Scalar NormalCdf(Scalar x) => Kernels.NormalCdf(x);

    /// <inheritdoc/>
    public static Scalar LogNormalCdf(Scalar x) => Kernels.LogNormalCdf(x);

    /// <inheritdoc/>
    public static Scalar NormalHazard(Scalar x) => Kernels.NormalHazard(x);

    /// <inheritdoc/>
    public static Scalar Log1pExp(Scalar x) => Kernels.Log1pExp(x);

    /// <inheritdoc/>
    public static Scalar Log1pExpMinusAbs(Scalar x, out Scalar exp) => Kernels.Log1pExpMinusAbs(x, out exp);

    /// <inheritdoc/>
    public static Scalar Log1mExp(Scalar x) => Kernels.Log1mExp(x);

    /// <inheritdoc/>
    public static Scalar LogisticSigmoid(Scalar x) => Kernels.LogisticSigmoid(x);

    /// <inheritdoc/>
    public static Scalar LogAddExp(Scalar x, Scalar y) => Kernels.LogAddExp(x, y);

    /// <inheritdoc/>
    public static Scalar GammaLogQuantile(Scalar shape, Scalar score) => Elementwise.Map2<Scalar, GammaLogQuantileFunction>(shape, score);

    /// <inheritdoc/>
    public static Scalar GammaLogQuantileSlope(Scalar shape, Scalar logZ) => GammaQuantileKernel.Slope(shape, logZ);

    /// <inheritdoc/>
    public static Scalar BetaLogitQuantile(Scalar alpha, Scalar beta, Scalar score) => Elementwise.Map3<Scalar, BetaLogitQuantileFunction>(alpha, beta, score);

    /// <inheritdoc/>
    public static Scalar BetaLogitQuantileSlope(Scalar alpha, Scalar beta, Scalar logit) => BetaQuantileKernel.Slope(alpha, beta, logit);

    /// <inheritdoc/>
    public static Scalar Pow(Scalar x, Scalar y) => new(Math.Pow(x.number, y.number));

    /// <inheritdoc/>
    public static Scalar Sin(Scalar x) => new(Math.Sin(x.number));

    /// <inheritdoc/>
    public static Scalar Cos(Scalar x) => new(Math.Cos(x.number));

    /// <inheritdoc/>
    public static Scalar Tan(Scalar x) => new(Math.Tan(x.number));

    /// <inheritdoc/>
    public static Scalar Asin(Scalar x) => new(Math.Asin(x.number));

    /// <inheritdoc/>
    public static Scalar Acos(Scalar x) => new(Math.Acos(x.number));

    /// <inheritdoc/>
    public static Scalar Atan(Scalar x) => new(Math.Atan(x.number));

    /// <inheritdoc/>
    public static Scalar Atan2(Scalar y, Scalar x) => new(Math.Atan2(y.number, x.number));

    /// <inheritdoc/>
    public static Scalar Asinh(Scalar x) => new(Math.Asinh(x.number));

    /// <inheritdoc/>
    public static Scalar Acosh(Scalar x) => new(Math.Acosh(x.number));

    /// <inheritdoc/>
    public static Scalar Atanh(Scalar x) => new(Math.Atanh(x.number));

    /// <inheritdoc/>
    public static Scalar Cbrt(Scalar x) => new(Math.Cbrt(x.number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar ILaneBits<Scalar>.PowerOfTwo(Scalar n) => new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(n.number + LaneBits.ExponentShift) << 52));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar ILaneBits<Scalar>.CopySign(Scalar magnitude, Scalar sign) => new(Math.CopySign(magnitude.number, sign.number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILaneBits<Scalar>.Any(Scalar mask) => BitConverter.DoubleToInt64Bits(mask.number) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar ILaneBits<Scalar>.SplitExponent(Scalar x, out Scalar mantissa)
    {
        long shifted = BitConverter.DoubleToInt64Bits(x.number) + LaneBits.SplitOffset;
        mantissa = new(BitConverter.Int64BitsToDouble((shifted & LaneBits.FractionMask) + LaneBits.RootHalf));
        long biased = (shifted >>> 52) | LaneBits.IntegerMagic;
        return new(BitConverter.Int64BitsToDouble(biased) - LaneBits.IntegerMagicBias);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar ILaneBits<Scalar>.Map<TFunction>(Scalar x) => new(TFunction.Apply(x.number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar ILaneBits<Scalar>.Map2<TFunction>(Scalar x, Scalar y) => new(TFunction.Apply(x.number, y.number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar ILaneBits<Scalar>.Map3<TFunction>(Scalar x, Scalar y, Scalar z) => new(TFunction.Apply(x.number, y.number, z.number));
}
