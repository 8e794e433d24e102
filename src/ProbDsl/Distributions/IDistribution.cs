namespace ProbDsl;

/// <summary>A distribution over the numbers: what every run-time distribution of ProbDsl can answer.</summary>
/// <remarks>
/// The structs are immutable and check their parameters once, in the constructor or factory. A <c>default</c> struct has never been
/// checked: its <see cref="LogDensity"/> is NaN for every argument, never a plausible number.
/// </remarks>
public interface IDistribution
{
    /// <summary>The logarithm of the density, or of the mass of a discrete distribution.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>−∞ outside the support (a count that is not whole is outside), NaN for NaN.</returns>
    double LogDensity(double x);

    /// <summary>Draws a value.</summary>
    /// <param name="random">The generator; it moves on.</param>
    /// <returns>A value in the support (rounding can place it on the boundary).</returns>
    double Sample(ref Philox random);

    /// <summary>The expectation: NaN where it does not exist, +∞ where the integral diverges to +∞.</summary>
    double Mean { get; }

    /// <summary>The variance: NaN where the mean does not exist, +∞ where the integral diverges.</summary>
    double Variance { get; }

    /// <summary>P(X ≤ x).</summary>
    /// <param name="x">Any number.</param>
    /// <returns>A probability; NaN for NaN.</returns>
    double Cdf(double x);

    /// <summary>The smallest x of the support with P(X ≤ x) ≥ p.</summary>
    /// <param name="p">A probability.</param>
    /// <returns>The quantile; NaN where p is not in [0, 1].</returns>
    double Quantile(double p);

    /// <summary>Where the density is not zero, as a closed interval.</summary>
    Support Support { get; }
}
