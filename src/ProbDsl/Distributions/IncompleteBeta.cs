namespace ProbDsl;

/// <summary>The regularised incomplete beta function I(x; a, b), its complement and its inverse.</summary>
internal static class IncompleteBeta
{
    // A bound that is never reached: the fraction needs about √max(a, b) terms.
    private const int MaxIterations = 100_000;

    // Above this parameter the terms of the fraction cancel (a times the rounding of x), and quadrature of the density does not.
    private const double LargeParameter = 2000;

    // Beyond this logit x (or y) is replaced by its power law; the relative error of that is e⁻³⁰⁰ times a parameter.
    private const double FarLogit = 300;

    /// <summary>I(x; a, b) and 1 − I(x; a, b), where y = 1 − x is given so that both ends are exact.</summary>
    public static (double Lower, double Upper) Both(double a, double b, double x, double y)
    {
        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return (double.NaN, double.NaN);
        }

        if (x <= 0 || y <= 0)
        {
            return x <= 0 ? (0, 1) : (1, 0);
        }

        if (Math.Max(a, b) > LargeParameter)
        {
            return ByQuadrature(a, b, Math.Log(x / y), x, y);
        }

        // Below the mean the fraction for the lower tail converges fast, above it the one for the upper tail.
        if (x * (b + 1) <= (a + 1) * y)
        {
            double lower = Math.Min(1, Fraction(a, b, x, y));
            return (lower, 1 - lower);
        }

        double upper = Math.Min(1, Fraction(b, a, y, x));
        return (1 - upper, upper);
    }

    /// <summary>The same for x = 1/(1 + e⁻ᵘ), also where x or y underflows.</summary>
    public static (double Lower, double Upper) BothOfLogit(double a, double b, double u)
    {
        if (Math.Abs(u) <= FarLogit)
        {
            double x = ProbMath.LogisticSigmoid(u);
            double y = ProbMath.LogisticSigmoid(-u);
            return Math.Max(a, b) > LargeParameter ? ByQuadrature(a, b, u, x, y) : Both(a, b, x, y);
        }

        // I(x; a, b) = xᵃ / (a B(a, b)) as x → 0.
        double tail = Math.Min(1, Math.Exp(new Problem(a, b).LogSlope(u)) / (u < 0 ? a : b));
        return u < 0 ? (tail, 1 - tail) : (1 - tail, tail);
    }

    /// <summary>log(x/(1 − x)) for the x with I(x; a, b) = p = 1 − q.</summary>
    public static double LogitQuantile(double a, double b, double p, double q)
    {
        if (p <= 0 || q <= 0)
        {
            return p <= 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        return TailSolver.Root(new Problem(a, b), Guess(a, b, p, q), p, q);
    }

    /// <summary>The same for p = Φ(score).</summary>
    public static double LogitQuantile(double a, double b, double score)
        => a > 0 && b > 0 && double.IsFinite(a) && double.IsFinite(b) && !double.IsNaN(score)
            ? LogitQuantile(a, b, ProbMath.NormalCdf(score), ProbMath.NormalCdf(-score))
            : double.NaN;

    // The logit of a beta variate is close to normal unless a parameter is small; there the tail is a power.
    private static double Guess(double a, double b, double p, double q)
    {
        double z = p < q ? StandardNormal.Quantile(p) : -StandardNormal.Quantile(q);
        return a > 0.5 && b > 0.5
            ? Math.Log(a / b) + z * Math.Sqrt(1 / a + 1 / b)
            : p < q ? Math.Min(Math.Log(p) / a, 0) : -Math.Min(Math.Log(q) / b, 0);
    }

    // xᵃ yᵇ / (a B(a, b)) times a continued fraction, by Lentz's method.
    private static double Fraction(double a, double b, double x, double y)
    {
        double sum = a + b;
        double c = 1;
        double d = 1 / NonZero(1 - sum * x / (a + 1));
        double h = d;
        for (int m = 1; m < MaxIterations; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / NonZero(1 + even * d);
            c = NonZero(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (sum + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / NonZero(1 + odd * d);
            c = NonZero(1 + odd / c);
            double factor = d * c;
            h *= factor;
            if (Math.Abs(factor - 1) < 2e-16)
            {
                break;
            }
        }

        return Math.Exp(LogKernel(a, b, x, y)) / a * h;
    }

    /// <summary>log(xᵃ yᵇ / B(a, b)): the density of the logit.</summary>
    public static double LogKernel(double a, double b, double x, double y) => new Problem(a, b).LogKernel(x, y);

    private static (double Lower, double Upper) ByQuadrature(double a, double b, double u, double x, double y)
    {
        bool isLower = b * x < a * y;
        double area = TailQuadrature.Integrate(new Problem(a, b), u, isLower ? -1 : 1);
        return isLower ? (area, 1 - area) : (1 - area, area);
    }

    private static double NonZero(double x) => Math.Abs(x) < 1e-300 ? 1e-300 : x;

    // The distribution of u = log(x/y); what does not depend on u is computed once.
    private readonly struct Problem : ITailProblem
    {
        private readonly double _a;
        private readonly double _b;
        private readonly double _constant;

        public Problem(double a, double b)
        {
            _a = a;
            _b = b;

            // 1/B(a, b) = a b/(a + b) · Γ(a + b + 1)/(Γ(a + 1) Γ(b + 1)), in an order that does not overflow.
            double big = Math.Max(a, b);
            double small = Math.Min(a, b);
            _constant = Saddle.LogBinomialPeak(a, b) + Math.Log(small) - Math.Log(1 + small / big);
        }

        public (double Lower, double Upper) Tails(double u) => BothOfLogit(_a, _b, u);

        public double LogSlope(double u)
        {
            // Beyond FarLogit the kernel is a power law.
            double near = Math.Clamp(u, -FarLogit, FarLogit);
            double kernel = LogKernel(ProbMath.LogisticSigmoid(near), ProbMath.LogisticSigmoid(-near));
            return kernel - (u < 0 ? _a : _b) * Math.Abs(u - near);
        }

        public double LogKernel(double x, double y)
        {
            double n = _a + _b;
            return _constant - Saddle.Deviance(_a, n * x) - Saddle.Deviance(_b, n * y);
        }
    }
}
