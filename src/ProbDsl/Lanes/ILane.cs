using System.Diagnostics.CodeAnalysis;

namespace ProbDsl;

/// <summary>
/// A real number, or several side by side: the type over which all generated numeric code is generic.
/// </summary>
/// <remarks>
/// One generated source serves every algebra. With <see cref="Scalar"/> it is the ordinary program on one
/// <see cref="double"/>; with <see cref="Lane512"/> or <see cref="Lane256"/> it evaluates 8 or 4 Monte-Carlo draws
/// at once. Control flow never depends on a lane's value: comparisons make masks and <see cref="Select"/> blends.
/// Every lane runs the same algorithm, so element k of a vector result has the same bits as the scalar result.
/// </remarks>
/// <typeparam name="T">The lane type itself.</typeparam>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "The names of mathematics; no other language implements lanes.")]
public interface ILane<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>How many numbers stand side by side.</summary>
    static abstract int Width { get; }

    /// <summary>The largest relative error of a rounding: 2⁻⁵³ of double precision.</summary>
    static virtual double UnitRoundoff => 1.1102230246251565E-16;

    /// <summary>The additive identity.</summary>
    static abstract T Zero { get; }

    /// <summary>The multiplicative identity.</summary>
    static abstract T One { get; }

    /// <summary>The same number in every place.</summary>
    static abstract implicit operator T(double value);

    /// <summary>The sum, place by place.</summary>
    static abstract T operator +(T x, T y);

    /// <summary>The difference, place by place.</summary>
    static abstract T operator -(T x, T y);

    /// <summary>The product, place by place.</summary>
    static abstract T operator *(T x, T y);

    /// <summary>The quotient, place by place.</summary>
    static abstract T operator /(T x, T y);

    /// <summary>The negative, place by place.</summary>
    static abstract T operator -(T x);

    /// <summary>The number in place <paramref name="index"/>, 0 ≤ index &lt; <see cref="Width"/>.</summary>
    static abstract double Get(T x, int index);

    /// <summary>Reads <see cref="Width"/> consecutive numbers.</summary>
    static abstract T Load(ReadOnlySpan<double> values);

    /// <summary>The sum over all places, in a fixed order.</summary>
    static abstract double Sum(T x);

    /// <summary>x·y + z with one rounding.</summary>
    static abstract T FusedMultiplyAdd(T x, T y, T z);

    /// <summary>√x.</summary>
    static abstract T Sqrt(T x);

    /// <summary>|x|.</summary>
    static abstract T Abs(T x);

    /// <summary>The smaller, as <see cref="Math.Min(double, double)"/>: NaN wins, −0 is below 0.</summary>
    static abstract T Min(T x, T y);

    /// <summary>The larger, as <see cref="Math.Max(double, double)"/>: NaN wins, 0 is above −0.</summary>
    static abstract T Max(T x, T y);

    /// <summary>The largest integer not above x.</summary>
    static abstract T Floor(T x);

    /// <summary>The smallest integer not below x.</summary>
    static abstract T Ceiling(T x);

    /// <summary>Mask of places where x &lt; y. False where either is NaN.</summary>
    static abstract T LessThan(T x, T y);

    /// <summary>Mask of places where x ≤ y. False where either is NaN.</summary>
    static abstract T LessThanOrEqual(T x, T y);

    /// <summary>Mask of places where x = y. False where either is NaN.</summary>
    static abstract T Equal(T x, T y);

    /// <summary>Places set in both masks.</summary>
    static abstract T And(T maskX, T maskY);

    /// <summary>Places set in either mask.</summary>
    static abstract T Or(T maskX, T maskY);

    /// <summary>Places not set in the mask.</summary>
    static abstract T Not(T mask);

    /// <summary>Takes each place from <paramref name="x"/> where the mask is set, else from <paramref name="y"/>.</summary>
    static abstract T Select(T mask, T x, T y);

    /// <summary>eˣ.</summary>
    static abstract T Exp(T x);

    /// <summary>exp(x) − 1, accurate near 0.</summary>
    static abstract T Expm1(T x);

    /// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
    static abstract T Log(T x);

    /// <summary>log(1 + x), accurate near 0.</summary>
    static abstract T Log1p(T x);

    /// <summary>xʸ, as <see cref="Math.Pow"/>.</summary>
    static abstract T Pow(T x, T y);

    /// <summary>sin x.</summary>
    static abstract T Sin(T x);

    /// <summary>cos x.</summary>
    static abstract T Cos(T x);

    /// <summary>tan x.</summary>
    static abstract T Tan(T x);

    /// <summary>arcsin x.</summary>
    static abstract T Asin(T x);

    /// <summary>arccos x.</summary>
    static abstract T Acos(T x);

    /// <summary>arctan x.</summary>
    static abstract T Atan(T x);

    /// <summary>The angle of the point (x, y).</summary>
    static abstract T Atan2(T y, T x);

    /// <summary>sinh x.</summary>
    static abstract T Sinh(T x);

    /// <summary>cosh x.</summary>
    static abstract T Cosh(T x);

    /// <summary>tanh x.</summary>
    static abstract T Tanh(T x);

    /// <summary>arsinh x.</summary>
    static abstract T Asinh(T x);

    /// <summary>arcosh x.</summary>
    static abstract T Acosh(T x);

    /// <summary>artanh x.</summary>
    static abstract T Atanh(T x);

    /// <summary>∛x.</summary>
    static abstract T Cbrt(T x);

    /// <summary>log Γ(x) for x &gt; 0.</summary>
    static abstract T LogGamma(T x);

    /// <summary>ψ(x) = d/dx log Γ(x) for x &gt; 0.</summary>
    static abstract T Digamma(T x);

    /// <summary>ψ′(x) for x &gt; 0.</summary>
    static abstract T Trigamma(T x);

    /// <summary>log z for the z that a Gamma(shape, rate 1) variable is below with the probability Φ(score).</summary>
    static abstract T GammaLogQuantile(T shape, T score);

    /// <summary>d/dshape log z at a fixed probability, where z is what a Gamma(shape, rate 1) variable is below with it.</summary>
    static abstract T GammaLogQuantileSlope(T shape, T logZ);

    /// <summary>log(x/(1 − x)) for the x that a Beta(alpha, beta) variable is below with the probability Φ(score).</summary>
    static abstract T BetaLogitQuantile(T alpha, T beta, T score);

    /// <summary>d/dalpha log(x/(1 − x)) at a fixed probability, where x is what a Beta(alpha, beta) variable is below with it.</summary>
    static abstract T BetaLogitQuantileSlope(T alpha, T beta, T logit);

    /// <summary>2/√π ∫₀ˣ exp(−t²) dt.</summary>
    static abstract T Erf(T x);

    /// <summary>1 − erf(x), with full relative accuracy in the upper tail.</summary>
    static abstract T Erfc(T x);

    /// <summary>Φ(x), the standard normal distribution function, with full relative accuracy in the lower tail.</summary>
    static abstract T NormalCdf(T x);

    /// <summary>log Φ(x), accurate in both tails.</summary>
    static abstract T LogNormalCdf(T x);

    /// <summary>φ(x)/Φ(x), the derivative of log Φ, accurate in both tails (the inverse Mills ratio at −x).</summary>
    static abstract T NormalHazard(T x);

    /// <summary>log(1 + eˣ) without overflow.</summary>
    static abstract T Log1pExp(T x);

    /// <summary>log(1 + e^−|x|), and e^−|x| itself: from these come log(1 + eˣ), the logistic function and log(eˣ + eʸ) at once.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="exp">e^−|x|.</param>
    static abstract T Log1pExpMinusAbs(T x, out T exp);

    /// <summary>log(1 − e⁻ˣ) for x &gt; 0, accurate at both ends.</summary>
    static abstract T Log1mExp(T x);

    /// <summary>1/(1 + e⁻ˣ).</summary>
    static abstract T LogisticSigmoid(T x);

    /// <summary>log(eˣ + eʸ) without overflow; −∞ when both are −∞.</summary>
    static abstract T LogAddExp(T x, T y);
}
