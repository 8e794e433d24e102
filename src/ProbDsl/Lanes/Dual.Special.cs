using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <content>The functions of probability.</content>
internal readonly partial struct Dual<T>
{
    private const double TwoOverSqrtPi = 1.1283791670955126;
    private const double OneOverSqrtTwoPi = 0.3989422804014327;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> LogGamma(Dual<T> x) => new(T.LogGamma(x.primal), x.tangent * T.Digamma(x.primal));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Digamma(Dual<T> x) => new(T.Digamma(x.primal), x.tangent * T.Trigamma(x.primal));

    /// <inheritdoc/>
    public static Dual<T> Trigamma(Dual<T> x)
    {
        TetragammaKernel.Tetragamma(x.primal, out T slope);
        return new(T.Trigamma(x.primal), x.tangent * slope);
    }

    /// <summary>w = log z, with dw/dscore = φ(score)/g(w) for the density g(w) = zᵃ e⁻ᶻ/Γ(a).</summary>
    public static Dual<T> GammaLogQuantile(Dual<T> shape, Dual<T> score)
    {
        T w = T.GammaLogQuantile(shape.primal, score.primal);
        T logRatio = T.Exp(w) + T.LogGamma(shape.primal) - shape.primal * w - 0.5 * (score.primal * score.primal);
        return new(w, T.FusedMultiplyAdd(shape.tangent, T.GammaLogQuantileSlope(shape.primal, w), score.tangent * (OneOverSqrtTwoPi * T.Exp(logRatio))));
    }

    /// <inheritdoc/>
    public static Dual<T> GammaLogQuantileSlope(Dual<T> shape, Dual<T> logZ) => GammaQuantileKernel.Slope(shape, logZ);

    /// <summary>u = log(x/(1 − x)), with du/dscore = φ(score)/f(u) for the density f(u) = xᵃ (1 − x)ᵇ/B(a, b).</summary>
    public static Dual<T> BetaLogitQuantile(Dual<T> alpha, Dual<T> beta, Dual<T> score)
    {
        T a = alpha.primal, b = beta.primal;
        T u = T.BetaLogitQuantile(a, b, score.primal);
        T logBeta = T.LogGamma(a) + T.LogGamma(b) - T.LogGamma(a + b);
        T logRatio = logBeta + a * T.Log1pExp(-u) + b * T.Log1pExp(u) - 0.5 * (score.primal * score.primal);
        T inParameters = alpha.tangent * T.BetaLogitQuantileSlope(a, b, u) - beta.tangent * T.BetaLogitQuantileSlope(b, a, -u);
        return new(u, T.FusedMultiplyAdd(score.tangent, OneOverSqrtTwoPi * T.Exp(logRatio), inParameters));
    }

    /// <inheritdoc/>
    public static Dual<T> BetaLogitQuantileSlope(Dual<T> alpha, Dual<T> beta, Dual<T> logit) => BetaQuantileKernel.Slope(alpha, beta, logit);

    /// <inheritdoc/>
    public static Dual<T> Erf(Dual<T> x) => new(T.Erf(x.primal), x.tangent * TwoOverSqrtPi * T.Exp(-(x.primal * x.primal)));

    /// <inheritdoc/>
    public static Dual<T> Erfc(Dual<T> x) => new(T.Erfc(x.primal), -(x.tangent * TwoOverSqrtPi * T.Exp(-(x.primal * x.primal))));

    /// <inheritdoc/>
    public static Dual<T> NormalCdf(Dual<T> x)
        => new(T.NormalCdf(x.primal), x.tangent * OneOverSqrtTwoPi * T.Exp(x.primal * x.primal * -0.5));

    /// <inheritdoc/>
    public static Dual<T> LogNormalCdf(Dual<T> x) => new(T.LogNormalCdf(x.primal), x.tangent * T.NormalHazard(x.primal));

    /// <summary>h = φ/Φ, with h′ = −h·(x + h).</summary>
    /// <remarks>
    /// Below −50, where x + h ≈ 1/|x| would cancel, h′ comes from the reciprocal of the asymptotic series of Mills' ratio (Abramowitz and
    /// Stegun 26.2.12): with v = x⁻², h = |x|·(1 + v − 2v² + 10v³ − 74v⁴ + 706v⁵ − …), whose derivative errs by less than 4·10⁻¹⁶ there.
    /// </remarks>
    public static Dual<T> NormalHazard(Dual<T> x)
    {
        T value = T.NormalHazard(x.primal);
        T v = 1.0 / (x.primal * x.primal);
        T series = T.FusedMultiplyAdd(v, -6354.0, 518.0);
        series = T.FusedMultiplyAdd(-v, series, 50.0);
        series = T.FusedMultiplyAdd(-v, series, 6.0);
        series = T.FusedMultiplyAdd(-v, series, 1.0);
        series = T.FusedMultiplyAdd(v, series, -1.0);
        return new(value, x.tangent * T.Select(T.LessThan(x.primal, -50.0), series, -(value * (x.primal + value))));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Log1pExp(Dual<T> x)
    {
        T log = T.Log1pExpMinusAbs(x.primal, out T t);
        T slope = T.Select(T.LessThan(x.primal, T.Zero), t, 1.0) / (t + 1.0);
        return new(T.Select(T.LessThan(T.Zero, x.primal), x.primal, T.Zero) + log, x.tangent * slope);
    }

    /// <summary>log(1 + t) and t = e^−|x|; at 0 the derivatives from above, as of <see cref="Abs"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="exp">t.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Log1pExpMinusAbs(Dual<T> x, out Dual<T> exp)
    {
        T value = T.Log1pExpMinusAbs(x.primal, out T t);
        T slope = t * T.Select(T.LessThanOrEqual(T.Zero, x.primal), -x.tangent, x.tangent);
        exp = new(t, slope);
        return new(value, slope / (t + 1.0));
    }

    /// <inheritdoc/>
    public static Dual<T> Log1mExp(Dual<T> x) => new(T.Log1mExp(x.primal), x.tangent / T.Expm1(x.primal));

    /// <summary>s = 1/(1 + e⁻ˣ), with s′ = s·(1 − s), where t = e^−|x| gives both factors without cancellation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> LogisticSigmoid(Dual<T> x)
    {
        T t = T.Exp(-T.Abs(x.primal));
        T sum = t + 1.0;
        return new(T.Select(T.LessThan(x.primal, T.Zero), t, 1.0) / sum, x.tangent * t / (sum * sum));
    }

    /// <summary>log(eˣ + eʸ), whose slopes are the logistic functions of ±(x − y); ½ each where both are −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> LogAddExp(Dual<T> x, Dual<T> y)
    {
        T difference = T.Select(T.Equal(x.primal, y.primal), T.Zero, x.primal - y.primal);
        T log = T.Log1pExpMinusAbs(difference, out T t);
        T below = T.LessThan(x.primal, y.primal);
        T larger = T.Select(below, y.primal, x.primal);
        T slope = T.FusedMultiplyAdd(t, T.Select(below, x.tangent, y.tangent), T.Select(below, y.tangent, x.tangent));
        return new(larger + log, slope / (t + 1.0));
    }
}
