namespace ProbDsl.Generators;

/// <summary>A sum with one summand, added where the sum is declared and not in a loop, is a plain binding.</summary>
internal static class SumsToLets
{
    public static EquatableArray<Stmt> Run(EquatableArray<Stmt> block)
    {
        Dictionary<string, int> summands = Walk.SelfAndDescendants(block).OfType<Accumulate>().GroupBy(a => a.Output).ToDictionary(g => g.Key, g => g.Count());
        return Block(block, summands);
    }

    private static EquatableArray<Stmt> Block(EquatableArray<Stmt> block, Dictionary<string, int> summands)
    {
        var here = new HashSet<string>(block.OfType<NewSum>().Select(s => s.Name).Where(name =>
            summands.TryGetValue(name, out int count) && count == 1 && block.OfType<Accumulate>().Any(a => a.Output == name)));
        return block.Where(s => s is not NewSum sum || !here.Contains(sum.Name)).Select(s => s switch
        {
            Accumulate a when here.Contains(a.Output) => new Let(a.Output, a.Value) { Origin = a.Origin, Place = a.Place },
            For f => f with { Body = Block(f.Body, summands) },
            If i => i with { Then = Block(i.Then, summands), Else = Block(i.Else, summands) },
            _ => s,
        }).ToEquatableArray();
    }
}
