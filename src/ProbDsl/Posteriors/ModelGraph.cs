namespace ProbDsl;

/// <summary>What a node of a model's graph is.</summary>
public enum NodeRole
{
    /// <summary>A latent, with a prior.</summary>
    Latent,

    /// <summary>An observed variable.</summary>
    Data,

    /// <summary>A quantity that follows from others.</summary>
    Derived,

    /// <summary>A parameter of p or of a declared q.</summary>
    Parameter,

    /// <summary>A network whose weights are parameters.</summary>
    Network,

    /// <summary>A log density that belongs to no variable.</summary>
    Factor,
}

/// <summary>One variable of a model as it is declared.</summary>
/// <param name="Name">Its name: <c>theta</c>.</param>
/// <param name="Role">What it is.</param>
/// <param name="Distribution">The type of its distribution: <c>Normal</c>; empty where it has none.</param>
/// <param name="Law">Its distribution or its value in the source's own words: <c>Normal(mu, tau)</c>; empty where nothing is written.</param>
/// <param name="Plates">The sizes of the plates it stands in, outermost first, as they are written: <c>Schools</c>.</param>
/// <param name="Parents">The names of the latents, derived quantities, parameters and networks that it depends on.</param>
public sealed record GraphNode(string Name, NodeRole Role, string Distribution, string Law, IReadOnlyList<string> Plates, IReadOnlyList<string> Parents)
{
    /// <summary>What a declared q of this latent depends on; empty where none is declared.</summary>
    public IReadOnlyList<string> GuideParents { get; init; } = [];

    /// <summary>The declared q in the source's own words; empty where none is declared.</summary>
    public string Guide { get; init; } = "";

    /// <summary>Of a latent, whether its KL is closed form given the sampled parents; null for any other variable.</summary>
    public bool? IsKlClosedForm { get; init; }
}

/// <summary>The graph of a model: its variables, in declaration order. Written by the generator.</summary>
/// <param name="Nodes">The variables; of equal names the one that others depend on comes first.</param>
public sealed record ModelGraph(IReadOnlyList<GraphNode> Nodes);
