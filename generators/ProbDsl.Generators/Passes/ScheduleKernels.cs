namespace ProbDsl.Generators;

/// <summary>
/// Keeps calls of exp, log and the like away from the loops between them. What a loop waits for is called at the start; what only adds to the
/// value is called at the end, where it overlaps with the next evaluation.
/// </summary>
/// <remarks>A call empties the vector registers: what is alive across it is stored, and read back in each iteration of a later loop.</remarks>
internal static class ScheduleKernels
{
    public static Program Run(Program program)
    {
        EquatableArray<Stmt> body = program.Body;
        HashSet<int> first = First(body);
        HashSet<int> last = [.. Enumerable.Range(0, body.Count).Where(i => !first.Contains(i) && body[i] is Accumulate { Output: Program.Value } && Calls(body[i]))];
        IEnumerable<Stmt> middle = body.Where((_, i) => !first.Contains(i) && !last.Contains(i));
        return program with { Body = body.Where((_, i) => first.Contains(i)).Concat(middle).Concat(body.Where((_, i) => last.Contains(i))).ToEquatableArray() };
    }

    // Calls that wait for no loop, array or sum, and what they need.
    private static HashSet<int> First(EquatableArray<Stmt> body)
    {
        HashSet<string> late = [.. Walk.SelfAndDescendants(body.Where(s => !IsMovable(s))).SelectMany(Changes)];
        var early = new List<int>();
        for (int i = 0; i < body.Count; i++)
        {
            if (IsMovable(body[i]) && !Reads(body[i]).Any(late.Contains))
            {
                early.Add(i);
            }
            else
            {
                late.UnionWith(Walk.Bound(body[i]));
            }
        }

        var needed = new HashSet<string>();
        var first = new HashSet<int>();
        foreach (int i in early.AsEnumerable().Reverse().Where(i => (body[i] is Let or LetPair && Calls(body[i])) || Walk.Bound(body[i]).Any(needed.Contains)))
        {
            first.Add(i);
            needed.UnionWith(Reads(body[i]));
        }

        return first;
    }

    private static bool IsMovable(Stmt stmt) => stmt is Let or LetPair or Accumulate { Output: Program.Value };

    private static bool Calls(Stmt stmt)
        => stmt is LetPair || Walk.Expressions(stmt).SelectMany(Walk.SelfAndDescendants).Any(e => e is Invoke || (e is Apply a && ElementaryRules.IsKernel(a.Op)));

    private static IEnumerable<string> Reads(Stmt stmt) => Walk.Expressions(stmt).SelectMany(e => Walk.Names(e).Concat(Walk.Arrays(e)));

    private static IEnumerable<string> Changes(Stmt stmt) => stmt switch
    {
        Store s => [s.Array],
        AddTo s => [s.Array],
        NetworkCall s => s.Writes,
        Accumulate { Output: not Program.Value } s => [s.Output],
        _ => Walk.Bound(stmt),
    };
}
