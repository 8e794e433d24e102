namespace ProbDsl.Generators;

/// <summary>Counts how often each scalar name is read.</summary>
internal static class Uses
{
    public static Dictionary<string, int> Count(IEnumerable<Stmt> block)
    {
        var uses = new Dictionary<string, int>();
        foreach (string name in Walk.SelfAndDescendants(block).SelectMany(Walk.Expressions).SelectMany(Walk.Names))
        {
            uses[name] = (uses.TryGetValue(name, out int count) ? count : 0) + 1;
        }

        return uses;
    }
}
