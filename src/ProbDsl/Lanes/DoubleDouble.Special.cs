namespace ProbDsl;

/// <content>Arithmetic in log space to all digits; the functions of probability to those of <typeparamref name="T"/>.</content>
internal readonly partial struct DoubleDouble<T>
{
    /// <inheritdoc/>
    public static DoubleDouble<T> LogGamma(DoubleDouble<T> x) => Plain(T.LogGamma(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Digamma(DoubleDouble<T> x) => Plain(T.Digamma(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Trigamma(DoubleDouble<T> x) => Plain(T.Trigamma(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> GammaLogQuantile(DoubleDouble<T> shape, DoubleDouble<T> score) => Plain(T.GammaLogQuantile(shape._high, score._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> GammaLogQuantileSlope(DoubleDouble<T> shape, DoubleDouble<T> logZ) => Plain(T.GammaLogQuantileSlope(shape._high, logZ._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> BetaLogitQuantile(DoubleDouble<T> alpha, DoubleDouble<T> beta, DoubleDouble<T> score)
        => Plain(T.BetaLogitQuantile(alpha._high, beta._high, score._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> BetaLogitQuantileSlope(DoubleDouble<T> alpha, DoubleDouble<T> beta, DoubleDouble<T> logit)
        => Plain(T.BetaLogitQuantileSlope(alpha._high, beta._high, logit._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Erf(DoubleDouble<T> x) => Plain(T.Erf(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Erfc(DoubleDouble<T> x) => Plain(T.Erfc(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> NormalCdf(DoubleDouble<T> x) => Plain(T.NormalCdf(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> LogNormalCdf(DoubleDouble<T> x) => Plain(T.LogNormalCdf(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> NormalHazard(DoubleDouble<T> x) => Plain(T.NormalHazard(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Log1pExp(DoubleDouble<T> x) => Select(LessThan(Zero, x), x, Zero) + Log1pExpMinusAbs(x, out _);

    /// <inheritdoc/>
    public static DoubleDouble<T> Log1pExpMinusAbs(DoubleDouble<T> x, out DoubleDouble<T> exp)
    {
        exp = Exp(-Abs(x));
        return Log1p(exp);
    }

    /// <inheritdoc/>
    public static DoubleDouble<T> Log1mExp(DoubleDouble<T> x) => Select(LessThan(x, LogTwo), Log(-Expm1(-x)), Log1p(-Exp(-x)));

    /// <inheritdoc/>
    public static DoubleDouble<T> LogisticSigmoid(DoubleDouble<T> x)
    {
        DoubleDouble<T> exp = Exp(-Abs(x));
        return Select(LessThan(x, Zero), exp, One) / (exp + One);
    }

    /// <inheritdoc/>
    public static DoubleDouble<T> LogAddExp(DoubleDouble<T> x, DoubleDouble<T> y)
    {
        DoubleDouble<T> difference = Select(Equal(x, y), Zero, x - y);
        return Max(x, y) + Log1pExpMinusAbs(difference, out _);
    }
}
