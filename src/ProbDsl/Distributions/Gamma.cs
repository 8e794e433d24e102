using System.Globalization;

namespace ProbDsl;

/// <summary>The gamma distribution.</summary>
/// <remarks>
/// log p(x) = shape log rate + (shape − 1) log x − rate x − log Γ(shape) for x ≥ 0. There is no constructor with two numbers, because
/// half of the world reads the second one as a rate and half as a scale: use the factory that says what you have.
/// At x = 0 the density is infinite for shape &lt; 1.
/// </remarks>
public readonly record struct Gamma : IContinuousDistribution
{
    private Gamma(double shape, double rate)
    {
        Shape = shape;
        Rate = rate;
    }

    /// <summary>The shape; 1 is the exponential distribution.</summary>
    public double Shape { get; }

    /// <summary>The rate, 1/scale.</summary>
    public double Rate { get; }

    /// <summary>The scale, 1/rate.</summary>
    public double Scale => 1 / Rate;

    /// <inheritdoc/>
    public double Mean => Shape / Rate;

    /// <inheritdoc/>
    public double Variance => Shape / Rate / Rate;

    /// <inheritdoc/>
    public Support Support => Support.Positive;

    /// <summary>The gamma distribution with mean shape/rate.</summary>
    /// <param name="shape">Positive and finite.</param>
    /// <param name="rate">Positive and finite.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public static Gamma FromShapeAndRate(double shape, double rate) => new(
        ParameterCheck.Positive(nameof(Gamma), nameof(shape), shape),
        ParameterCheck.Positive(nameof(Gamma), nameof(rate), rate));

    /// <summary>The gamma distribution with mean shape · scale.</summary>
    /// <param name="shape">Positive and finite.</param>
    /// <param name="scale">Positive and finite.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public static Gamma FromShapeAndScale(double shape, double scale) => new(
        ParameterCheck.Positive(nameof(Gamma), nameof(shape), shape),
        1 / ParameterCheck.Positive(nameof(Gamma), nameof(scale), scale));

    /// <summary>The gamma distribution with the given mean and standard deviation: shape = (mean/sd)², rate = mean/sd².</summary>
    /// <param name="mean">Positive and finite.</param>
    /// <param name="sd">The standard deviation; positive and finite.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public static Gamma FromMeanAndSd(double mean, double sd)
    {
        ParameterCheck.Positive(nameof(Gamma), nameof(mean), mean);
        ParameterCheck.Positive(nameof(Gamma), nameof(sd), sd);
        double ratio = mean / sd;
        return new(ratio * ratio, ratio / sd);
    }

    /// <inheritdoc/>
    public double LogDensity(double x) => LogDensity(x, Shape, Rate);

    /// <inheritdoc/>
    public double Sample(ref Philox random) => GammaSampler.Sample(Shape, ref random) / Rate;

    /// <inheritdoc/>
    public double Cdf(double x) => IncompleteGamma.Lower(Shape, Rate * x);

    /// <inheritdoc/>
    public double Quantile(double p) => p >= 0 && p <= 1 ? IncompleteGamma.Inverse(Shape, p, 1 - p) / Rate : double.NaN;

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Gamma(shape: {Shape}, rate: {Rate})");

    internal static double LogDensity(double x, double shape, double rate)
    {
        if (!(shape > 0) || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (x < 0 || double.IsInfinity(x))
        {
            return double.NegativeInfinity;
        }

        if (shape >= 1)
        {
            return Saddle.LogPoisson(shape - 1, rate * x) + Math.Log(rate);
        }

        return x == 0
            ? double.PositiveInfinity
            : Saddle.LogPoisson(shape, rate * x) + Math.Log(shape) - Math.Log(x);
    }
}
