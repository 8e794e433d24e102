using System.Globalization;

namespace ProbDsl;

/// <summary>Student's t distribution with a location and a scale.</summary>
/// <remarks>
/// log p(x) = log Γ((ν+1)/2) − log Γ(ν/2) − ½ log(ν π) − log scale − (ν+1)/2 log(1 + z²/ν), z = (x − location)/scale.
/// The mean is NaN for ν ≤ 1; the variance is infinite for 1 &lt; ν ≤ 2 and NaN for ν ≤ 1.
/// </remarks>
public readonly record struct StudentT : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="degreesOfFreedom">ν, the tail exponent; positive and finite.</param>
    /// <param name="location">Any finite number.</param>
    /// <param name="scale">Positive and finite; smaller than the standard deviation.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public StudentT(double degreesOfFreedom, double location, double scale)
    {
        DegreesOfFreedom = ParameterCheck.Positive(nameof(StudentT), nameof(degreesOfFreedom), degreesOfFreedom);
        Location = ParameterCheck.Finite(nameof(StudentT), nameof(location), location);
        Scale = ParameterCheck.Positive(nameof(StudentT), nameof(scale), scale);
    }

    /// <summary>ν, the tail exponent.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>The median and mode.</summary>
    public double Location { get; }

    /// <summary>The scale.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => DegreesOfFreedom > 1 ? Location : double.NaN;

    /// <inheritdoc/>
    public double Variance => DegreesOfFreedom > 2
        ? Scale * Scale * (DegreesOfFreedom / (DegreesOfFreedom - 2))
        : DegreesOfFreedom > 1 ? double.PositiveInfinity : double.NaN;

    /// <inheritdoc/>
    public Support Support => Support.Reals;

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Scale > 0))
        {
            return double.NaN;
        }

        return StudentTail.LogDensity(DegreesOfFreedom, (x - Location) / Scale) - Math.Log(Scale);
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Location + Scale * StudentTail.Sample(DegreesOfFreedom, ref random);

    /// <inheritdoc/>
    public double Cdf(double x) => StudentTail.Cdf(DegreesOfFreedom, (x - Location) / Scale);

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
        {
            return p == 0 ? double.NegativeInfinity : p == 1 ? double.PositiveInfinity : double.NaN;
        }

        double z = StudentTail.UpperQuantile(DegreesOfFreedom, Math.Min(p, 1 - p));
        return p < 0.5 ? Location - Scale * z : Location + Scale * z;
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"StudentT(degreesOfFreedom: {DegreesOfFreedom}, location: {Location}, scale: {Scale})");
}
