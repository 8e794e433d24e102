namespace ProbDsl;

/// <summary>A marginal of which nothing is known: every number is NaN.</summary>
internal sealed class UnknownMarginal : Marginal
{
    public override double Mean => double.NaN;

    public override double Sd => double.NaN;

    public override double[] Draws => [];

    public override (double Mean, double Sd) Errors => (double.NaN, double.NaN);

    public override double Quantile(double p) => double.NaN;

    public override double Cdf(double x) => double.NaN;

    public override double QuantileStandardError(double p) => double.NaN;
}
