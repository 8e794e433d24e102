using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>
/// Vector-valued variables. To other methods a latent vector is an array, and a plate of them an array of arrays; how long one is only the body says, so that a
/// latent vector is read before what takes it (<see cref="WholeArrays.First"/>).
/// </summary>
internal static class Vectors
{
    /// <summary>Whether a method declares a latent vector.</summary>
    public static bool IsDeclared(Declaration declaration) => declaration.Role == Role.Prior && Laws.IsVector(declaration.Method.ReturnType);

    /// <summary><c>double[][]</c>, by which other methods take a plate of vectors.</summary>
    public static bool IsRows(ITypeSymbol type)
        => type is IArrayTypeSymbol { Rank: 1, ElementType: IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Double } };

    /// <summary>The index of the elements, whose number is not known yet.</summary>
    public static IndexSpec Entry(ReadContext context, IMethodSymbol method)
        => new(new Names(context.Reserved.Concat(method.Parameters.Select(p => p.Name))).Fresh("entry"), new Verbatim("0", [], Kind.Integer));

    /// <summary>The indices of a latent vector: its plate, and its elements.</summary>
    public static EquatableArray<IndexSpec> Unmeasured(ReadContext context, Declaration declaration)
    {
        EquatableArray<IndexSpec> plates = IndexReader.Declared(context, declaration);
        if (plates.Count > 1)
        {
            context.Report(Descriptors.Vector, declaration.Where, declaration.Name, "it has two plates, and a vector one at most; put the rows of both into one plate");
        }

        return plates.Append(Entry(context, declaration.Method)).ToEquatableArray();
    }

    /// <summary>The indices with the number of elements that the body gave; null where it cannot be used, which is reported.</summary>
    public static EquatableArray<IndexSpec>? Measured(ReadContext context, Declaration declaration, EquatableArray<IndexSpec> indices, Expr? length)
    {
        if (length is null)
        {
            return null;
        }

        Verbatim size = Integers.Code(length);
        if (size.Free.Count > 0)
        {
            context.Report(Descriptors.Vector, declaration.Where, declaration.Name, $"its length '{size.Code}' differs from row to row; give all rows one length");
            return null;
        }

        return indices.Take(indices.Count - 1).Append(indices[indices.Count - 1] with { Size = size }).ToEquatableArray();
    }
}
