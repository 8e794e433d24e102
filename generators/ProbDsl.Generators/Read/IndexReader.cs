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
        foreach (IParameterSymbol parameter in Of(context, declaration.Method))
        {
            indices.Add(indices.Count == 0 && Shared(context, declaration, parameter) is { } shared
                ? shared
                : new(Name(parameter, taken), Plate(context, parameter) ?? Missing(context, parameter, declaration)));
        }

        return Checked(context, declaration, indices);
    }

    /// <summary>The indices of an observed variable: their ranges come from the data where no [Plate] gives them.</summary>
    public static EquatableArray<IndexSpec> Observed(ReadContext context, Declaration declaration, DataMember data, int rank, bool jagged)
    {
        List<IndexSpec> indices = [];
        HashSet<string> taken = new(context.Reserved);
        foreach (IParameterSymbol parameter in Of(context, declaration.Method))
        {
            int position = indices.Count;
            if (position == 0 && Shared(context, declaration, parameter) is { } shared)
            {
                indices.Add(shared);
                continue;
            }

            string name = Name(parameter, taken);
            Verbatim size = Plate(context, parameter) ?? (position, rank, jagged) switch
            {
                (0, 1, _) or (0, 2, true) => context.Data.Size($"{data.Name}.{DataShape.Length(data.Type)}", []),
                (1, 2, true) => Ragged(context, declaration, data),
                (_, 2, false) => context.Data.Size($"{data.Name}.GetLength({(position == 0 ? "0" : "1")})", []),
                _ => Missing(context, parameter, declaration),
            };
            indices.Add(new(name, size));
        }

        return Checked(context, declaration, indices);
    }

    /// <summary>The indices of a q are those of the latent it covers, under the latent's names whatever q calls them.</summary>
    public static EquatableArray<IndexSpec>? Covered(ReadContext context, Declaration declaration, Quantity latent)
    {
        int own = Of(context, declaration.Method).Count();
        int rank = latent.Rank - (latent.IsVector ? 1 : 0);
        if (own != rank)
        {
            context.Report(Descriptors.GuideIndices, declaration.Where, latent.Name, Count(own), Count(rank));
            return null;
        }

        if (declaration.Method.Parameters.FirstOrDefault(p => p.Attribute("Parameter") is not null && latent.Indices.Any(i => i.Name == p.Name)) is { } clash)
        {
            context.Report(Descriptors.Duplicate, clash.Where(), clash.Name, $"{latent.Method.Name}, as an index");
            return null;
        }

        return latent.Indices;
    }

    public static IEnumerable<IParameterSymbol> Of(ReadContext context, IMethodSymbol method)
        => method.Parameters.Where(p => p.Type.SpecialType == SpecialType.System_Int32 && States.Named(context, p) is null);

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

    // The states of a plate's rows and what reads them run in one loop, whose index has one name in all their texts.
    private static IndexSpec? Shared(ReadContext context, Declaration declaration, IParameterSymbol parameter)
    {
        Verbatim? own = Plate(context, parameter);
        IndexSpec? shared = States.IsDeclared(declaration) && own is not null
            ? context.Quantities.Where(q => q.State is not null).SelectMany(q => q.Indices).FirstOrDefault(i => i.Size.Code == own.Code)
            : States.PlateOf(context, declaration.Method);
        if (shared is not null && own is not null && own.Code != shared.Size.Code)
        {
            context.Report(Descriptors.State, parameter.Where(), parameter.Name, $"its plate is {own.Code}, that of the discrete latent which is read at it {shared.Size.Code}");
        }

        return shared;
    }

    private static Verbatim? Plate(ReadContext context, IParameterSymbol parameter)
        => parameter.Attribute("Plate") is { } plate
            ? Size(context, plate.First() as string, plate.Where(parameter)) ?? new Verbatim("0", [], Kind.Integer)
            : null;

    // A plate is a rectangle: the run-time lays its draws and tables out so.
    private static Verbatim Ragged(ReadContext context, Declaration declaration, DataMember data)
    {
        context.Report(Descriptors.DataType, declaration.Where, data.Name, data.Type.ToDisplayString(), $"its rows may differ in length, so add a member such as 'int Longest => {data.Name}.Max(row => row.Length);', write [Plate(nameof(Longest))] before the second index and return null where a row has ended, or put the rows one after the other beside an array of row numbers");
        return new("0", [], Kind.Integer);
    }

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
