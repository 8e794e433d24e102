using System.Globalization;

namespace ProbDsl;

/// <summary>The Gumbel distribution of maxima.</summary>
/// <remarks>log p(x) = −z − e^(−z) − log scale, z = (x − location)/scale.</remarks>
public readonly record struct Gumbel : IContinuousDistribution
{
    private const double EulerGamma = 0.57721566490153286061;

    /// <summary>Checks the parameters.</summary>
    /// <param name="location">Any finite number.</param>
    /// <param name="scale">Positive and finite; the standard deviation is π/√6 times as large.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public Gumbel(double location, double scale)
    {
        Location = ParameterCheck.Finite(nameof(Gumbel), nameof(location), location);
        Scale = ParameterCheck.Positive(nameof(Gumbel), nameof(scale), scale);
    }

    /// <summary>The mode.</summary>
    public double Location { get; }

    /// <summary>The scale.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => Location + Scale * EulerGamma;

    /// <inheritdoc/>
    public double Variance => Scale * Scale * (Math.PI * Math.PI / 6);

    /// <inheritdoc/>
    public Support Support => Support.Reals;

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Scale > 0))
        {
            return double.NaN;
        }

        double z = (x - Location) / Scale;
        return double.IsNegativeInfinity(z) ? z : -z - Math.Exp(-z) - Math.Log(Scale);
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Location - Scale * Math.Log(random.NextExponential());

    /// <inheritdoc/>
    public double Cdf(double x) => Math.Exp(-Math.Exp(-(x - Location) / Scale));

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            return double.NaN;
        }

        return Location - Scale * Math.Log(-Saddle.LogOfProbability(p, 1 - p));
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Gumbel(location: {Location}, scale: {Scale})");
}
