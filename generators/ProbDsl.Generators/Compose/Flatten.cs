namespace ProbDsl.Generators;

/// <summary>A program whose arrays have two dimensions at most: of one with a row, a state and an element the last two become one.</summary>
internal static class Flatten
{
    public static Program Run(Program program)
    {
        Dictionary<string, Expr> last = [];
        foreach ((string name, EquatableArray<Expr> lengths) in Walk.SelfAndDescendants(program.Body).OfType<NewArray>().Select(a => (a.Name, a.Lengths)).Concat(program.Inputs.Select(i => (i.Name, i.Lengths))).Where(a => a.Item2.Count == 3))
        {
            last[name] = lengths[2];
        }

        if (last.Count == 0)
        {
            return program;
        }

        EquatableArray<Expr> Two(EquatableArray<Expr> three, Func<Expr, Expr, Expr> join) => three.Count == 3 ? [three[0], join(three[1], three[2])] : three;
        EquatableArray<Expr> Indices(string array, EquatableArray<Expr> indices) => Two(indices, (state, element) => (state * last[array]) + element);
        Expr M(Expr e) => e is Element x ? new Element(x.Array, Indices(x.Array, x.Indices.Select(M).ToEquatableArray())) : Walk.MapChildren(e, M);
        Stmt S(Stmt stmt) => stmt switch
        {
            NewArray s => s with { Lengths = Two(s.Lengths, (states, elements) => states * elements) },
            Store s => s with { Indices = Indices(s.Array, s.Indices) },
            AddTo s => s with { Indices = Indices(s.Array, s.Indices) },
            For s => s with { Body = s.Body.Select(S).ToEquatableArray() },
            If s => s with { Then = s.Then.Select(S).ToEquatableArray(), Else = s.Else.Select(S).ToEquatableArray() },
            _ => stmt,
        };
        return program with
        {
            Inputs = program.Inputs.Select(i => i with { Lengths = Two(i.Lengths, (states, elements) => states * elements) }).ToEquatableArray(),
            Body = program.Body.Select(s => S(Walk.MapExpressions(s, M))).ToEquatableArray(),
        };
    }
}
