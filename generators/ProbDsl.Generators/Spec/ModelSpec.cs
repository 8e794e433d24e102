namespace ProbDsl.Generators;

/// <summary>
/// Everything the compiler knows of one model: the value cached between runs. Keep it immutable and equal by structure: no symbol, syntax node,
/// location, line or span may enter it, and arrays are <see cref="EquatableArray{T}"/>.
/// </summary>
/// <param name="Type">Where the user's partial class stands.</param>
/// <param name="Family">The family that covers the latents without a q of their own.</param>
/// <param name="Variables">Random variables, factors, derived quantities and declared q's in declaration order.</param>
/// <param name="Functions">Helper methods that latent code calls, differentiated once each; a function stands before those that call it.</param>
internal sealed record ModelSpec(
    TypeSpec Type,
    FamilySpec Family,
    EquatableArray<VariableSpec> Variables,
    EquatableArray<FunctionSpec> Functions)
{
    /// <summary>Whether latents have been replaced by their coordinates.</summary>
    public bool IsRecoordinated { get; init; }

    /// <summary>Whether the states of a discrete latent are an index, over which the expectation under q is taken. Such a model has no log joint of its latents: each state has its own.</summary>
    public bool IsEnumerated { get; init; }

    /// <summary>The size of the plate that minibatches are taken from, as data code; null where none is.</summary>
    public string? Subsampled { get; init; }

    /// <summary>The model as it was written, with its vector-valued variables; null where it has none.</summary>
    public ModelSpec? Vectors { get; init; }

    /// <summary>The matrices that vector-valued variables need.</summary>
    public EquatableArray<MatrixSpec> Matrices { get; init; } = [];

    /// <summary>The model as it was written, with its discrete latents; null where it has none, and they have not been summed over.</summary>
    public ModelSpec? Unsummed { get; init; }

    /// <summary>Whether networks are trained in single precision.</summary>
    public bool IsSingle { get; init; }

    /// <summary>What networks are trained to maximise, declared by the user; null for the ELBO.</summary>
    public ObjectiveSpec? Objective { get; init; }

    /// <summary>Whether a variable has one value for each row of the subsampled plate.</summary>
    public bool IsSubsampled(VariableSpec variable)
        => Subsampled is not null && !variable.IsWhole && variable.Indices.Count > 0 && variable.Indices[0].Size.Code == Subsampled;

    public VariableSpec? Find(string name) => Variables.FirstOrDefault(v => v.Name == name && v.Role is Role.Prior or Role.Derived);
}

/// <summary>An objective of training: one of the model's functions, and the terms that it takes, in the order of its parameters.</summary>
internal sealed record ObjectiveSpec(string Function, EquatableArray<string> Terms);

/// <summary>The user's class: its namespace (empty for the global one), its containing types from the outside in, and the using directives in force.</summary>
/// <param name="Namespace">Dotted name, or empty.</param>
/// <param name="Containers">Partial headers of the containing types, outermost first: <c>partial class Outer&lt;T&gt;</c>.</param>
/// <param name="Header">Partial header of the model itself: <c>partial class EightSchools</c>, <c>partial record Coin</c>.</param>
/// <param name="Name">Simple name.</param>
/// <param name="Usings">Using directives of the user's file and namespace, one per entry, in order, so that data code means the same in the generated file.</param>
/// <param name="FilePrefix">Unique start of the generated files' names, from the full metadata name.</param>
internal sealed record TypeSpec(
    string Namespace,
    EquatableArray<string> Containers,
    string Header,
    string Name,
    EquatableArray<string> Usings,
    string FilePrefix);

internal enum FamilyKind
{
    MeanField,
    FullRank,
    LowRank,
    Flow,
}

/// <summary>The family of the latents without a q of their own.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Rank">Columns of a low-rank factor, or couplings of a flow.</param>
/// <param name="Hidden">Numbers in the hidden layer of each coupling.</param>
internal sealed record FamilySpec(FamilyKind Kind, int Rank, int Hidden = 0);
