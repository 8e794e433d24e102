using MathNet.Numerics.Integration;

namespace ProbDsl.Tests.Distributions;

/// <summary>
/// Integrals over a support by panels that double away from the median towards an open end and halve towards a finite one, each
/// integrated by adaptive Gauss–Legendre quadrature. Only the median and the quartiles of the distribution are used, as a scale.
/// </summary>
internal static class PanelIntegral
{
    private const double Negligible = 1e-17;
    private static readonly GaussLegendreRule Rule = new(0, 1, 20);

    /// <summary>∫ g(x) p(x) dx over the support.</summary>
    public static double Expectation(IDistribution distribution, Func<double, double> g)
    {
        double f(double x) => g(x) * Math.Exp(distribution.LogDensity(x));
        double median = distribution.Quantile(0.5);
        double scale = distribution.Quantile(0.75) - distribution.Quantile(0.25);
        return Side(f, median, distribution.Support.Upper, scale) - Side(f, median, distribution.Support.Lower, -scale);
    }

    /// <summary>∫ f over [a, b], adaptive to an accuracy of about 1e-13, relative to itself or to a larger total.</summary>
    public static double Between(Func<double, double> f, double a, double b, double total = 0)
    {
        double whole = Apply(f, a, b);
        double tolerance = 1e-13 * Math.Max(Math.Abs(whole), Math.Abs(total));
        return Refine(f, a, b, whole, tolerance, 60);
    }

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
            double part = Between(f, from, to, sum);
            sum += part;
            quiet = k > 10 && Math.Abs(part) <= Negligible * Math.Abs(sum) ? quiet + 1 : 0;
        }

        return sum;
    }

    private static double Refine(Func<double, double> f, double a, double b, double whole, double tolerance, int depth)
    {
        double middle = 0.5 * (a + b);
        double left = Apply(f, a, middle);
        double right = Apply(f, middle, b);
        return depth == 0 || !(Math.Abs(left + right - whole) > tolerance)
            ? left + right
            : Refine(f, a, middle, left, tolerance, depth - 1) + Refine(f, middle, b, right, tolerance, depth - 1);
    }

    private static double Apply(Func<double, double> f, double a, double b)
    {
        double sum = 0;
        for (int i = 0; i < Rule.Order; i++)
        {
            sum += Rule.GetWeight(i) * f(a + (b - a) * Rule.GetAbscissa(i));
        }

        return (b - a) * sum;
    }
}
