namespace ProbDsl.Generators;

/// <summary>
/// [Derived] methods that return a whole array, and latent vectors. Their signature says the number of dimensions, but only the body says the lengths, so these
/// methods are read before all others, each after those whose arrays it takes.
/// </summary>
internal static class WholeArrays
{
    public static bool Is(Declaration declaration) => declaration.Role == Role.Derived && KnownSymbols.RealRank(declaration.Method.ReturnType) > 0;

    private static bool IsMeasured(Declaration declaration) => Is(declaration) || Vectors.IsDeclared(declaration);

    /// <summary>The indices before the body is read: their number is right, their ranges are not known.</summary>
    public static EquatableArray<IndexSpec> Unmeasured(ReadContext context, Declaration declaration)
    {
        Names names = new(context.Reserved);
        string[] wanted = KnownSymbols.RealRank(declaration.Method.ReturnType) == 1 ? ["row"] : ["row", "column"];
        return wanted.Select(w => new IndexSpec(names.Fresh(w), new Verbatim("0", [], Kind.Integer))).ToEquatableArray();
    }

    public static EquatableArray<IndexSpec> Measured(EquatableArray<IndexSpec> indices, ArrayBinding array)
        => indices.Select((index, k) => index with { Size = Integers.Code(array.Sizes[k]) }).ToEquatableArray();

    /// <summary>The declarations in an order in which they can be read. A circle is reported once all are read.</summary>
    public static List<Declaration> First(List<Declaration> declarations)
    {
        List<Declaration> ordered = [];
        HashSet<Declaration> open = [];
        foreach (Declaration declaration in declarations.Where(IsMeasured))
        {
            Visit(declaration);
        }

        ordered.AddRange(declarations.Where(d => !IsMeasured(d)));
        return ordered;

        void Visit(Declaration declaration)
        {
            if (open.Add(declaration))
            {
                declarations.Where(d => IsMeasured(d) && declaration.Method.Parameters.Any(p => p.Name == d.Name)).ToList().ForEach(Visit);
                ordered.Add(declaration);
            }
        }
    }
}
