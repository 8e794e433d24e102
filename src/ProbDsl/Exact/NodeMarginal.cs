namespace ProbDsl;

/// <summary>A quantity that the numerical latents alone determine: its value at each node of the grid. Quantiles lie between nodes by interpolation.</summary>
internal sealed class NodeMarginal(double[] weights, double[] values, Func<double[]> draws) : Marginal
{
    private readonly Lazy<QuantileFunction> _quantiles = new(() => new QuantileFunction(values, weights));
    private readonly Lazy<double[]> _draws = new(draws);

    public override double Mean { get; } = VectorMath.Dot(weights, values);

    public override double Sd
    {
        get
        {
            double variance = 0;
            for (int k = 0; k < values.Length; k++)
            {
                variance += weights[k] * (values[k] - Mean) * (values[k] - Mean);
            }

            return Math.Sqrt(variance);
        }
    }

    public override double[] Draws => _draws.Value;

    public override (double Mean, double Sd) Errors => (0, 0);

    public override double Quantile(double p) => _quantiles.Value.At(p);

    public override double Cdf(double x) => _quantiles.Value.Probability(x);

    public override double QuantileStandardError(double p) => 0;
}
