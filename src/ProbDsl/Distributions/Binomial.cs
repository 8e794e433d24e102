using System.Globalization;

namespace ProbDsl;

/// <summary>The binomial distribution: the number of successes in independent trials.</summary>
/// <remarks>log P(k) = log C(trials, k) + k log probability + (trials − k) log(1 − probability) for k = 0, …, trials.</remarks>
public readonly record struct Binomial : IDiscreteDistribution
{
    private readonly SuccessProbability _success;

    private Binomial(int trials, SuccessProbability success)
    {
        Trials = trials;
        _success = success;
    }

    /// <summary>How many trials.</summary>
    public int Trials { get; }

    /// <summary>The probability of a success.</summary>
    public double Probability => _success.Probability;

    /// <summary>log(probability/(1 − probability)).</summary>
    public double Logit => _success.Logit;

    /// <inheritdoc/>
    public double Mean => Trials * Probability;

    /// <inheritdoc/>
    public double Variance => Trials * Probability * _success.Complement;

    /// <inheritdoc/>
    public Support Support => new(0, Trials, true);

    /// <summary>The distribution with the given probability of a success.</summary>
    /// <param name="trials">Zero or more.</param>
    /// <param name="probability">Between 0 and 1, both included.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public static Binomial FromProbability(int trials, double probability) => new(
        ParameterCheck.Count(nameof(Binomial), nameof(trials), trials),
        SuccessProbability.FromProbability(ParameterCheck.Probability(nameof(Binomial), nameof(probability), probability)));

    /// <summary>The distribution with probability 1/(1 + e^(−logit)) of a success.</summary>
    /// <param name="trials">Zero or more.</param>
    /// <param name="logit">Any finite number.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public static Binomial FromLogit(int trials, double logit) => new(
        ParameterCheck.Count(nameof(Binomial), nameof(trials), trials),
        SuccessProbability.FromLogit(ParameterCheck.Finite(nameof(Binomial), nameof(logit), logit)));

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

        double failures = Trials - x;
        if (x == 0 || failures == 0)
        {
            return Trials == 0 ? 0 : x == 0 ? failures * _success.LogComplement : x * _success.LogProbability;
        }

        // Where a probability underflows, its logarithm still knows it.
        return Math.Min(Probability, _success.Complement) > 1e-290
            ? Saddle.LogBinomial(x, failures, Probability, _success.Complement)
            : ProbMath.LogChoose(Trials, x) + x * _success.LogProbability + failures * _success.LogComplement;
    }

    /// <inheritdoc/>
    public double LogDensity(int x) => LogDensity((double)x);

    /// <inheritdoc/>
    public double Sample(ref Philox random) => CountSampler.Binomial(Trials, Probability, _success.Complement, ref random);

    /// <inheritdoc/>
    public double Cdf(double x)
    {
        if (double.IsNaN(x) || x < 0 || x >= Trials)
        {
            return double.IsNaN(x) ? x : x < 0 ? 0 : 1;
        }

        double k = Math.Floor(x);
        return IncompleteBeta.Both(k + 1, Trials - k, Probability, _success.Complement).Upper;
    }

    /// <inheritdoc/>
    public double Quantile(double p) => CountQuantile.Find(this, p);

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Binomial(trials: {Trials}, probability: {Probability})");
}
