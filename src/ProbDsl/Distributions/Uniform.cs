using System.Globalization;

namespace ProbDsl;

/// <summary>The uniform distribution on an interval.</summary>
/// <remarks>log p(x) = −log(upper − lower) for lower ≤ x ≤ upper.</remarks>
public readonly record struct Uniform : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="lower">Finite.</param>
    /// <param name="upper">Finite and greater than lower.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public Uniform(double lower, double upper)
    {
        ParameterCheck.Finite(nameof(Uniform), nameof(lower), lower);
        Lower = ParameterCheck.Below(nameof(Uniform), nameof(lower), lower, nameof(upper), upper);
        Upper = ParameterCheck.Finite(nameof(Uniform), nameof(upper), upper);
    }

    /// <summary>The smallest value.</summary>
    public double Lower { get; }

    /// <summary>The largest value.</summary>
    public double Upper { get; }

    /// <inheritdoc/>
    public double Mean => Lower + 0.5 * (Upper - Lower);

    /// <inheritdoc/>
    public double Variance => (Upper - Lower) * (Upper - Lower) / 12;

    /// <inheritdoc/>
    public Support Support => new(Lower, Upper, false);

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Lower < Upper) || double.IsNaN(x))
        {
            return double.NaN;
        }

        return x >= Lower && x <= Upper ? -Math.Log(Upper - Lower) : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Quantile(random.NextDouble());

    /// <inheritdoc/>
    public double Cdf(double x) => x <= Lower ? 0 : x >= Upper ? 1 : (x - Lower) / (Upper - Lower);

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            return double.NaN;
        }

        // From the nearer end, so that p = 1 gives upper exactly.
        return p < 0.5 ? Lower + p * (Upper - Lower) : Upper - (1 - p) * (Upper - Lower);
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Uniform(lower: {Lower}, upper: {Upper})");
}
