using System.Globalization;

namespace ProbDsl;

/// <summary>The continuous Bernoulli distribution on [0, 1]: the Bernoulli's p^x (1 − p)^(1 − x), made to integrate to one over all x between.</summary>
/// <remarks>
/// log p(x) = (x − ½) logit − log(sinh(logit/2)/(logit/2)), an exponential density e^(logit·x) cut to the interval (Loaiza-Ganem and Cunningham 2019). It is
/// uniform at logit 0. What grey values between 0 and 1 need, of which the Bernoulli is no density.
/// </remarks>
public readonly record struct ContinuousBernoulli : IContinuousDistribution
{
    // Below this size of the logit what sinh gives is a series, whose first term left out is below 1e-17: differences of what is large would lose their digits.
    private const double Small = 0.5;

    private readonly bool _isMade;

    private ContinuousBernoulli(double logit) => (Logit, _isMade) = (logit, true);

    /// <summary>The slope of the log density; log λ/(1 − λ) of the parameter λ of the source.</summary>
    public double Logit { get; }

    /// <inheritdoc/>
    /// <remarks>1/(1 − e^(−logit)) − 1/logit: not 1/(1 + e^(−logit)), to which it is nearer the larger the logit.</remarks>
    public double Mean
    {
        get
        {
            double a = Logit, s = a * a;
            return Math.Abs(a) < Small
                ? 0.5 + a * Alternating(s, 1.0 / 12, 1.0 / 720, 1.0 / 30240, 1.0 / 1209600, 1.0 / 47900160, 691.0 / 1307674368000, 1.0 / 74724249600)
                : -1 / ProbMath.Expm1(-a) - 1 / a;
        }
    }

    /// <inheritdoc/>
    public double Variance
    {
        get
        {
            double a = Logit, s = a * a, half = Math.Sinh(a / 2);
            return Math.Abs(a) < Small
                ? Alternating(s, 1.0 / 12, 1.0 / 240, 1.0 / 6048, 1.0 / 172800, 1.0 / 5322240, 691.0 / 118879488000, 1.0 / 5748019200, 3617.0 / 711374856192000)
                : 1 / s - 1 / (4 * half * half);
        }
    }

    /// <inheritdoc/>
    public Support Support => new(0, 1, false);

    /// <summary>The distribution with density proportional to e^(logit·x) on [0, 1].</summary>
    /// <param name="logit">Any finite number; the output of a network.</param>
    /// <exception cref="ArgumentOutOfRangeException">The logit is not finite.</exception>
    public static ContinuousBernoulli FromLogit(double logit) => new(ParameterCheck.Finite(nameof(ContinuousBernoulli), nameof(logit), logit));

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!_isMade || double.IsNaN(x))
        {
            return double.NaN;
        }

        return x is >= 0 and <= 1 ? (x - 0.5) * Logit - LogSinhc(Logit) : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Quantile(random.NextDouble());

    /// <inheritdoc/>
    /// <remarks>(e^(ax) − 1)/(e^a − 1); for a above 0 with e^(a(x − 1)) in front, so that nothing overflows.</remarks>
    public double Cdf(double x)
    {
        if (double.IsNaN(x) || x <= 0 || x >= 1)
        {
            return double.IsNaN(x) ? x : x <= 0 ? 0 : 1;
        }

        double a = Logit;
        return a == 0 ? x
            : a < 0 ? ProbMath.Expm1(a * x) / ProbMath.Expm1(a)
            : Math.Exp(a * (x - 1)) * ProbMath.Expm1(-a * x) / ProbMath.Expm1(-a);
    }

    /// <inheritdoc/>
    /// <remarks>log(1 + p (e^a − 1))/a. Below 0 and far out it is log((1 − p) + p e^a)/a, above 700 the mirror image of that: no digits are lost, nothing overflows.</remarks>
    public double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
        {
            return p == 0 ? 0 : p == 1 ? 1 : double.NaN;
        }

        double a = Logit;
        double x = a == 0 ? p
            : a > 700 ? 1 + Math.Log(p + (1 - p) * Math.Exp(-a)) / a
            : a < 0 && p > 0.5 ? Math.Log(1 - p + p * Math.Exp(a)) / a
            : ProbMath.Log1p(p * ProbMath.Expm1(a)) / a;
        return Math.Clamp(x, 0, 1);
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameter.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ContinuousBernoulli(logit: {Logit})");

    // log(sinh(a/2)/(a/2)) = Σ B₂ₙ a²ⁿ/(2n (2n)!), and |a|/2 + log(1 − e^−|a|) − log|a|.
    private static double LogSinhc(double a)
    {
        double h = Math.Abs(a), s = a * a;
        return h < Small
            ? s * Alternating(s, 1.0 / 24, 1.0 / 2880, 1.0 / 181440, 1.0 / 9676800, 1.0 / 479001600, 691.0 / 15692092416000, 1.0 / 1046139494400)
            : h / 2 + ProbMath.Log1mExp(h) - Math.Log(h);
    }

    // c₀ − c₁ s + c₂ s² − …
    private static double Alternating(double s, params ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        for (int k = coefficients.Length - 1; k >= 0; k--)
        {
            sum = coefficients[k] - s * sum;
        }

        return sum;
    }
}
