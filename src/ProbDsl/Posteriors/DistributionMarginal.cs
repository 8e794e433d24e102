namespace ProbDsl;

/// <summary>A marginal known as a distribution: its summaries are the distribution's own, without Monte-Carlo error.</summary>
/// <param name="distribution">The distribution.</param>
/// <param name="stream">Tells its draws from those of other scalars; draws of different scalars are independent.</param>
internal sealed class DistributionMarginal(IContinuousDistribution distribution, ulong stream) : Marginal
{
    private const int DrawCount = 4096;
    private double[]? _draws;

    public override double Mean => distribution.Mean;

    public override double Sd => Math.Sqrt(distribution.Variance);

    public override double[] Draws => LazyInitializer.EnsureInitialized(ref _draws, Sample);

    public override (double Mean, double Sd) Errors => (0, 0);

    public override double Quantile(double p) => distribution.Quantile(p);

    public override double Cdf(double x) => distribution.Cdf(x);

    public override double QuantileStandardError(double p) => 0;

    private double[] Sample()
    {
        var random = new Philox(1, stream);
        var draws = new double[DrawCount];
        for (int i = 0; i < draws.Length; i++)
        {
            draws[i] = distribution.Sample(ref random);
        }

        return draws;
    }
}
