namespace ProbDsl;

/// <summary>The marginal of a numerical latent: nodes on its axis with the mass of each, summed over the other axes.</summary>
/// <remarks>
/// The distribution function is that of the cardinal series through the nodes, Σ wₖ (½ + Si(π(t − tₖ)/h)/π) (Stenger 1993), as exact as the rule that the masses
/// are from.
/// </remarks>
/// <param name="even">t of each node.</param>
/// <param name="step">h.</param>
/// <param name="masses">Masses that sum to one.</param>
/// <param name="values">The latent at each node.</param>
/// <param name="valueOf">The latent at any t, rising or falling with it.</param>
/// <param name="draws">Draws of the scalar, made when they are asked for.</param>
internal sealed class GridMarginal(double[] even, double step, double[] masses, double[] values, Func<double, double> valueOf, Func<double[]> draws) : Marginal
{
    private const int Bisections = 100;
    private readonly Lazy<double[]> _draws = new(draws);

    public override double Mean { get; } = MeanOf(masses, values);

    public override double Sd
    {
        get
        {
            double variance = 0;
            for (int k = 0; k < values.Length; k++)
            {
                variance += masses[k] * (values[k] - Mean) * (values[k] - Mean);
            }

            return Math.Sqrt(variance);
        }
    }

    public override double[] Draws => _draws.Value;

    public override (double Mean, double Sd) Errors => (0, 0);

    public override double QuantileStandardError(double p) => 0;

    public override double Cdf(double x)
    {
        double t = Solve(s => valueOf(s) < x);
        return MassBelow(t);
    }

    public override double Quantile(double p) => valueOf(Solve(s => MassBelow(s) < p));

    private double MassBelow(double t)
    {
        double sum = 0;
        for (int k = 0; k < even.Length; k++)
        {
            sum += masses[k] * (0.5 + SineIntegral.Of(Math.PI * (t - even[k]) / step) / Math.PI);
        }

        return Math.Clamp(sum, 0, 1);
    }

    private double Solve(Func<double, bool> isBelow)
    {
        double low = even[0] - step, high = even[^1] + step;
        for (int k = 0; k < Bisections; k++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = isBelow(middle) ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }

    private static double MeanOf(double[] masses, double[] values)
    {
        double mean = 0;
        for (int k = 0; k < values.Length; k++)
        {
            mean += masses[k] * values[k];
        }

        return mean;
    }
}
