namespace ProbDsl.Generators;

/// <summary>A discrete latent and how many states it has.</summary>
internal sealed record LatentState(VariableSpec Variable, Expr Count)
{
    public string Own => Variable.State!.Own;

    public string Before => Variable.State!.Before;

    /// <summary>The plate of its rows; null for a scalar.</summary>
    public IndexSpec? Plate => Variable.Indices.Count == 0 ? null : Variable.Indices[0];

    /// <summary>Null where no path of its prior says how many states there are.</summary>
    public static LatentState? Of(VariableSpec variable, ModelSpec model)
        => Density.Observes(variable.Body).Select(o => CountOf(o, variable, variable.Body, model)).FirstOrDefault(IsFixed) is { } count ? new(variable, count) : null;

    /// <summary>How many states one law gives its variable.</summary>
    public static Expr CountOf(Observe observe, VariableSpec variable, EquatableArray<Stmt> body, ModelSpec model)
        => observe.Args.OfType<ArrayRef>().FirstOrDefault() is { } array ? Composer.LengthOf(array, variable, body, model) : new IntConstant(2);

    // The same in every row and whatever other latents are.
    private static bool IsFixed(Expr count) => !Walk.Names(count).Any();
}
