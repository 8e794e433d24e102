namespace ProbDsl;

/// <summary>
/// A normalising flow: a network that maps a vector one to one onto another of the same length, and gives the logarithm of how it stretches volume. As a <c>[Parameter]</c>
/// of a model it makes of a simple q, or of a simple prior, one of any shape: <c>Flow.Push(NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n])))</c>.
/// </summary>
/// <remarks>
/// z = f(z₀) with z₀ drawn from the source, and log q(z) = log q₀(z₀) − log |det ∂f/∂z₀| (Rezende and Mohamed 2015). As a network it takes z₀ and then the context, and gives
/// z and then log |det ∂f/∂z₀|; <see cref="Inverse"/> takes z and the context, and gives z₀ and log |det ∂f⁻¹/∂z|.
/// </remarks>
public abstract class Flow : Network
{
    private protected Flow(Layer forward, Layer inverse, int count, int context)
        : base(forward) => (Inverse, Count, Context) = (new Network(inverse), count, context);

    /// <summary>How many numbers the vector has.</summary>
    public int Count { get; }

    /// <summary>How many numbers of a context, which chooses the map, go in beside it.</summary>
    public int Context { get; }

    /// <summary>The way back, with the same weights.</summary>
    public Network Inverse { get; }

    /// <summary>Stands in a model for the distribution of f(z₀), z₀ drawn from <paramref name="source"/>.</summary>
    /// <param name="source">As long as <see cref="Count"/>.</param>
    /// <exception cref="InvalidOperationException">It was called: a flow in a model has no weights of its own.</exception>
    public FlowVector Push(NormalVector source) => throw Unweighted();

    /// <inheritdoc cref="Push(NormalVector)"/>
    public FlowVector Push(MultivariateNormal source) => throw Unweighted();

    /// <summary>Stands in a model for the distribution of f(z₀; context), another map for each row.</summary>
    /// <param name="source">As long as <see cref="Count"/>.</param>
    /// <param name="context">As many numbers as <see cref="Context"/>: data of the row, or what a network gives of it.</param>
    /// <exception cref="InvalidOperationException">It was called: a flow in a model has no weights of its own.</exception>
    public FlowVector Push(NormalVector source, double[] context) => throw Unweighted();

    /// <inheritdoc cref="Push(NormalVector, double[])"/>
    public FlowVector Push(MultivariateNormal source, double[] context) => throw Unweighted();

    private InvalidOperationException Unweighted() => new($"{this} has no weights: Push stands for it in the methods of a model. A trained flow is a property of the fit.");
}

/// <summary>What a <see cref="Flow"/> of a model makes of a normal vector. It stands in models alone; a trained flow is a <see cref="TrainedFlow"/>.</summary>
public readonly struct FlowVector;
