namespace ProbDsl.Generators;

/// <summary>The words in which laws and KL terms are written, so that a row of a table reads like its formula.</summary>
internal static class Formula
{
    /// <summary>½ log 2π.</summary>
    public const double HalfLogTwoPi = 0.91893853320467274;

    /// <summary>½ log(2/π).</summary>
    public const double HalfLogTwoOverPi = -0.22579135264472743;

    /// <summary>log π.</summary>
    public const double LogPi = 1.1447298858494002;

    /// <summary>log 2.</summary>
    public const double LogTwo = 0.69314718055994531;

    /// <summary>√½.</summary>
    public const double SqrtHalf = 0.70710678118654752;

    /// <summary>√(2/π).</summary>
    public const double SqrtTwoOverPi = 0.79788456080286536;

    /// <summary>Euler's constant γ = −ψ(1).</summary>
    public const double EulerGamma = 0.57721566490153286;

    public static Expr Exp(Expr x) => ElementaryRules.Of(Op.Exp, x);

    public static Expr Expm1(Expr x) => ElementaryRules.Of(Op.Expm1, x);

    public static Expr Log(Expr x) => ElementaryRules.Of(Op.Log, x);

    public static Expr Log1p(Expr x) => ElementaryRules.Of(Op.Log1p, x);

    public static Expr Sqrt(Expr x) => ElementaryRules.Of(Op.Sqrt, x);

    public static Expr Square(Expr x) => ElementaryRules.Of(Op.Square, x);

    public static Expr Abs(Expr x) => ElementaryRules.Of(Op.Abs, x);

    public static Expr Sign(Expr x) => ElementaryRules.Of(Op.Sign, x);

    public static Expr Min(Expr x, Expr y) => ElementaryRules.Of(Op.Min, x, y);

    public static Expr Max(Expr x, Expr y) => ElementaryRules.Of(Op.Max, x, y);

    public static Expr Sin(Expr x) => ElementaryRules.Of(Op.Sin, x);

    public static Expr Atan(Expr x) => ElementaryRules.Of(Op.Atan, x);

    public static Expr Atan2(Expr y, Expr x) => ElementaryRules.Of(Op.Atan2, y, x);

    public static Expr LogGamma(Expr x) => ElementaryRules.Of(Op.LogGamma, x);

    public static Expr Digamma(Expr x) => ElementaryRules.Of(Op.Digamma, x);

    /// <summary>log z of a Gamma(shape, rate 1) law at the probability Φ(score).</summary>
    public static Expr GammaLogQuantile(Expr shape, Expr score) => ElementaryRules.Of(Op.GammaLogQuantile, shape, score);

    /// <summary>The logit of a Beta(alpha, beta) law at the probability Φ(score).</summary>
    public static Expr BetaLogitQuantile(Expr alpha, Expr beta, Expr score) => ElementaryRules.Of(Op.BetaLogitQuantile, alpha, beta, score);

    public static Expr LogisticSigmoid(Expr x) => ElementaryRules.Of(Op.LogisticSigmoid, x);

    public static Expr Erf(Expr x) => ElementaryRules.Of(Op.Erf, x);

    public static Expr NormalCdf(Expr x) => ElementaryRules.Of(Op.NormalCdf, x);

    public static Expr LogNormalCdf(Expr x) => ElementaryRules.Of(Op.LogNormalCdf, x);

    public static Expr Log1pExp(Expr x) => ElementaryRules.Of(Op.Log1pExp, x);

    /// <summary>log(1 − e⁻ˣ).</summary>
    public static Expr Log1mExp(Expr x) => ElementaryRules.Of(Op.Log1mExp, x);

    public static Expr Less(Expr x, Expr y) => ElementaryRules.Of(Op.Less, x, y);

    public static Expr LessOrEqual(Expr x, Expr y) => ElementaryRules.Of(Op.LessOrEqual, x, y);

    public static Expr Equal(Expr x, Expr y) => ElementaryRules.Of(Op.Equal, x, y);

    public static Expr And(Expr x, Expr y) => ElementaryRules.Of(Op.And, x, y);

    public static Expr Or(Expr x, Expr y) => ElementaryRules.Of(Op.Or, x, y);

    public static Expr Choose(Expr condition, Expr then, Expr otherwise) => new Select(condition, then, otherwise);

    /// <summary>(x − location) · (1/scale): the reciprocal stands alone so that it is taken out of loops.</summary>
    public static Expr Standardise(Expr x, Expr location, Expr scale) => (x - location) * (1 / scale);

    /// <summary>count · value for a count that is data, and 0 where the count is 0 even if the value is infinite: 0 log 0 = 0.</summary>
    public static Expr Times(Expr count, Expr value) => Choose(Equal(count, 0), 0, count * value);

    /// <summary>log(sinh(x/2)/(x/2)), an even function that is 0 at 0.</summary>
    /// <remarks>
    /// Below ½ its series Σ B₂ₙ x²ⁿ/(2n (2n)!), whose first term left out is 3e-19, so that the slope has its digits there; beyond, |x|/2 + log(1 − e^−|x|) − log|x|.
    /// The clamp keeps the logarithm of 0 out of the derivatives.
    /// </remarks>
    public static Expr LogSinhc(Expr x)
    {
        Expr h = Abs(x), s = x * x, far = Max(h, 0.5);
        Expr series = s * ((1.0 / 24) - (s * ((1.0 / 2880) - (s * ((1.0 / 181440) - (s * ((1.0 / 9676800) - (s * ((1.0 / 479001600) - (s * ((691.0 / 15692092416000) - (s * (1.0 / 1046139494400)))))))))))));
        return Choose(Less(h, 0.5), series, (0.5 * far) + Log1mExp(far) - Log(far));
    }

    /// <summary>
    /// log Γ(a + n) − log Γ(a) for a &gt; 0, n ≥ 0, without the cancellation of two large log Γ: relative to max(1, n log a) it is exact to rounding for any a.
    /// </summary>
    /// <remarks>
    /// Γ(y) = Γ(y + 10)/P(y) with P(y) = y(y+1)…(y+9). Both arguments are then ≥ 10, where Stirling's series
    /// log Γ(y) = (y − ½) log y − y + ½ log 2π + S(y), S(y) = 1/(12y) − 1/(360y³) + …, is good to 1e-15; with b = A + n, A = a + 10:
    /// (b − ½) log b − (A − ½) log A − n = (b − ½) log(1 + n/A) + n log A − n.
    /// </remarks>
    public static Expr LogGammaRatio(Expr a, Expr n)
    {
        Expr from = a + 10;
        Expr to = a + n + 10;
        return ((to - 0.5) * Log1p(n / from)) + (n * (Log(from) - 1))
            + (StirlingRest(to) - StirlingRest(from))
            + Log(TenFactors(a) / TenFactors(a + n));
    }

    // y(y+1)…(y+9) in pairs: (y + k)(y + 9 − k) = t + k(9 − k) with t = y² + 9y.
    private static Expr TenFactors(Expr y)
    {
        Expr t = y * (y + 9);
        return t * (t + 8) * (t + 14) * (t + 18) * (t + 20);
    }

    // Bernoulli numbers over 2k(2k − 1): 1/12, −1/360, 1/1260, −1/1680, 1/1188, −691/360360.
    private static Expr StirlingRest(Expr y)
    {
        Expr r = 1 / y;
        Expr rr = r * r;
        return r * ((1.0 / 12) + (rr * ((-1.0 / 360) + (rr * ((1.0 / 1260) + (rr * ((-1.0 / 1680) + (rr * ((1.0 / 1188) - (rr * (691.0 / 360360)))))))))));
    }
}
