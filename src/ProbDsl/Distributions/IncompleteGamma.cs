namespace ProbDsl;

/// <summary>The regularised incomplete gamma functions P(a, x) + Q(a, x) = 1 and their inverse.</summary>
internal static class IncompleteGamma
{
    // A bound that is never reached: both expansions need about 6 √a terms.
    private const int MaxIterations = 100_000;

    // Above this shape the expansions need thousands of terms, and quadrature of the density is as accurate.
    private const double LargeShape = 1e5;

    // Above this shape Wilson and Hilferty's cube root is off by less than the width of the law times 1e-10.
    private const double HugeShape = 1e10;

    private const double SmallLog = -37.5;

    /// <summary>P(a, x), accurate relative to itself.</summary>
    public static double Lower(double a, double x) => Both(a, x).Lower;

    /// <summary>Q(a, x), accurate relative to itself.</summary>
    public static double Upper(double a, double x) => Both(a, x).Upper;

    /// <summary>The tail that is not close to one is computed, the other is its complement.</summary>
    public static (double Lower, double Upper) Both(double a, double x)
    {
        if (!(x > 0))
        {
            return double.IsNaN(x) ? (x, x) : (0, 1);
        }

        if (double.IsPositiveInfinity(x))
        {
            return (1, 0);
        }

        if (a > LargeShape)
        {
            var problem = new Problem(a);
            double area = TailQuadrature.Integrate(problem, Math.Log(x / a), x < a ? -1 : 1);
            return x < a ? (area, 1 - area) : (1 - area, area);
        }

        if (x < a + 1)
        {
            double lower = Math.Min(1, Series(a, x));
            return (lower, 1 - lower);
        }

        double upper = Math.Min(1, Fraction(a, x));
        return (1 - upper, upper);
    }

    /// <summary>The x with P(a, x) = p, Q(a, x) = q = 1 − p; the smaller of the two is matched.</summary>
    public static double Inverse(double a, double p, double q)
    {
        if (p <= 0 || q <= 0)
        {
            return p <= 0 ? 0 : double.PositiveInfinity;
        }

        return a * Math.Exp(TailSolver.Root(new Problem(a), LogGuess(a, p, q), p, q));
    }

    /// <summary>log x for the x with P(a, x) = Φ(score), also where x underflows.</summary>
    public static double LogInverse(double a, double score)
    {
        if (!(a > 0) || double.IsNaN(score) || double.IsInfinity(a))
        {
            return double.NaN;
        }

        // P(a, x) = xᵃ/Γ(a + 1) · (1 − a x/(a + 1) + …): for an x below 2⁻⁵⁴ the first term.
        double leading = (ProbMath.LogNormalCdf(score) + ProbMath.LogGamma(1 + a)) / a;
        double p = ProbMath.NormalCdf(score), q = ProbMath.NormalCdf(-score);
        return leading < SmallLog || p <= 0 ? leading
            : q <= 0 ? double.PositiveInfinity
            : a > HugeShape ? Math.Log(a) + LogGuess(a, p, q)
            : Math.Log(a) + TailSolver.Root(new Problem(a), LogGuess(a, p, q), p, q);
    }

    // Wilson and Hilferty; the leading term of the series where that is not positive.
    private static double LogGuess(double a, double p, double q)
    {
        double z = p < q ? StandardNormal.Quantile(p) : -StandardNormal.Quantile(q);
        double root = 1 - 1 / (9 * a) + z / (3 * Math.Sqrt(a));
        if (a > 0.5 && root > 0.2)
        {
            return 3 * Math.Log(root);
        }

        double logGuess = (Math.Log(p) + ProbMath.LogGamma(1 + a)) / a;
        return Math.Min(logGuess, 5) - Math.Log(a);
    }

    // P(a, x) = xᵃ e⁻ˣ / Γ(a + 1) · (1 + x/(a+1) + x²/((a+1)(a+2)) + …).
    private static double Series(double a, double x)
    {
        double sum = 1;
        double term = 1;
        for (int i = 1; i < MaxIterations; i++)
        {
            term *= x / (a + i);
            sum += term;
            if (term < sum * 1e-17)
            {
                break;
            }
        }

        return Math.Exp(Saddle.LogPoisson(a, x)) * sum;
    }

    // Q(a, x) = xᵃ e⁻ˣ / Γ(a) · 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − …)), by Lentz's method.
    private static double Fraction(double a, double x)
    {
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < MaxIterations; i++)
        {
            double numerator = -i * (i - a);
            b += 2;
            d = 1 / NonZero(numerator * d + b);
            c = NonZero(b + numerator / c);
            double factor = c * d;
            h *= factor;
            if (Math.Abs(factor - 1) < 2e-16)
            {
                break;
            }
        }

        return Math.Exp(Saddle.LogPoisson(a, x)) * a * h;
    }

    private static double NonZero(double x) => Math.Abs(x) < 1e-300 ? 1e-300 : x;

    // In u = log(x/a), which is small where a is large, the density is xᵃ e⁻ˣ / Γ(a).
    private readonly struct Problem(double a) : ITailProblem
    {
        private readonly double _constant = Saddle.LogPoissonPeak(a) + Math.Log(a);

        public (double Lower, double Upper) Tails(double u) => Both(a, a * Math.Exp(u));

        public double LogSlope(double u) => _constant - Saddle.Deviance(a, a * Math.Exp(u));
    }
}
