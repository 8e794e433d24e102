using System.Runtime.CompilerServices;

namespace ProbDsl;

// Functions: by RowMath in registers, else number by number.
internal readonly partial struct PackLane<TPack, TNumber>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Expm1(PackLane<TPack, TNumber> x)
    {
        // eˣ − 1 = −eˣ·(e⁻ˣ − 1), so that the argument is never above 0.
        TPack below = RowMath<TPack, TNumber>.Expm1(-TPack.Abs(x._pack));
        return new(TPack.Select(TPack.LessThan(0.0, x._pack), -below * TPack.Exp(x._pack), below));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Log1p(PackLane<TPack, TNumber> x) => new(RowMath<TPack, TNumber>.Log1p(x._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Tanh(PackLane<TPack, TNumber> x) => new(RowMath<TPack, TNumber>.Tanh(x._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Log1pExp(PackLane<TPack, TNumber> x) => new(RowMath<TPack, TNumber>.Log1pExp(x._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> LogisticSigmoid(PackLane<TPack, TNumber> x) => new(RowMath<TPack, TNumber>.Sigmoid(x._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Log1pExpMinusAbs(PackLane<TPack, TNumber> x, out PackLane<TPack, TNumber> exp)
    {
        exp = new(RowMath<TPack, TNumber>.ExpMinusAbs(x._pack));
        return new(RowMath<TPack, TNumber>.Log1pOfUnit(exp._pack));
    }

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Sin(PackLane<TPack, TNumber> x) => Map<SinFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Cos(PackLane<TPack, TNumber> x) => Map<CosFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Tan(PackLane<TPack, TNumber> x) => Map<TanFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Asin(PackLane<TPack, TNumber> x) => Map<AsinFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Acos(PackLane<TPack, TNumber> x) => Map<AcosFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Atan(PackLane<TPack, TNumber> x) => Map<AtanFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Asinh(PackLane<TPack, TNumber> x) => Map<AsinhFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Acosh(PackLane<TPack, TNumber> x) => Map<AcoshFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Atanh(PackLane<TPack, TNumber> x) => Map<AtanhFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Cbrt(PackLane<TPack, TNumber> x) => Map<CbrtFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Sinh(PackLane<TPack, TNumber> x) => Map<SinhFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Cosh(PackLane<TPack, TNumber> x) => Map<CoshFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> LogGamma(PackLane<TPack, TNumber> x) => Map<LogGammaFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Digamma(PackLane<TPack, TNumber> x) => Map<DigammaFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Trigamma(PackLane<TPack, TNumber> x) => Map<TrigammaFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Erf(PackLane<TPack, TNumber> x) => Map<ErfFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Erfc(PackLane<TPack, TNumber> x) => Map<ErfcFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> NormalCdf(PackLane<TPack, TNumber> x) => Map<NormalCdfFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> LogNormalCdf(PackLane<TPack, TNumber> x) => Map<LogNormalCdfFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> NormalHazard(PackLane<TPack, TNumber> x) => Map<NormalHazardFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Log1mExp(PackLane<TPack, TNumber> x) => Map<Log1mExpFunction>(x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Pow(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => Map2<PowFunction>(x, y);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Atan2(PackLane<TPack, TNumber> y, PackLane<TPack, TNumber> x) => Map2<Atan2Function>(y, x);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> LogAddExp(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => Map2<LogAddExpFunction>(x, y);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> GammaLogQuantile(PackLane<TPack, TNumber> shape, PackLane<TPack, TNumber> score) => Map2<GammaLogQuantileFunction>(shape, score);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> GammaLogQuantileSlope(PackLane<TPack, TNumber> shape, PackLane<TPack, TNumber> logZ) => Map2<GammaLogQuantileSlopeFunction>(shape, logZ);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> BetaLogitQuantile(PackLane<TPack, TNumber> alpha, PackLane<TPack, TNumber> beta, PackLane<TPack, TNumber> score) => Map3<BetaLogitQuantileFunction>(alpha, beta, score);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> BetaLogitQuantileSlope(PackLane<TPack, TNumber> alpha, PackLane<TPack, TNumber> beta, PackLane<TPack, TNumber> logit) => Map3<BetaLogitQuantileSlopeFunction>(alpha, beta, logit);

    private static PackLane<TPack, TNumber> Map<TFunction>(PackLane<TPack, TNumber> x)
        where TFunction : IFunction => Map3<OfFirst<TFunction>>(x, x, x);

    private static PackLane<TPack, TNumber> Map2<TFunction>(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y)
        where TFunction : IFunction2 => Map3<OfFirstTwo<TFunction>>(x, y, y);

    private static PackLane<TPack, TNumber> Map3<TFunction>(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y, PackLane<TPack, TNumber> z)
        where TFunction : IFunction3
    {
        Span<TNumber> room = stackalloc TNumber[TPack.Count];
        for (int i = 0; i < room.Length; i++)
        {
            room[i] = TNumber.CreateTruncating(TFunction.Apply(Get(x, i), Get(y, i), Get(z, i)));
        }

        return new(TPack.Load(in room[0], 0));
    }
}
