using System.Globalization;

namespace ProbDsl;

/// <summary>The categorical distribution over 0, 1, …, n − 1.</summary>
/// <remarks>
/// log P(k) = log probabilities[k] = logits[k] − log Σ exp(logits). The array that was given is copied. Two instances are equal when
/// all their log probabilities are.
/// </remarks>
public readonly struct Categorical : IDiscreteDistribution, IEquatable<Categorical>
{
    private const double SumTolerance = 1e-9;

    private readonly double[]? _logProbabilities;

    private Categorical(double[] logProbabilities) => _logProbabilities = logProbabilities;

    /// <summary>How many categories; 0 for the default struct.</summary>
    public int Count => _logProbabilities?.Length ?? 0;

    /// <summary>The probability of each category, a new array.</summary>
    public double[] Probabilities => Array.ConvertAll(_logProbabilities ?? [], Math.Exp);

    /// <summary>The log probability of each category, a new array: logits that are normalised.</summary>
    public double[] Logits => [.. _logProbabilities ?? []];

    /// <inheritdoc/>
    public double Mean => Moment(0, 1);

    /// <inheritdoc/>
    public double Variance => Moment(Mean, 2);

    /// <inheritdoc/>
    public Support Support => new(0, Count - 1, true);

    /// <summary>The distribution with the given probabilities.</summary>
    /// <param name="probabilities">Not negative; the sum is 1 within 1e-9 (what is missing is divided out).</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">There is no category, a probability is negative, or the sum is not 1.</exception>
    public static Categorical FromProbabilities(double[] probabilities)
    {
        RequireCategories(probabilities, nameof(probabilities));
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            ParameterCheck.Probability(nameof(Categorical), nameof(probabilities), probabilities[i], i);
            sum += probabilities[i];
        }

        if (!(Math.Abs(sum - 1) <= SumTolerance))
        {
            throw new ArgumentOutOfRangeException(
                nameof(probabilities),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Categorical: probabilities must sum to 1, but their sum was {sum}; divide by the sum, or use FromLogits."));
        }

        double logSum = Math.Log(sum);
        return new(Array.ConvertAll(probabilities, p => Saddle.LogOfProbability(p, 1 - p) - logSum));
    }

    /// <summary>The distribution with probabilities proportional to exp(logits).</summary>
    /// <param name="logits">Finite, or −∞ for a category that cannot occur; not all −∞. Adding a constant to all changes nothing.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">There is no category, or a logit is out of its domain.</exception>
    public static Categorical FromLogits(double[] logits)
    {
        RequireCategories(logits, nameof(logits));
        int largest = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (double.IsNaN(logits[i]) || double.IsPositiveInfinity(logits[i]))
            {
                throw ParameterCheck.Error(nameof(Categorical), nameof(logits), "be finite or −∞", logits[i], i);
            }

            largest = logits[i] > logits[largest] ? i : largest;
        }

        double maximum = logits[largest];
        if (double.IsNegativeInfinity(maximum))
        {
            throw ParameterCheck.Error(nameof(Categorical), nameof(logits), "contain a finite number", maximum);
        }

        // The largest term is left out of the sum, so that a probability close to 1 keeps its complement.
        double others = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            others += i == largest ? 0 : Math.Exp(logits[i] - maximum);
        }

        double logSum = ProbMath.Log1p(others);
        return new(Array.ConvertAll(logits, logit => logit - maximum - logSum));
    }

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (_logProbabilities is null || double.IsNaN(x))
        {
            return double.NaN;
        }

        return Support.Contains(x) ? _logProbabilities[(int)x] : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public double LogDensity(int x) => LogDensity((double)x);

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Quantile(random.NextDouble());

    /// <inheritdoc/>
    public double Cdf(double x)
    {
        if (_logProbabilities is null || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (x < 0 || x >= Count - 1)
        {
            return x < 0 ? 0 : 1;
        }

        double sum = 0;
        for (int i = 0; i <= x; i++)
        {
            sum += Math.Exp(_logProbabilities[i]);
        }

        return Math.Min(1, sum);
    }

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (_logProbabilities is null || !(p >= 0 && p <= 1))
        {
            return double.NaN;
        }

        double sum = 0;
        int lastPossible = 0;
        for (int i = 0; i < _logProbabilities.Length; i++)
        {
            double probability = Math.Exp(_logProbabilities[i]);
            sum += probability;
            lastPossible = probability > 0 ? i : lastPossible;
            if (sum >= p && probability > 0)
            {
                return i;
            }
        }

        return lastPossible;
    }

    /// <summary>Whether all log probabilities are equal.</summary>
    /// <param name="other">The distribution to compare with.</param>
    /// <returns>True when both have the same categories.</returns>
    public bool Equals(Categorical other) =>
        _logProbabilities is null ? other._logProbabilities is null : _logProbabilities.AsSpan().SequenceEqual(other._logProbabilities);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Categorical other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Count > 0 ? _logProbabilities![0] : 0);

    /// <summary>Whether all log probabilities are equal.</summary>
    /// <param name="left">One distribution.</param>
    /// <param name="right">The other distribution.</param>
    /// <returns>True when they are equal.</returns>
    public static bool operator ==(Categorical left, Categorical right) => left.Equals(right);

    /// <summary>Whether a log probability differs.</summary>
    /// <param name="left">One distribution.</param>
    /// <param name="right">The other distribution.</param>
    /// <returns>True when they differ.</returns>
    public static bool operator !=(Categorical left, Categorical right) => !left.Equals(right);

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the probabilities.</returns>
    public override string ToString() =>
        $"Categorical({string.Join(", ", Probabilities.Select(p => p.ToString(CultureInfo.InvariantCulture)))})";

    private static void RequireCategories(double[] values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Length == 0)
        {
            throw new ArgumentException($"Categorical: {name} must have at least one category, but was empty.", name);
        }
    }

    // Σ (k − centre)^power P(k).
    private double Moment(double centre, int power)
    {
        if (_logProbabilities is null)
        {
            return double.NaN;
        }

        double sum = 0;
        for (int i = 0; i < _logProbabilities.Length; i++)
        {
            double distance = i - centre;
            sum += (power == 1 ? distance : distance * distance) * Math.Exp(_logProbabilities[i]);
        }

        return sum;
    }
}
