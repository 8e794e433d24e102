using System.Globalization;

namespace ProbDsl;

/// <summary>The Bernoulli distribution: 1 with a probability, 0 otherwise.</summary>
/// <remarks>
/// log P(1) = log probability = −log(1 + e^(−logit)), log P(0) = log(1 − probability) = −log(1 + e^logit). A logit is kept as such, so
/// that probabilities near 0 and 1 lose nothing.
/// </remarks>
public readonly record struct Bernoulli : IDiscreteDistribution
{
    private readonly SuccessProbability _success;

    private Bernoulli(SuccessProbability success) => _success = success;

    /// <summary>P(X = 1).</summary>
    public double Probability => _success.Probability;

    /// <summary>log(probability/(1 − probability)).</summary>
    public double Logit => _success.Logit;

    /// <inheritdoc/>
    public double Mean => Probability;

    /// <inheritdoc/>
    public double Variance => Probability * _success.Complement;

    /// <inheritdoc/>
    public Support Support => new(0, 1, true);

    /// <summary>The distribution with P(X = 1) = probability.</summary>
    /// <param name="probability">Between 0 and 1, both included.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its domain.</exception>
    public static Bernoulli FromProbability(double probability) =>
        new(SuccessProbability.FromProbability(ParameterCheck.Probability(nameof(Bernoulli), nameof(probability), probability)));

    /// <summary>The distribution with P(X = 1) = 1/(1 + e^(−logit)).</summary>
    /// <param name="logit">Any finite number.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The logit is not finite.</exception>
    public static Bernoulli FromLogit(double logit) =>
        new(SuccessProbability.FromLogit(ParameterCheck.Finite(nameof(Bernoulli), nameof(logit), logit)));

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!_success.IsValid || double.IsNaN(x))
        {
            return double.NaN;
        }

        return x == 1 ? _success.LogProbability : x == 0 ? _success.LogComplement : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public double LogDensity(int x) => LogDensity((double)x);

    /// <summary>The logarithm of P(X = 1) for true and of P(X = 0) for false.</summary>
    /// <param name="x">The outcome.</param>
    /// <returns>The log mass.</returns>
    public double LogDensity(bool x) => LogDensity(x ? 1.0 : 0.0);

    /// <inheritdoc/>
    public double Sample(ref Philox random) => _success.Sample(ref random) ? 1 : 0;

    /// <inheritdoc/>
    public double Cdf(double x) => double.IsNaN(x) ? x : x < 0 ? 0 : x < 1 ? _success.Complement : 1;

    /// <inheritdoc/>
    public double Quantile(double p) => !(p >= 0 && p <= 1) ? double.NaN : p <= _success.Complement ? 0 : 1;

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameter.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Bernoulli(probability: {Probability})");
}
