using System.Globalization;

namespace ProbDsl;

/// <summary>The Laplace distribution (double exponential).</summary>
/// <remarks>log p(x) = −|x − location|/scale − log(2 scale).</remarks>
public readonly record struct Laplace : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="location">Any finite number.</param>
    /// <param name="scale">The mean absolute deviation; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public Laplace(double location, double scale)
    {
        Location = ParameterCheck.Finite(nameof(Laplace), nameof(location), location);
        Scale = ParameterCheck.Positive(nameof(Laplace), nameof(scale), scale);
    }

    /// <summary>The mean, median and mode.</summary>
    public double Location { get; }

    /// <summary>The mean absolute deviation.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => Location;

    /// <inheritdoc/>
    public double Variance => 2 * Scale * Scale;

    /// <inheritdoc/>
    public Support Support => Support.Reals;

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Scale > 0))
        {
            return double.NaN;
        }

        return -Math.Abs((x - Location) / Scale) - Math.Log(2 * Scale);
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Quantile(random.NextDouble());

    /// <inheritdoc/>
    public double Cdf(double x)
    {
        double z = (x - Location) / Scale;
        return z < 0 ? 0.5 * Math.Exp(z) : 1 - 0.5 * Math.Exp(-z);
    }

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            return double.NaN;
        }

        return p < 0.5 ? Location + Scale * Math.Log(2 * p) : Location - Scale * Math.Log(2 * (1 - p));
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Laplace(location: {Location}, scale: {Scale})");
}
