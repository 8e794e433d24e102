namespace ProbDsl;

/// <summary>
/// Loader's saddle-point forms (2000) of the Poisson and binomial log mass for real arguments: the large terms of log Γ, x log λ and λ
/// cancel analytically, so that the result keeps its accuracy for counts of any size.
/// </summary>
internal static class Saddle
{
    public const double LogTwoPi = 1.8378770664093454836;

    // Below this the ratio of arguments would overflow.
    private const double Tiny = 1e-300;

    /// <summary>log(λˣ e^(−λ) / Γ(x + 1)) for real x ≥ 0, λ ≥ 0.</summary>
    public static double LogPoisson(double x, double rate)
    {
        if (x == 0)
        {
            return -rate;
        }

        if (rate <= 0 || double.IsInfinity(rate))
        {
            return double.NegativeInfinity;
        }

        if (rate < Tiny * x || x < Tiny * rate)
        {
            return x * Math.Log(rate) - rate - ProbMath.LogGamma(1 + x);
        }

        return LogPoissonPeak(x) - Deviance(x, rate);
    }

    /// <summary><see cref="LogPoisson"/> at its largest, rate = x &gt; 0.</summary>
    public static double LogPoissonPeak(double x) => -0.5 * (LogTwoPi + Math.Log(x)) - StirlingError(x);

    /// <summary>log(Γ(n + 1)/(Γ(x + 1) Γ(n − x + 1)) pˣ qⁿ⁻ˣ) for real 0 ≤ x ≤ n = x + y, p + q = 1.</summary>
    public static double LogBinomial(double x, double y, double p, double q)
    {
        double n = x + y;
        if (x == 0)
        {
            return y == 0 ? 0 : y * LogOfProbability(q, p);
        }

        if (y == 0)
        {
            return x * LogOfProbability(p, q);
        }

        if (p <= 0 || q <= 0)
        {
            return double.NegativeInfinity;
        }

        return LogBinomialPeak(x, y) - Deviance(x, n * p) - Deviance(y, n * q);
    }

    /// <summary><see cref="LogBinomial"/> at its largest, p = x/n, for x, y &gt; 0.</summary>
    public static double LogBinomialPeak(double x, double y)
    {
        // log √(n / (2π x y)) in an order that does not overflow.
        double n = x + y;
        double scale = 0.5 * (Math.Log(x > y ? n / x : n / y) - Math.Log(x > y ? y : x) - LogTwoPi);
        return scale + StirlingError(n) - StirlingError(x) - StirlingError(y);
    }

    /// <summary>log p where q = 1 − p is known at least as well as p.</summary>
    public static double LogOfProbability(double p, double q) => q < 0.5 ? ProbMath.Log1p(-q) : Math.Log(p);

    /// <summary>x log(x/m) + m − x ≥ 0.</summary>
    public static double Deviance(double x, double m)
    {
        if (Math.Abs(x - m) >= 0.1 * (x + m))
        {
            return x * Math.Log(x / m) + m - x;
        }

        // With v = (x − m)/(x + m): (x − m) v + 2 x v (v²/3 + v⁴/5 + …).
        double v = (x - m) / (x + m);
        double sum = (x - m) * v;
        double term = 2 * x * v;
        v *= v;
        for (int j = 3; j < 2000; j += 2)
        {
            term *= v;
            double next = sum + term / j;
            if (next == sum)
            {
                break;
            }

            sum = next;
        }

        return sum;
    }

    /// <summary>log Γ(x + 1) − (x + ½) log x + x − ½ log 2π, about 1/(12 x).</summary>
    public static double StirlingError(double x)
    {
        double shift = 0;
        while (x < 10)
        {
            // δ(x) − δ(x + 1) = (x + ½) log(1 + 1/x) − 1.
            shift += (x + 0.5) * ProbMath.Log1p(1 / x) - 1;
            x++;
        }

        double s = 1 / (x * x);
        double tail = 1.0 / 1188 - s * (691.0 / 360360 - s * (1.0 / 156 - s * (3617.0 / 122400)));
        return shift + (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * tail)))) / x;
    }
}
