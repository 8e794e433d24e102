using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>The data that a likelihood observes: the member, its code at one index, its element type.</summary>
internal sealed record Observation(DataMember Data, EquatableArray<IndexSpec> Indices, Verbatim Code, string Type);

/// <summary>Matches a likelihood with its data.</summary>
internal static class ObservationReader
{
    public static Observation? Find(ReadContext context, Declaration declaration)
    {
        string? of = declaration.Attribute.Named("Of") as string;
        DataMember? data = of is null ? context.Data.Observed(declaration.Method.Name) : context.Data.Find(of);
        if (data is null)
        {
            string wanted = of ?? declaration.Name;
            context.Report(Descriptors.NoData, declaration.Where, declaration.Method.Name, wanted, Closest.Hint(wanted, context.Data.Names));
            return null;
        }

        // One row of the data is a value of a vector.
        bool isVector = Laws.IsVector(Laws.Bare(declaration.Method.ReturnType));
        int indices = IndexReader.Of(context, declaration.Method).Count(), dimensions = indices + (isVector ? 1 : 0);
        (ITypeSymbol element, int rank, bool jagged) = Shape(data.Type);
        if (rank != dimensions)
        {
            context.Report(Descriptors.DataType, declaration.Where, data.Name, data.Type.ToDisplayString(), $"'{declaration.Method.Name}' has {IndexReader.Count(indices)}{(isVector ? ", and each value is a vector" : "")}, so the data needs {(isVector ? dimensions.ToString(System.Globalization.CultureInfo.InvariantCulture) : "as many")} dimension{(dimensions == 1 && isVector ? "" : "s")}");
            return null;
        }

        bool discrete = Laws.IsDiscrete(Laws.Bare(declaration.Method.ReturnType));
        string law = Laws.Bare(declaration.Method.ReturnType).Name;
        if (ElementType(element) is not { } type || (type == "bool" && law != "Bernoulli") || (type is "double" or "float" && law is "Categorical"))
        {
            context.Report(Descriptors.DataType, declaration.Where, data.Name, data.Type.ToDisplayString(), discrete
                ? "a discrete distribution observes whole numbers (Bernoulli also 'bool')"
                : "a continuous distribution observes 'double' or 'float'");
            return null;
        }

        EquatableArray<IndexSpec> plates = IndexReader.Observed(context, declaration, data, rank, jagged);
        plates = isVector ? plates.Append(Vectors.Entry(context, declaration.Method)).ToEquatableArray() : plates;
        string code = plates.Count switch
        {
            0 => data.Name,
            1 => $"{data.Name}[{plates[0].Name}]",
            _ when jagged => $"{data.Name}[{plates[0].Name}][{plates[1].Name}]",
            _ => $"{data.Name}[{plates[0].Name}, {plates[1].Name}]",
        };
        Kind kind = type == "bool" ? Kind.Boolean : type is "double" or "float" ? Kind.Real : Kind.Integer;
        var observed = new Verbatim(code, plates.Select(p => p.Name).ToEquatableArray(), kind) { Rows = jagged && RowSources.IsSource(data.Type) ? data.Name : null };
        return new(data, plates, observed, type);
    }

    private static (ITypeSymbol Element, int Rank, bool Jagged) Shape(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 2 } matrix)
        {
            return (matrix.ElementType, 2, false);
        }

        if (type.SpecialType != SpecialType.System_String && DataShape.Length(type) is not null && DataShape.Item(type) is { } item)
        {
            return item.SpecialType != SpecialType.System_String && DataShape.Length(item) is not null && DataShape.Item(item) is { } inner ? (inner, 2, true) : (item, 1, false);
        }

        return (type, 0, false);
    }

    private static string? ElementType(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => "double",
        SpecialType.System_Single => "float",
        SpecialType.System_Int32 => "int",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_Int64 => "long",
        _ => null,
    };
}
