using System.Globalization;

namespace ProbDsl;

/// <summary>The flat improper prior: log density 0 on its support, nothing more.</summary>
/// <remarks>
/// It is not a probability distribution (on a bounded interval it is one only up to the factor 1/(upper − lower), which is left out:
/// use <see cref="Uniform"/> for the normalised one). It cannot be sampled, except between two bounds, where the cumulative
/// distribution function, the quantile and the moments are those of the uniform distribution.
/// </remarks>
public readonly record struct Flat : IContinuousDistribution
{
    private Flat(double lower, double upper)
    {
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The lower bound, or −∞.</summary>
    public double Lower { get; }

    /// <summary>The upper bound, or +∞.</summary>
    public double Upper { get; }

    /// <inheritdoc/>
    public double Mean => IsBounded ? AsUniform.Mean : double.NaN;

    /// <inheritdoc/>
    public double Variance => IsBounded ? AsUniform.Variance : double.NaN;

    /// <inheritdoc/>
    public Support Support => new(Lower, Upper, false);

    private bool IsBounded => double.IsFinite(Lower) && double.IsFinite(Upper) && Lower < Upper;

    private Uniform AsUniform => new(Lower, Upper);

    /// <summary>Flat on the whole line.</summary>
    /// <returns>The prior.</returns>
    public static Flat Real() => new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Flat on the positive numbers.</summary>
    /// <returns>The prior.</returns>
    public static Flat Positive() => new(0, double.PositiveInfinity);

    /// <summary>Flat above a bound.</summary>
    /// <param name="lower">Finite.</param>
    /// <returns>The prior.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not finite.</exception>
    public static Flat Above(double lower) => new(ParameterCheck.Finite(nameof(Flat), nameof(lower), lower), double.PositiveInfinity);

    /// <summary>Flat below a bound.</summary>
    /// <param name="upper">Finite.</param>
    /// <returns>The prior.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not finite.</exception>
    public static Flat Below(double upper) => new(double.NegativeInfinity, ParameterCheck.Finite(nameof(Flat), nameof(upper), upper));

    /// <summary>Flat between two bounds: density 1, not 1/(upper − lower).</summary>
    /// <param name="lower">Finite.</param>
    /// <param name="upper">Finite and greater than lower.</param>
    /// <returns>The prior.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or lower is not less than upper.</exception>
    public static Flat Between(double lower, double upper) => new(
        ParameterCheck.Below(nameof(Flat), nameof(lower), ParameterCheck.Finite(nameof(Flat), nameof(lower), lower), nameof(upper), upper),
        ParameterCheck.Finite(nameof(Flat), nameof(upper), upper));

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Lower < Upper) || double.IsNaN(x))
        {
            return double.NaN;
        }

        return Support.Contains(x) ? 0 : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The prior is improper.</exception>
    public double Sample(ref Philox random) => IsBounded ? AsUniform.Sample(ref random) : throw Improper("be sampled");

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The prior is improper.</exception>
    public double Cdf(double x) => IsBounded ? AsUniform.Cdf(x) : throw Improper("have probabilities");

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The prior is improper.</exception>
    public double Quantile(double p) => IsBounded ? AsUniform.Quantile(p) : throw Improper("have quantiles");

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the bounds.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Flat(lower: {Lower}, upper: {Upper})");

    private InvalidOperationException Improper(string what) =>
        new($"{this}: an improper prior can't {what}; give the variable a proper prior, such as Normal or HalfNormal.");
}
