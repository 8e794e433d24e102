using System.Globalization;

namespace ProbDsl;

/// <summary>The logistic distribution.</summary>
/// <remarks>log p(x) = −|z| − 2 log(1 + e^(−|z|)) − log scale, z = (x − location)/scale.</remarks>
public readonly record struct Logistic : IContinuousDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="location">Any finite number.</param>
    /// <param name="scale">Positive and finite; the standard deviation is π/√3 times as large.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public Logistic(double location, double scale)
    {
        Location = ParameterCheck.Finite(nameof(Logistic), nameof(location), location);
        Scale = ParameterCheck.Positive(nameof(Logistic), nameof(scale), scale);
    }

    /// <summary>The mean, median and mode.</summary>
    public double Location { get; }

    /// <summary>The scale.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => Location;

    /// <inheritdoc/>
    public double Variance => Scale * Scale * (Math.PI * Math.PI / 3);

    /// <inheritdoc/>
    public Support Support => Support.Reals;

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Scale > 0))
        {
            return double.NaN;
        }

        double z = Math.Abs((x - Location) / Scale);
        return -z - 2 * ProbMath.Log1p(Math.Exp(-z)) - Math.Log(Scale);
    }

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Quantile(random.NextDouble());

    /// <inheritdoc/>
    public double Cdf(double x) => ProbMath.LogisticSigmoid((x - Location) / Scale);

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            return double.NaN;
        }

        return Location + Scale * (Math.Log(p) - ProbMath.Log1p(-p));
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Logistic(location: {Location}, scale: {Scale})");
}
