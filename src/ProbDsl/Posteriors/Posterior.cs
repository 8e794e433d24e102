namespace ProbDsl;

/// <summary>A posterior of a model, fitted, exact or sampled: what is asked of each in the same words.</summary>
/// <remarks>Generated posteriors add a typed property for each quantity.</remarks>
public abstract class Posterior
{
    private const int CovarianceDraws = 1 << 13;

    private protected Posterior()
    {
    }

    /// <summary>The model's name.</summary>
    public abstract string ModelName { get; }

    /// <summary>The model's quantities, in declaration order.</summary>
    public abstract IReadOnlyList<QuantityInfo> Quantities { get; }

    /// <summary>Every scalar of every quantity, in declaration order, row-major.</summary>
    public abstract IReadOnlyList<ScalarPosterior> Scalars { get; }

    /// <summary>The log evidence log p(x); NaN where it is not known.</summary>
    public abstract Estimate LogEvidence { get; }

    /// <summary>The posterior of a scalar quantity.</summary>
    /// <param name="quantity">Its index in <see cref="Quantities"/>.</param>
    /// <returns>The posterior; for a vector or matrix, that of its first element.</returns>
    public ScalarPosterior Scalar(int quantity) => Scalars[Quantities.Offset(quantity)];

    /// <summary>The posterior of a vector quantity.</summary>
    /// <param name="quantity">Its index in <see cref="Quantities"/>.</param>
    /// <returns>The posterior, row-major for a matrix.</returns>
    public VectorPosterior Vector(int quantity) => new(Quantities[quantity].Name, Elements(quantity));

    /// <summary>The posterior of a matrix quantity.</summary>
    /// <param name="quantity">Its index in <see cref="Quantities"/>.</param>
    /// <returns>The posterior; a vector is one column.</returns>
    public MatrixPosterior Matrix(int quantity)
    {
        QuantityInfo info = Quantities[quantity];
        return new(info.Name, Math.Abs(info.Rows), Math.Abs(info.Columns), Elements(quantity));
    }

    /// <summary>Draws of all scalars of all quantities from this posterior.</summary>
    /// <param name="count">How many draws.</param>
    /// <param name="seed">Chooses the draws.</param>
    /// <returns>One row per draw; within it the order of <see cref="Scalars"/>.</returns>
    public abstract double[][] DrawValues(int count, ulong seed);

    /// <summary>The covariance matrix of some scalars, row-major, from 8,192 draws unless more is known; null where only marginals are.</summary>
    internal virtual double[]? Covariances(int[] scalars) => Correlations.Covariances(DrawValues(CovarianceDraws, seed: 1), scalars);

    private ScalarPosterior[] Elements(int quantity)
    {
        int offset = Quantities.Offset(quantity);
        var elements = new ScalarPosterior[Quantities[quantity].Count];
        for (int k = 0; k < elements.Length; k++)
        {
            elements[k] = Scalars[offset + k];
        }

        return elements;
    }
}
