namespace ProbDsl;

/// <summary>A mixture of laws whose distribution functions are known: a marginal of an exact posterior, one law for each node of a quadrature.</summary>
/// <param name="weights">Weights that sum to one.</param>
/// <param name="laws">The laws.</param>
/// <param name="draws">Draws of the scalar, made when they are asked for.</param>
internal sealed class LawMixture(double[] weights, IContinuousDistribution[] laws, Func<double[]> draws) : Marginal
{
    private const int MostBisections = 200;
    private readonly Lazy<(double Mean, double Sd)> _moments = new(() => MomentsOf(weights, laws));
    private readonly Lazy<double[]> _draws = new(draws);

    public override double Mean => _moments.Value.Mean;

    public override double Sd => _moments.Value.Sd;

    public override double[] Draws => _draws.Value;

    public override (double Mean, double Sd) Errors => (0, 0);

    public override double QuantileStandardError(double p) => 0;

    /// <summary>The law itself where there is one.</summary>
    public IContinuousDistribution? Law => laws.Length == 1 ? laws[0] : null;

    public override double Cdf(double x)
    {
        double sum = 0;
        for (int k = 0; k < laws.Length; k++)
        {
            sum += weights[k] * laws[k].Cdf(x);
        }

        return sum;
    }

    public override double Quantile(double p)
    {
        if (laws.Length == 1 || p is 0 or 1)
        {
            return laws[0].Quantile(p);
        }

        // Between the smallest and the largest of the quantiles.
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (IContinuousDistribution law in laws)
        {
            double quantile = law.Quantile(p);
            (low, high) = (Math.Min(low, quantile), Math.Max(high, quantile));
        }

        for (int k = 0; k < MostBisections; k++)
        {
            double middle = 0.5 * (low + high);
            if (middle == low || middle == high)
            {
                break;
            }

            (low, high) = Cdf(middle) < p ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }

    private static (double Mean, double Sd) MomentsOf(double[] weights, IContinuousDistribution[] laws)
    {
        double mean = 0, variance = 0;
        for (int k = 0; k < laws.Length; k++)
        {
            mean += weights[k] * laws[k].Mean;
        }

        for (int k = 0; k < laws.Length; k++)
        {
            double shift = laws[k].Mean - mean;
            variance += weights[k] * (laws[k].Variance + shift * shift);
        }

        return (mean, Math.Sqrt(variance));
    }
}
