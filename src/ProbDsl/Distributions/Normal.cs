using System.Globalization;

namespace ProbDsl;

/// <summary>The normal (Gaussian) distribution.</summary>
/// <remarks>log p(x) = −(x − mean)²/(2 sd²) − log(sd √(2π)).</remarks>
public readonly record struct Normal : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="mean">Any finite number.</param>
    /// <param name="sd">The standard deviation (not the variance); positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public Normal(double mean, double sd)
    {
        Mean = ParameterCheck.Finite(nameof(Normal), nameof(mean), mean);
        Sd = ParameterCheck.Positive(nameof(Normal), nameof(sd), sd);
    }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double Sd { get; }

    /// <inheritdoc/>
    public double Variance => Sd * Sd;

    /// <inheritdoc/>
    public Support Support => Support.Reals;

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Sd > 0))
        {
            return double.NaN;
        }

        double z = (x - Mean) / Sd;
        return -0.5 * z * z - Math.Log(Sd) - StandardNormal.LogSqrtTwoPi;
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Mean + Sd * random.NextNormal();

    /// <inheritdoc/>
    public double Cdf(double x) => StandardNormal.Cdf((x - Mean) / Sd);

    /// <inheritdoc/>
    public double Quantile(double p) => Mean + Sd * StandardNormal.Quantile(p);

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Normal(mean: {Mean}, sd: {Sd})");
}
