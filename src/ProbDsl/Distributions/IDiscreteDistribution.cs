namespace ProbDsl;

/// <summary>A distribution over whole numbers; <see cref="IDistribution.LogDensity(double)"/> is the log mass.</summary>
public interface IDiscreteDistribution : IDistribution
{
    /// <summary>The logarithm of P(X = x).</summary>
    /// <param name="x">A count.</param>
    /// <returns>−∞ outside the support.</returns>
    double LogDensity(int x);
}
