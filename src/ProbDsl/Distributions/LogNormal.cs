using System.Globalization;

namespace ProbDsl;

/// <summary>The log-normal distribution: log X is normal.</summary>
/// <remarks>log p(x) = −(log x − μ)²/(2σ²) − log(x σ √(2π)) for x &gt; 0.</remarks>
public readonly record struct LogNormal : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="mu">The mean of log X; finite.</param>
    /// <param name="sigma">The standard deviation of log X; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public LogNormal(double mu, double sigma)
    {
        Mu = ParameterCheck.Finite(nameof(LogNormal), nameof(mu), mu);
        Sigma = ParameterCheck.Positive(nameof(LogNormal), nameof(sigma), sigma);
    }

    /// <summary>The mean of log X, which is the log of the median.</summary>
    public double Mu { get; }

    /// <summary>The standard deviation of log X.</summary>
    public double Sigma { get; }

    /// <inheritdoc/>
    public double Mean => Math.Exp(Mu + 0.5 * Sigma * Sigma);

    /// <inheritdoc/>
    public double Variance => ProbMath.Expm1(Sigma * Sigma) * Math.Exp(2 * Mu + Sigma * Sigma);

    /// <inheritdoc/>
    public Support Support => Support.Positive;

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Sigma > 0) || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (x < 0 || double.IsInfinity(x))
        {
            return double.NegativeInfinity;
        }

        if (x == 0)
        {
            return double.NegativeInfinity;
        }

        double log = Math.Log(x);
        double z = (log - Mu) / Sigma;
        return -0.5 * z * z - log - Math.Log(Sigma) - StandardNormal.LogSqrtTwoPi;
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Math.Exp(Mu + Sigma * random.NextNormal());

    /// <inheritdoc/>
    public double Cdf(double x) => x <= 0 ? 0 : StandardNormal.Cdf((Math.Log(x) - Mu) / Sigma);

    /// <inheritdoc/>
    public double Quantile(double p) => Math.Exp(Mu + Sigma * StandardNormal.Quantile(p));

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"LogNormal(mu: {Mu}, sigma: {Sigma})");
}
