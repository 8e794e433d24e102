namespace ProbDsl;

/// <summary>A distribution over vectors of one length.</summary>
/// <remarks>Immutable like the distributions over numbers. The <c>default</c> struct has length 0, and its log density is NaN.</remarks>
public interface IVectorDistribution
{
    /// <summary>The length of a draw.</summary>
    int Count { get; }

    /// <summary>The logarithm of the density, or of the mass of a distribution of counts.</summary>
    /// <param name="x">A vector of <see cref="Count"/> numbers.</param>
    /// <returns>−∞ outside the support, NaN where a number is NaN.</returns>
    /// <exception cref="ArgumentException">The length is another.</exception>
    double LogDensity(ReadOnlySpan<double> x);

    /// <summary>Draws a vector.</summary>
    /// <param name="random">The generator; it moves on.</param>
    /// <returns>A new array.</returns>
    double[] Sample(ref Philox random);

    /// <summary>The expectation of each element, a new array.</summary>
    double[] Mean { get; }

    /// <summary>The variance of each element, a new array: the diagonal of <see cref="Covariance"/>.</summary>
    double[] Variance { get; }

    /// <summary>The covariance matrix, a new array.</summary>
    double[,] Covariance { get; }
}
