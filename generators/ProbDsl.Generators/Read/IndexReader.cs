using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>Index parameters: their names and ranges.</summary>
internal static class IndexReader
{
    /// <summary>The indices of a latent or derived quantity; each needs a [Plate].</summary>
    public static EquatableArray<IndexSpec> Declared(ReadContext context, Declaration declaration)
    {
        List<IndexSpec> indices = [];
        HashSet<string> taken = new(context.Reserved);
        foreach (IParameterSymbol parameter in Of(declaration.Method))
        {
            string name = Name(parameter, taken);
            indices.Add(new(name, Plate(context, parameter) ?? Missing(context, parameter, declaration)));
        }

        return Checked(context, declaration, indices);
    }

    /// <summary>The indices of an observed variable: their ranges come from the data where no [Plate] gives them.</summary>
    public static EquatableArray<IndexSpec> Observed(ReadContext context, Declaration declaration, DataMember data, int rank, bool jagged)
    {
        List<IndexSpec> indices = [];
        HashSet<string> taken = new(context.Reserved);
        foreach (IParameterSymbol parameter in Of(declaration.Method))
        {
            int position = indices.Count;
            string name = Name(parameter, taken);
            Verbatim size = Plate(context, parameter) ?? (position, rank, jagged) switch
            {
                (0, 1, _) or (0, 2, true) => new($"{data.Name}.{DataShape.Length(data.Type)}", [], Kind.Integer),
                (1, 2, true) => new($"{data.Name}[{indices[0].Name}].{DataShape.Length(DataShape.Item(data.Type)!)}", [indices[0].Name], Kind.Integer),
                (_, 2, false) => new($"{data.Name}.GetLength({(position == 0 ? "0" : "1")})", [], Kind.Integer),
                _ => Missing(context, parameter, declaration),
            };
            indices.Add(new(name, size));
        }

        return Checked(context, declaration, indices);
    }

    /// <summary>The indices of a q: ranges of the latent it covers, names of its own.</summary>
    public static EquatableArray<IndexSpec> Covered(ReadContext context, Declaration declaration, Quantity latent)
    {
        List<IndexSpec> indices = [];
        HashSet<string> taken = new(context.Reserved);
        foreach (IParameterSymbol parameter in Of(declaration.Method))
        {
            string name = Name(parameter, taken);
            Verbatim? own = Plate(context, parameter);
            indices.Add(new(name, indices.Count < latent.Rank ? latent.Indices[indices.Count].Size : own ?? new("0", [], Kind.Integer)));
        }

        if (indices.Count != latent.Rank)
        {
            context.Report(Descriptors.GuideIndices, declaration.Where, latent.Name, Count(indices.Count), Count(latent.Rank));
        }

        return indices.ToEquatableArray();
    }

    public static IEnumerable<IParameterSymbol> Of(IMethodSymbol method) => method.Parameters.Where(p => p.Type.SpecialType == SpecialType.System_Int32);

    public static string Count(int indices) => indices switch { 0 => "no index", 1 => "one index", 2 => "two indices", _ => indices.ToString(System.Globalization.CultureInfo.InvariantCulture) + " indices" };

    /// <summary>The <c>int</c> member that an attribute names.</summary>
    public static Verbatim? Size(ReadContext context, string? name, Location where)
    {
        if (name is not null && context.Data.Find(name) is { Type.SpecialType: SpecialType.System_Int32 })
        {
            return new(name, [], Kind.Integer);
        }

        context.Report(Descriptors.PlateSize, where, name ?? "");
        return null;
    }

    private static Verbatim? Plate(ReadContext context, IParameterSymbol parameter)
        => parameter.Attribute("Plate") is { } plate
            ? Size(context, plate.First() as string, plate.Where(parameter)) ?? new Verbatim("0", [], Kind.Integer)
            : null;

    private static Verbatim Missing(ReadContext context, IParameterSymbol parameter, Declaration declaration)
    {
        context.Report(Descriptors.MissingPlate, parameter.Where(), parameter.Name, declaration.Method.Name);
        return new("0", [], Kind.Integer);
    }

    // An index that hides a data member gets another name, so that a size can be written inside its loop.
    private static string Name(IParameterSymbol parameter, HashSet<string> taken)
    {
        string name = new Names(taken).Fresh(parameter.Name);
        taken.Add(name);
        return name;
    }

    private static EquatableArray<IndexSpec> Checked(ReadContext context, Declaration declaration, List<IndexSpec> indices)
    {
        if (indices.Count > 2)
        {
            context.Report(Descriptors.TooManyIndices, declaration.Where, declaration.Method.Name, indices.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return indices.ToEquatableArray();
    }
}
