namespace ProbDsl.Generators;

/// <summary>A vector with independent elements as laws of its numbers.</summary>
internal static class Entries
{
    public static VariableSpec Of(VariableSpec vector, Namer names) => vector with
    {
        Body = Density.Replace(vector.Body, o =>
        {
            EntrywiseLaw law = EntrywiseLaws.Find(o.Law)!;
            IndexSpec entry = Scalarise.Entry(vector);
            var at = new Variable(entry.Name);
            List<Stmt> before = [];
            IEnumerable<Expr> arguments = law.Arguments(o.Args, at, entry.Size);
            if (law.Normaliser is var (states, logit))
            {
                string state = names.Unique("state"), sum = names.Unique("logSum"), result = names.Unique("logSum");
                Expr next = ElementaryRules.Of(Op.LogAddExp, new Variable(sum), logit(o.Args, new Variable(state), at, entry.Size));
                before.Add(new For(state, new IntConstant(0), states(o.Args), [new Carried(sum, double.NegativeInfinity, next, result)], []) { Origin = o.Origin });
                arguments = arguments.Append(new Variable(result));
            }

            return [Scalarise.OverEntries(vector, [.. before, new Observe(law.Element, arguments.ToEquatableArray()) { Origin = o.Origin }])];
        }),
    };
}
