namespace ProbDsl;

/// <summary>Gauss–Legendre quadrature on [0, 1].</summary>
internal static class GaussLegendre
{
    private const int Order = 20;

    /// <summary>Nodes and weights; exact for polynomials of degree 39.</summary>
    public static readonly (double Node, double Weight)[] Rule = Create();

    // Newton's method on the Legendre polynomial from Chebyshev-like guesses.
    private static (double Node, double Weight)[] Create()
    {
        var rule = new (double Node, double Weight)[Order];
        for (int i = 0; i < Order; i++)
        {
            double x = Math.Cos(Math.PI * (i + 0.75) / (Order + 0.5));
            double slope = 0;
            for (int iteration = 0; iteration < 10; iteration++)
            {
                (double value, slope) = Legendre(x);
                x -= value / slope;
            }

            slope = Legendre(x).Slope;
            rule[i] = (0.5 * (1 - x), 1 / ((1 - x * x) * slope * slope));
        }

        return rule;
    }

    private static (double Value, double Slope) Legendre(double x)
    {
        double previous = 1;
        double current = x;
        for (int k = 2; k <= Order; k++)
        {
            (previous, current) = (current, ((2 * k - 1) * x * current - (k - 1) * previous) / k);
        }

        return (current, Order * (x * current - previous) / (x * x - 1));
    }
}
