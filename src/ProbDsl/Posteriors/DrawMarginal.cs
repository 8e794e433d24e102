namespace ProbDsl;

/// <summary>Equally weighted draws, which are made when they are asked for, and their moments.</summary>
internal sealed class DrawMarginal((double Mean, double Sd) moments, Func<double[]> draws) : Marginal
{
    private readonly Lazy<double[]> _draws = new(draws);
    private QuantileFunction? _quantiles;

    public override double Mean => moments.Mean;

    public override double Sd => moments.Sd;

    public override double[] Draws => _draws.Value;

    public override (double Mean, double Sd) Errors => MomentErrors.Of([], Draws, Mean, Sd);

    private QuantileFunction Quantiles => LazyInitializer.EnsureInitialized(ref _quantiles, () => new QuantileFunction(Draws, []));

    public override double Quantile(double p) => Quantiles.At(p);

    public override double Cdf(double x) => Quantiles.Probability(x);

    public override double QuantileStandardError(double p) => Quantiles.StandardErrorAt(p);
}
