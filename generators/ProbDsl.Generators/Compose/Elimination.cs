namespace ProbDsl.Generators;

/// <summary>
/// Sums discrete latents out of a sum of log densities. What is linked by no state that is still open is summed apart; a state is summed over where what it
/// links can be parted no other way; the rows of a plate one by one; a chain of rows from its first to its last.
/// </summary>
/// <remarks>
/// This is variable elimination along a pseudo tree of the states (Dechter and Mateescu 2007), with the plates of Obermeyer et al. (2019) and the forward
/// algorithm for chains. Everything is added up in logarithms.
/// </remarks>
internal sealed class Elimination(ModelSpec model, IReadOnlyList<LatentState> latents, Namer names)
{
    /// <summary>Where the sum is being taken: the states that are not fixed yet and the plates whose rows are.</summary>
    public sealed record Scope(IReadOnlyList<LatentState> Open, IReadOnlyList<string> Plates)
    {
        public Scope Without(LatentState latent) => this with { Open = [.. Open.Where(l => l != latent)] };

        public Scope In(IndexSpec plate) => this with { Plates = [.. Plates, plate.Name] };

        public bool IsScalar(LatentState latent) => latent.Plate is not { } plate || Plates.Contains(plate.Name);
    }

    /// <summary>Terms that open states link, and those states.</summary>
    public sealed record Component(IReadOnlyList<StateTerm> Terms, IReadOnlyList<LatentState> States);

    public Scope Everything => new(latents, []);

    /// <summary>log Σ exp of the terms over all open states.</summary>
    public Expr Sum(IEnumerable<StateTerm> terms, Scope scope, List<Stmt> into)
    {
        List<StateTerm> all = [.. terms];
        IEnumerable<Expr> values = all.Where(t => !IsOpen(t, scope)).Select(t => Rows(t, scope, into))
            .Concat(Components(all.Where(t => IsOpen(t, scope)), scope).Select(c => Sum(c, scope, into)));
        return values.ToList() is { Count: > 0 } list ? list.Aggregate((x, y) => x + y) : 0.0;
    }

    /// <summary>The groups of terms that open states link.</summary>
    public static List<Component> Components(IEnumerable<StateTerm> terms, Scope scope)
    {
        var components = new List<Component>();
        foreach (StateTerm term in terms)
        {
            IEnumerable<LatentState> own = scope.Open.Where(l => Reads(term, l));
            Component[] linked = [.. components.Where(c => c.States.Any(own.Contains))];
            components.RemoveAll(linked.Contains);
            components.Add(new(
                [.. linked.SelectMany(c => c.Terms), term],
                [.. scope.Open.Where(l => own.Contains(l) || linked.Any(c => c.States.Contains(l)))]));
        }

        return components;
    }

    /// <summary>The state to sum over next: the one that links most terms; null where only the rows of a plate are left.</summary>
    public static LatentState? Next(Component component, Scope scope)
        => component.States.Where(scope.IsScalar).OrderByDescending(l => component.Terms.Count(t => Reads(t, l))).FirstOrDefault();

    /// <summary>The latent whose rows each depend on the row before; null where there is none.</summary>
    public static LatentState? ChainOf(Component component)
    {
        LatentState[] chains = [.. component.States.Where(l => component.Terms.Any(t => t.States.Contains(l.Before)))];
        return chains.Length < 2 ? chains.FirstOrDefault() : throw new NotSummableException(chains[1].Variable, $"its rows and those of '{chains[0].Variable.Name}' each depend on the row before, and on each other; make one latent of the two, with a state for each pair");
    }

    /// <summary>The plate whose rows are left.</summary>
    public static IndexSpec PlateOf(Component component)
    {
        IndexSpec plate = component.States[0].Plate!;
        return component.States.FirstOrDefault(l => l.Plate!.Name != plate.Name) is not { } other ? plate
            : throw new NotSummableException(other.Variable, $"it and '{component.States[0].Variable.Name}' depend on each other across two plates");
    }

    /// <summary>A loop over the states of one latent that hands the logarithm of the sum so far on.</summary>
    public Expr OverStates(LatentState latent, string state, Func<List<Stmt>, Expr> value, List<Stmt> into)
    {
        List<Stmt> body = [];
        Expr term = value(body);
        string sum = names.Unique("logSum"), result = names.Unique("logSum");
        into.Add(new For(state, new IntConstant(0), latent.Count, [new Carried(sum, double.NegativeInfinity, new Apply(Op.LogAddExp, [new Variable(sum), term]), result)], body.ToEquatableArray()));
        return new Variable(result);
    }

