using System.Globalization;

namespace ProbDsl;

/// <summary>The multinomial distribution: how often each category comes in a fixed number of trials.</summary>
/// <remarks>log P(x) = log n! + Σₖ (xₖ log pₖ − log xₖ!) for whole xₖ ≥ 0 with Σ x = n; 0 log 0 is 0.</remarks>
public readonly struct Multinomial : IVectorDistribution, IEquatable<Multinomial>
{
    private readonly Categorical _category;

    private Multinomial(int trials, Categorical category) => (Trials, _category) = (trials, category);

    /// <summary>How many trials.</summary>
    public int Trials { get; }

    /// <inheritdoc/>
    public int Count => _category.Count;

    /// <summary>The probability of each category, a new array.</summary>
    public double[] Probabilities => _category.Probabilities;

    /// <inheritdoc/>
    public double[] Mean
    {
        get
        {
            int trials = Trials;
            return Array.ConvertAll(Probabilities, p => trials * p);
        }
    }

    /// <inheritdoc/>
    public double[] Variance
    {
        get
        {
            int trials = Trials;
            return Array.ConvertAll(Probabilities, p => trials * p * (1 - p));
        }
    }

    /// <inheritdoc/>
    public double[,] Covariance
    {
        get
        {
            double[] p = Probabilities;
            double[,] covariance = new double[Count, Count];
            for (int i = 0; i < Count; i++)
            {
                for (int j = 0; j < Count; j++)
                {
                    covariance[i, j] = i == j ? Trials * p[i] * (1 - p[i]) : -Trials * p[i] * p[j];
                }
            }

            return covariance;
        }
    }

    /// <summary>The distribution with the given number of trials and probabilities.</summary>
    /// <param name="trials">Zero or more.</param>
    /// <param name="probabilities">Not negative; the sum is 1 within 1e-9 (what is missing is divided out).</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">There is no category, or a parameter is out of its domain.</exception>
    public static Multinomial FromProbabilities(int trials, double[] probabilities)
        => new(ParameterCheck.Count(nameof(Multinomial), nameof(trials), trials), Categorical.FromProbabilities(probabilities));

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> x)
    {
        if (Count == 0)
        {
            return double.NaN;
        }

        VectorCheck.Length(nameof(Multinomial), x.Length, Count);
        double sum = 0, log = ProbMath.LogGamma(Trials + 1.0);
        bool isInside = true;
        for (int k = 0; k < x.Length; k++)
        {
            sum += x[k];
            isInside &= !(x[k] < 0) && x[k] == Math.Floor(x[k]);
            log += (x[k] == 0 ? 0 : x[k] * _category.LogDensity(k)) - ProbMath.LogGamma(x[k] + 1);
        }

        return double.IsNaN(sum) ? double.NaN : isInside && sum == Trials ? log : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public double[] Sample(ref Philox random)
    {
        // One category after the other: given those before it is binomial among what is left.
        double[] p = Probabilities, x = new double[Count];
        double left = 0, trials = Trials;
        for (int k = p.Length - 1; k >= 0; k--)
        {
            left += p[k];
            p[k] = left;
        }

        for (int k = 0; k < x.Length; k++)
        {
            double rest = k + 1 < p.Length ? p[k + 1] : 0;
            x[k] = p[k] > 0 ? CountSampler.Binomial(trials, (p[k] - rest) / p[k], rest / p[k], ref random) : 0;
            trials -= x[k];
        }

        return x;
    }

    /// <summary>Whether trials and probabilities are equal.</summary>
    /// <param name="other">The distribution to compare with.</param>
    /// <returns>True when they are.</returns>
    public bool Equals(Multinomial other) => Trials == other.Trials && _category == other._category;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Multinomial other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Trials, _category);

    /// <summary>Whether trials and probabilities are equal.</summary>
    /// <param name="left">One distribution.</param>
    /// <param name="right">The other distribution.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(Multinomial left, Multinomial right) => left.Equals(right);

    /// <summary>Whether trials or a probability differ.</summary>
    /// <param name="left">One distribution.</param>
    /// <param name="right">The other distribution.</param>
    /// <returns>True when one does.</returns>
    public static bool operator !=(Multinomial left, Multinomial right) => !left.Equals(right);

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Multinomial(trials: {Trials}, probabilities: {VectorCheck.Text(Probabilities)})");
}
