namespace ProbDsl;

/// <summary>
/// The factor graph of a model over its latents, with plates unrolled and observed variables removed: whether message passing on it is exact.
/// Used by generated code, which adds the factors one by one.
/// </summary>
/// <remarks>
/// Expectation propagation is exact where the graph is a forest and each factor is linear Gaussian with known variance or a conjugate pair.
/// Variational message passing is exact where each connected component has one latent, under conjugate factors.
/// </remarks>
public sealed class FactorGraph
{
    private readonly List<int> _parent = [];
    private int _first = -1;
    private bool _isForest = true;
    private bool _isMeanField = true;
    private int _projections;
    private bool _isConjugate = true;

    /// <summary>Begins a factor.</summary>
    /// <param name="match">How the factor goes with the family of its latents.</param>
    public void Factor(FactorMatch match)
    {
        _first = -1;
        _projections += match == FactorMatch.Projected ? 1 : 0;
        _isConjugate &= match != FactorMatch.None;
    }

    /// <summary>Says that the factor last begun reads a latent.</summary>
    /// <param name="latent">The latent's number, from 0.</param>
    public void Reads(int latent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(latent);
        while (_parent.Count <= latent)
        {
            _parent.Add(_parent.Count);
        }

        if (_first < 0)
        {
            _first = latent;
            return;
        }

        // Two latents of one factor that are connected already close a loop.
        int a = Root(_first), b = Root(latent);
        _isForest &= a != b;
        _isMeanField = false;
        _parent[b] = a;
    }

    /// <summary>The logarithm of the number of orders in which single draws with all counts could have come, by which their evidence is less than that of the counts.</summary>
    public double LogOrders { get; private set; }

    /// <summary>Adds log (n!/∏ cₖ!), n = Σ cₖ, to <see cref="LogOrders"/>.</summary>
    /// <param name="counts">How often each face came, none negative.</param>
    public void Counts(int[] counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        LogOrders += ProbMath.LogGamma(1.0 + counts.Sum()) - counts.Sum(c => ProbMath.LogGamma(1.0 + c));
    }

    /// <summary>What an algorithm gives on this graph.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <returns>Never more than is proven.</returns>
    public InferNetAccuracy Accuracy(InferNetAlgorithm algorithm) => algorithm switch
    {
        InferNetAlgorithm.ExpectationPropagation when _isForest && _isConjugate && _projections == 0 => InferNetAccuracy.Exact,
        InferNetAlgorithm.ExpectationPropagation when _isForest && _isConjugate && _projections == 1 => InferNetAccuracy.Moments,
        InferNetAlgorithm.VariationalMessagePassing when _isMeanField && _isConjugate && _projections == 0 => InferNetAccuracy.Exact,
        _ => InferNetAccuracy.Approximate,
    };

    private int Root(int latent)
    {
        while (_parent[latent] != latent)
        {
            latent = _parent[latent] = _parent[_parent[latent]];
        }

        return latent;
    }
}
