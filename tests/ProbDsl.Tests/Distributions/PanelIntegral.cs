namespace ProbDsl.Tests.Distributions;

/// <summary>
/// Integrals over a support by panels that double away from the median towards an open end and halve towards a finite one, each
/// integrated by adaptive Gauss–Legendre quadrature. Only the median and the quartiles of the distribution are used, as a scale.
/// </summary>
internal static class PanelIntegral
{
    private const double Negligible = 1e-17;

    /// <summary>∫ g(x) p(x) dx over the support.</summary>
    public static double Expectation(IDistribution distribution, Func<double, double> g)
    {
        double f(double x) => g(x) * Math.Exp(distribution.LogDensity(x));
        double median = distribution.Quantile(0.5);
        double scale = distribution.Quantile(0.75) - distribution.Quantile(0.25);
        return Side(f, median, distribution.Support.Upper, scale) - Side(f, median, distribution.Support.Lower, -scale);
    }

    /// <summary>∫ f over [a, b], adaptive; the rule is exact to rounding on a panel that a density crosses smoothly, so few halvings are needed.</summary>
    public static double Between(Func<double, double> f, double a, double b) => Refine(f, a, b, Rule(f, a, b), 6);

    // The integral from the median to one end of the support; scale has the sign of the direction.
    private static double Side(Func<double, double> f, double median, double end, double scale)
    {
        double sum = 0;
        int quiet = 0;
        for (int k = 0; k < 1000 && quiet < 4; k++)
        {
            // Open end: 1, 3, 7, … scales away. Finite end: halves of the remaining distance.
            double from = double.IsInfinity(end) ? median + scale * (Math.Pow(2, k) - 1) : end - (end - median) * Math.Pow(2, -k);
            double to = double.IsInfinity(end) ? median + scale * (Math.Pow(2, k + 1) - 1) : end - (end - median) * Math.Pow(2, -k - 1);
            double part = Between(f, from, to);
            sum += part;
            quiet = k > 10 && Math.Abs(part) <= Negligible * Math.Abs(sum) ? quiet + 1 : 0;
        }

        return sum;
    }

    private static double Refine(Func<double, double> f, double a, double b, double whole, int depth)
    {
        double middle = 0.5 * (a + b);
        double left = Rule(f, a, middle);
        double right = Rule(f, middle, b);
        return depth == 0 || Math.Abs(left + right - whole) <= 1e-12 * Math.Abs(whole)
            ? left + right
            : Refine(f, a, middle, left, depth - 1) + Refine(f, middle, b, right, depth - 1);
    }

    private static double Rule(Func<double, double> f, double a, double b) =>
        MathNet.Numerics.Integration.GaussLegendreRule.Integrate(f, a, b, 20);
}
