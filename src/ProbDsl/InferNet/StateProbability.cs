namespace ProbDsl;

/// <summary>The probability of a discrete latent's state, which is one number: all of its distribution's mass is there.</summary>
/// <param name="probability">The probability.</param>
internal sealed class StateProbability(double probability) : IContinuousDistribution
{
    public double Mean => probability;

    public double Variance => 0;

    public Support Support => new(probability, probability, false);

    public double LogDensity(double x) => double.IsNaN(x) ? double.NaN : x == probability ? double.PositiveInfinity : double.NegativeInfinity;

    public double Sample(ref Philox random) => probability;

    public double Cdf(double x) => double.IsNaN(x) ? double.NaN : x < probability ? 0 : 1;

    public double Quantile(double p) => p is >= 0 and <= 1 ? probability : double.NaN;
}
