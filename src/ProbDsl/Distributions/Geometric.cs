using System.Globalization;

namespace ProbDsl;

/// <summary>The geometric distribution: the number of failures before the first success.</summary>
/// <remarks>log P(k) = log probability + k log(1 − probability) for k = 0, 1, 2, …</remarks>
public readonly record struct Geometric : IDiscreteDistribution
{
    private readonly SuccessProbability _success;

    private Geometric(SuccessProbability success) => _success = success;

    /// <summary>The probability of a success.</summary>
    public double Probability => _success.Probability;

    /// <summary>log(probability/(1 − probability)).</summary>
    public double Logit => _success.Logit;

    /// <inheritdoc/>
    public double Mean => _success.Complement / Probability;

    /// <inheritdoc/>
    public double Variance => _success.Complement / Probability / Probability;

    /// <inheritdoc/>
    public Support Support => Support.Counts;

    /// <summary>The distribution with the given probability of a success.</summary>
    /// <param name="probability">Greater than 0 and at most 1.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its domain.</exception>
    public static Geometric FromProbability(double probability) =>
        new(SuccessProbability.FromProbability(ParameterCheck.PositiveProbability(nameof(Geometric), nameof(probability), probability)));

    /// <summary>The distribution with probability 1/(1 + e^(−logit)) of a success.</summary>
    /// <param name="logit">Any finite number.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The logit is not finite.</exception>
    public static Geometric FromLogit(double logit) =>
        new(SuccessProbability.FromLogit(ParameterCheck.Finite(nameof(Geometric), nameof(logit), logit)));

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!_success.IsValid || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (!Support.Contains(x))
        {
            return double.NegativeInfinity;
        }

        return x == 0 ? _success.LogProbability : _success.LogProbability + x * _success.LogComplement;
    }

    /// <inheritdoc/>
    public double LogDensity(int x) => LogDensity((double)x);

    /// <inheritdoc/>
    public double Sample(ref Philox random)
    {
        double waiting = random.NextExponential();
        return double.IsNegativeInfinity(_success.LogComplement) ? 0 : Math.Floor(waiting / -_success.LogComplement);
    }

    /// <inheritdoc/>
    public double Cdf(double x) =>
        double.IsNaN(x) ? x : x < 0 ? 0 : -ProbMath.Expm1((Math.Floor(x) + 1) * _success.LogComplement);

    /// <inheritdoc/>
    public double Quantile(double p) => CountQuantile.Find(this, p);

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameter.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Geometric(probability: {Probability})");
}
