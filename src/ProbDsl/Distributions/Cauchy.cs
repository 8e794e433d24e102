using System.Globalization;

namespace ProbDsl;

/// <summary>The Cauchy distribution: Student's t with one degree of freedom.</summary>
/// <remarks>
/// log p(x) = −log(π scale (1 + z²)), z = (x − location)/scale.
/// It has neither mean nor variance: both are NaN.
/// </remarks>
public readonly record struct Cauchy : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="location">Any finite number.</param>
    /// <param name="scale">Half the distance between the quartiles; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public Cauchy(double location, double scale)
    {
        Location = ParameterCheck.Finite(nameof(Cauchy), nameof(location), location);
        Scale = ParameterCheck.Positive(nameof(Cauchy), nameof(scale), scale);
    }

    /// <summary>The median and mode.</summary>
    public double Location { get; }

    /// <summary>Half the distance between the quartiles.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => double.NaN;

    /// <inheritdoc/>
    public double Variance => double.NaN;

    /// <inheritdoc/>
    public Support Support => Support.Reals;

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Scale > 0))
        {
            return double.NaN;
        }

        return HalfCauchy.LogKernel((x - Location) / Scale) - Math.Log(Math.PI * Scale);
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Location + Scale * Math.Tan(Math.PI * (random.NextDouble() - 0.5));

    /// <inheritdoc/>
    public double Cdf(double x)
    {
        double z = (x - Location) / Scale;
        return z < -1 ? Math.Atan(-1 / z) / Math.PI : z > 1 ? 1 - Math.Atan(1 / z) / Math.PI : 0.5 + Math.Atan(z) / Math.PI;
    }

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
        {
            return p == 0 ? double.NegativeInfinity : p == 1 ? double.PositiveInfinity : double.NaN;
        }

        double tail = Math.Min(p, 1 - p);
        double z = tail < 0.25 ? 1 / Math.Tan(Math.PI * tail) : Math.Tan(Math.PI * (0.5 - tail));
        return p < 0.5 ? Location - Scale * z : Location + Scale * z;
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Cauchy(location: {Location}, scale: {Scale})");
}
