namespace ProbDsl.Generators;

/// <summary>A density that depends on discrete latents, or the prior of one.</summary>
/// <param name="Variable">Its method.</param>
/// <param name="States">The states that it reads, by the names under which it reads them.</param>
internal sealed record StateTerm(VariableSpec Variable, HashSet<string> States)
{
    public static StateTerm Of(VariableSpec variable, IEnumerable<LatentState> latents)
    {
        HashSet<string> names = [.. Walk.SelfAndDescendants(variable.Body).SelectMany(Walk.Expressions).SelectMany(Walk.Names)];
        HashSet<string> states = [.. latents.SelectMany(l => new[] { l.Own, l.Before }).Where(names.Contains)];
        if (variable.State is { } own)
        {
            states.Add(own.Own);
        }

        return new(variable, states);
    }

    /// <summary>The value of its log density given the states, with the statements that compute it and the demands that it makes of data.</summary>
    public Expr Value(ModelSpec model, Namer names, List<Stmt> statements)
    {
        statements.AddRange(LengthConditions.OfPlate(Variable));
        EquatableArray<Stmt> body = RenameLocals.Run(Variable.Body, names);
        return Value(body, body, model, names, statements);
    }

    /// <summary>The same of the variable's own names, without the demands of its plate.</summary>
    public Expr LogDensity(ModelSpec model, Namer names, List<Stmt> statements) => Value(Variable.Body, Variable.Body, model, names, statements);

    /// <summary>The state as its law has it: an index itself; in a Bernoulli density a number.</summary>
    public static Expr Of(VariableSpec latent, Observe observe)
        => observe.Args.OfType<ArrayRef>().Any() ? new Variable(latent.State!.Own) : new Apply(Op.ToReal, [new Variable(latent.State!.Own)]);

    private Expr Value(EquatableArray<Stmt> block, EquatableArray<Stmt> body, ModelSpec model, Namer names, List<Stmt> statements)
    {
        Expr? sum = null;
        void Add(Expr term) => sum = sum is null ? term : sum + term;
        foreach (Stmt stmt in block)
        {
            switch (stmt)
            {
                case Observe observe:
                    statements.AddRange(Conditions(observe, body, model));
                    Density.Terms(Variable, observe, X(observe)).ToList().ForEach(Add);
                    break;
                case Return end:
                    Add(end.Value);
                    break;
                case If branch when Density.Observes([branch]).Any():
                    List<Stmt> then = [], otherwise = [];
                    Merged merged = new(names.Unique("logDensity"), Value(branch.Then, body, model, names, then), Value(branch.Else, body, model, names, otherwise));
                    statements.Add(branch with
                    {
                        Then = then.ToEquatableArray(),
                        Else = otherwise.ToEquatableArray(),
                        Results = branch.Results.Append(merged).ToEquatableArray(),
                    });
                    Add(new Variable(merged.Name));
                    break;
                case For loop when Density.Observes([loop]).Any():
                    List<Stmt> inside = [];
                    string before = names.Unique("logDensity"), result = names.Unique("logDensity");
                    Expr next = new Variable(before) + Value(loop.Body, body, model, names, inside);
                    statements.Add(loop with { Body = inside.ToEquatableArray(), Carried = loop.Carried.Append(new Carried(before, 0.0, next, result)).ToEquatableArray() });
                    Add(new Variable(result));
                    break;
                default:
                    statements.Add(stmt);
                    break;
            }
        }

        return sum ?? 0.0;
    }

    private Expr X(Observe observe) => Variable.State is null ? Composer.Observed(Variable, observe) : Of(Variable, observe);

    // A prior that on another path, or for another state of a parent, has another number of states would leave some out.
    private IEnumerable<Stmt> Conditions(Observe observe, EquatableArray<Stmt> body, ModelSpec model)
    {
        if (Variable.State is null)
        {
            return DataConditions.OfObservation(Variable, observe, array => Composer.LengthOf(array, Variable, body, model));
        }

        Expr own = LatentState.CountOf(observe, Variable, body, model), count = LatentState.Of(Variable, model)!.Count;
        Stmt[] same = own.Equals(count) ? [] : [new Require("SameLength", own, count, Variable.Method, $"{observe.Law}, which has one entry for each state of {Variable.Name},")];
        return DataConditions.OfArguments(Variable, observe).Concat(same);
    }
}
