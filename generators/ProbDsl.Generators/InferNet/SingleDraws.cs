namespace ProbDsl.Generators;

/// <summary>Writes a Multinomial as what it counts: one Categorical for each single draw.</summary>
/// <remarks>
/// Infer.NET has a Multinomial, but its evidence is wrong under expectation propagation. Draws in a given order have the same posterior, and an evidence that is less
/// by the logarithm of the number of orders with these counts.
/// </remarks>
internal static class SingleDraws
{
    /// <summary>The model with an index of the face and one of the draw in place of each Multinomial's elements.</summary>
    public static ModelSpec Run(ModelSpec model)
        => !model.Variables.Any(AreCounts) ? model : model with { Variables = model.Variables.Select(v => AreCounts(v) ? Split(v, model) : v).ToEquatableArray() };

    /// <summary>Whether a variable of the model that comes out is one of these.</summary>
    public static bool IsOf(VariableSpec variable) => variable is { Role: Role.Likelihood, ReturnType: "Multinomial", IsVector: false };

    /// <summary>Of one of these the variable with an entry for each row of counts, the face, and how often it came as data code.</summary>
    public static (VariableSpec Rows, IndexSpec Face, string Count) CountsOf(VariableSpec variable)
    {
        IndexSpec draw = variable.Indices[variable.Indices.Count - 1];
        return (variable with { Indices = variable.Indices.Take(variable.Indices.Count - 2).ToEquatableArray(), ReturnType = "" }, variable.Indices[variable.Indices.Count - 2], draw.Size.Code);
    }

    private static bool AreCounts(VariableSpec variable) => variable is { Role: Role.Likelihood, ReturnType: "Multinomial", IsVector: true };

    private static VariableSpec Split(VariableSpec counts, ModelSpec model)
    {
        Verbatim count = counts.Observed!;
        return counts with
        {
            Indices = counts.Indices.Append(new IndexSpec(UserNames.Free(model, "draw"), count with { Code = $"(int)({count.Code})" })).ToEquatableArray(),
            IsVector = false,
            Observed = count with { Code = Scalarise.Entry(counts).Name },
            ObservedType = "int",
        };
    }
}
