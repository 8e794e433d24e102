namespace ProbDsl;

/// <summary>The mass, quantiles and moments of the standard normal distribution on an interval, without cancellation in the tails.</summary>
/// <remarks>
/// An interval [a, a + d] with a ≥ 0 is described by its start and its offsets t from there: the density is φ(a) exp(−a t − t²/2), so
/// that φ(a), which may underflow, cancels from everything that is normalised.
/// </remarks>
internal static class NormalInterval
{
    private const double SqrtTwoPi = 2.50662827463100050242;

    /// <summary>∫₀ᵈ exp(−a t − t²/2) dt for a ≥ 0.</summary>
    public static double Integral(double a, double d)
    {
        double exponent = d * (a + 0.5 * d);
        if (exponent < 2)
        {
            // Smooth over less than two e-foldings: the Gauss rule is exact to rounding, and a difference would cancel.
            double sum = 0;
            foreach ((double node, double weight) in GaussLegendre.Rule)
            {
                double t = d * node;
                sum += weight * Math.Exp(-t * (a + 0.5 * t));
            }

            return d * sum;
        }

        double tail = exponent < 745 ? Math.Exp(-exponent) * NormalTail.Scaled(a + d) : 0;
        return SqrtTwoPi * (NormalTail.Scaled(a) - tail);
    }

    /// <summary>Φ(b) − Φ(a) for a ≤ b.</summary>
    public static double Mass(double a, double b)
    {
        if (a >= 0 || b <= 0)
        {
            double start = a >= 0 ? a : -b;
            return NormalTail.ExpMinusHalfSquare(start) / SqrtTwoPi * Integral(start, b - a);
        }

        return NormalTail.FromZero(b) + NormalTail.FromZero(-a);
    }

    /// <summary>The log density on [a, a + d], a ≥ 0, at a + t.</summary>
    public static double LogDensityFromStart(double a, double d, double t) => -t * (a + 0.5 * t) - Math.Log(Integral(a, d));

    /// <summary>The log density on [a, b], a &lt; 0 &lt; b, at z.</summary>
    public static double LogDensityAround(double a, double b, double z) =>
        -0.5 * z * z - StandardNormal.LogSqrtTwoPi - Math.Log(Mass(a, b));

    /// <summary>The share of [a, a + t] in [a, a + d], a ≥ 0.</summary>
    public static double FractionFromStart(double a, double d, double t) => Math.Min(1, Integral(a, t) / Integral(a, d));

    /// <summary>The share of [a + t, a + d] in [a, a + d], a ≥ 0.</summary>
    public static double FractionToStart(double a, double d, double t) =>
        Math.Min(1, Math.Exp(-t * (a + 0.5 * t)) * Integral(a + t, d - t) / Integral(a, d));

    /// <summary>The t for which [a, a + t] holds the share p = 1 − q of [a, a + d], a ≥ 0.</summary>
    public static double OffsetFromStart(double a, double d, double p, double q)
    {
        double total = Integral(a, d);
        double everything = SqrtTwoPi * NormalTail.Scaled(a);
        double share = Math.Min(1, total / everything);

        // First guess from the tail beyond a + t, Q(a + t) = Q(a) (1 − p share); in very thin intervals the density is flat.
        double logTail = share < 1 ? ProbMath.Log1p(-p * share) : Math.Log(q);
        double t = a < 1e7
            ? -StandardNormal.QuantileOfLog(StandardNormal.LogCdf(-a) + logTail) - a
            : -logTail / a;
        if (!(t > 0 && t < d))
        {
            t = double.IsInfinity(d) || d * a > 1 ? Math.Min(d, -logTail / (a + 1)) : p * d;
        }

        // Newton on the share below (or above) t; both sides are free of cancellation.
        for (int i = 0; i < 40; i++)
        {
            double slope = Math.Exp(-t * (a + 0.5 * t));
            double excess = p <= q
                ? Integral(a, t) - p * total
                : q * total - slope * Integral(a + t, d - t);
            double next = Math.Clamp(t - excess / slope, 0.1 * t, double.IsInfinity(d) ? 10 * t + 1 / (1 + a) : 0.1 * t + 0.9 * d);
            if (Math.Abs(next - t) <= 4e-16 * t)
            {
                return next;
            }

            t = next;
        }

        return t;
    }

    /// <summary>The z for which [a, z] holds the share p = 1 − q of [a, b], a &lt; 0 &lt; b.</summary>
    public static double QuantileAround(double a, double b, double p, double q)
    {
        double left = NormalTail.FromZero(-a);
        double right = NormalTail.FromZero(b);
        double total = left + right;

        // Φ(z) − ½ = p total − left = right − q total.
        double centre = p < q ? p * total - left : right - q * total;
        if (Math.Abs(centre) <= 0.425)
        {
            return NormalQuantile.Central(centre);
        }

        return centre < 0
            ? StandardNormal.Quantile(StandardNormal.Cdf(a) + p * total)
            : -StandardNormal.Quantile(StandardNormal.Cdf(-b) + q * total);
    }

    /// <summary>The mean as origin + offset, and the variance; the origin is the mode, a bound or zero.</summary>
    public static (double Origin, double Offset, double Variance) Moments(double a, double b)
    {
        double origin = a > 0 ? a : b < 0 ? b : 0;
        double slope = Math.Abs(origin);

        // Beyond |t| (|origin| + |t|/2) = 50 the density is below 2e-22 of its maximum.
        double reach = 100 / (slope + Math.Sqrt(slope * slope + 100));
        double low = Math.Max(a - origin, -reach);
        double high = Math.Min(b - origin, reach);
        double mass = Composite(low, high, t => Weight(origin, t));
        double mean = Composite(low, high, t => t * Weight(origin, t)) / mass;
        double variance = Composite(low, high, t => (t - mean) * (t - mean) * Weight(origin, t)) / mass;
        return (origin, mean, variance);
    }

    private static double Weight(double origin, double t) => Math.Exp(-t * (origin + 0.5 * t));

    private static double Composite(double low, double high, Func<double, double> f)
    {
        const int Panels = 16;
        double width = (high - low) / Panels;
        double sum = 0;
        for (int panel = 0; panel < Panels; panel++)
        {
            foreach ((double node, double weight) in GaussLegendre.Rule)
            {
                sum += weight * f(low + width * (panel + node));
            }
        }

        return width * sum;
    }
}