    /// <summary>The forward table of a chain: the log probability of the rows up to each, with its state.</summary>
    public RowChain Forward(Component component, LatentState latent, Scope scope, List<Stmt> into)
    {
        IndexSpec plate = latent.Plate!;
        Scope inRow = scope.In(plate).Without(latent);
        StateTerm[] steps = [.. component.Terms.Where(t => t.States.Contains(latent.Before))], local = [.. component.Terms.Except(steps)];
        if (steps.FirstOrDefault(t => IsOpen(t, inRow)) is { } step)
        {
            throw new NotSummableException(latent.Variable, $"what '{step.Variable.Method}' says of it and the row before depends on another discrete latent of the row; make one latent of the two, with a state for each pair");
        }

        var chain = new RowChain(latent, plate, inRow, steps, local, names.Unique("forward"));
        EquatableArray<Expr> here = [new Variable(plate.Name), new Variable(latent.Own)];
        List<Stmt> row = [];
        Expr own = Sum(local, inRow, row), arrival = Arrival(chain, row);
        row.Add(new Store(chain.Forward, here, own + arrival));
        into.Add(new NewArray(chain.Forward, [plate.Size, latent.Count]));
        into.Add(Loop(plate.Name, plate.Size, [new For(latent.Own, new IntConstant(0), latent.Count, [], row.ToEquatableArray())]));
        return chain;
    }

    /// <summary>log Σ of the forward table's last row; 0 where there are no rows.</summary>
    public Expr Total(RowChain chain, List<Stmt> into)
    {
        List<Stmt> last = [];
        Expr row = new Verbatim($"{Layout.Text(chain.Plate.Size)} - 1", [], Kind.Integer);
        Expr total = OverStates(chain.Latent, chain.Latent.Own, _ => new Element(chain.Forward, [row, new Variable(chain.Latent.Own)]), last);
        string result = names.Unique("logSum");
        into.Add(new If(new Verbatim($"{Layout.Text(chain.Plate.Size)} > 0", [], Kind.Boolean), last.ToEquatableArray(), [], [new Merged(result, total, 0.0)]));
        return new Variable(result);
    }

    public static For Loop(string index, Expr size, IEnumerable<Stmt> body) => new(index, new IntConstant(0), size, [], body.ToEquatableArray());

    public static bool Reads(StateTerm term, LatentState latent) => term.States.Contains(latent.Own) || term.States.Contains(latent.Before);

    private static bool IsOpen(StateTerm term, Scope scope) => scope.Open.Any(l => Reads(term, l));

    private Expr Sum(Component component, Scope scope, List<Stmt> into)
    {
        if (Next(component, scope) is { } next)
        {
            return OverStates(next, next.Own, body => Sum(component.Terms, scope.Without(next), body), into);
        }

        if (ChainOf(component) is { } chained)
        {
            return Total(Forward(component, chained, scope, into), into);
        }

        IndexSpec plate = PlateOf(component);
        return OverRows([plate], body => Sum(component.Terms, scope.In(plate), body), into);
    }

    // The rows of a term whose states are all fixed.
    private Expr Rows(StateTerm term, Scope scope, List<Stmt> into)
        => OverRows([.. term.Variable.Around.Where(i => !scope.Plates.Contains(i.Name))], body => term.Value(model, names, body), into);

    private Expr OverRows(IndexSpec[] plates, Func<List<Stmt>, Expr> value, List<Stmt> into)
    {
        if (plates.Length == 0)
        {
            return value(into);
        }

        List<Stmt> body = [];
        Expr summand = OverRows([.. plates.Skip(1)], value, body);
        string sum = names.Unique("sum"), result = names.Unique("sum");
        into.Add(new For(plates[0].Name, new IntConstant(0), plates[0].Size, [new Carried(sum, 0.0, new Variable(sum) + summand, result)], body.ToEquatableArray()));
        return new Variable(result);
    }

    // The first row has no row before: its terms guard what they read of it, so that any state stands for none.
    private Expr Arrival(RowChain chain, List<Stmt> into)
    {
        LatentState latent = chain.Latent;
        List<Stmt> first = [], inFirst = [], later = [];
        Expr start = Sum(chain.Steps, chain.InRow, inFirst);
        string sum = names.Unique("start"), started = names.Unique("start"), result = names.Unique("arrival");
        first.Add(new For(latent.Before, new IntConstant(0), new IntConstant(1), [new Carried(sum, 0.0, new Variable(sum) + start, started)], inFirst.ToEquatableArray()));
        Expr before = new Element(chain.Forward, [new Variable(chain.Plate.Name) - new IntConstant(1), new Variable(latent.Before)]);
        Expr step = OverStates(latent, latent.Before, body => before + Sum(chain.Steps, chain.InRow, body), later);
        into.Add(new If(new Verbatim(chain.Plate.Name + " == 0", [chain.Plate.Name], Kind.Boolean), first.ToEquatableArray(), later.ToEquatableArray(), [new Merged(result, new Variable(started), step)]));
        return new Variable(result);
    }
}
