namespace ProbDsl;

/// <summary>A column of weighted draws.</summary>
internal sealed class WeightedMarginal(Correction correction, int scalar) : Marginal
{
    private double[]? _column;
    private double[]? _draws;
    private QuantileFunction? _quantiles;

    public override double Mean { get; } = correction.Moments.Mean[scalar];

    public override double Sd { get; } = correction.Moments.Sd[scalar];

    public override double[] Draws
        => LazyInitializer.EnsureInitialized(ref _draws, () => Array.ConvertAll(correction.Resampled, k => correction.Draws.Values.At(k, scalar)));

    // Some microseconds, and rarely asked for: not kept.
    public override (double Mean, double Sd) Errors => MomentErrors.Of(correction.Weights, Column, Mean, Sd);

    public override double KHat => correction.TailShape(Column, Mean);

    private double[] Column => LazyInitializer.EnsureInitialized(ref _column, () => correction.Draws.Values.Column(scalar));

    private QuantileFunction Quantiles => LazyInitializer.EnsureInitialized(ref _quantiles, () => new QuantileFunction(Column, correction.Weights));

    public override double Quantile(double p) => Quantiles.At(p);

    public override double Cdf(double x) => Quantiles.Probability(x);

    public override double QuantileStandardError(double p) => Quantiles.StandardErrorAt(p);
}
