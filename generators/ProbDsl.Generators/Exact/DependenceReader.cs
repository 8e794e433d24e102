namespace ProbDsl.Generators;

/// <summary>Runs a body with <see cref="Dependence"/>s in place of numbers.</summary>
/// <param name="spec">The model.</param>
/// <param name="latents">The latents that are asked about; all others count as data.</param>
internal sealed class DependenceReader(ModelSpec spec, HashSet<string> latents)
{
    private const int MostRounds = 8;

    private readonly Dictionary<string, Dependence> _derived = [];

    /// <summary>What a density's arguments depend on, path by path.</summary>
    public sealed record Density(string Law, Dependence[] Arguments);

    /// <summary>The densities of a variable and the value that it returns; call it in dependency order.</summary>
    public (List<Density> Densities, Dependence Value) Read(VariableSpec variable)
    {
        var run = new Run(this, []);
        run.Block(variable.Body);
        Dependence value = variable.IsWhole ? run.Of(variable.Name) : run.Value;
        if (variable.Role == Role.Derived)
        {
            _derived[variable.Name] = value;
        }

        return (run.Densities, value);
    }

    private Dependence Global(string name) => latents.Contains(name) ? Dependence.On(name) : _derived.TryGetValue(name, out Dependence? derived) ? derived : Dependence.None;

    private sealed class Run(DependenceReader reader, Dictionary<string, Dependence> locals)
    {
        public List<Density> Densities { get; } = [];

        public Dependence Value { get; private set; } = Dependence.None;

        public Dependence Of(string name) => locals.TryGetValue(name, out Dependence? local) ? local : reader.Global(name);

        public void Block(EquatableArray<Stmt> block)
        {
            foreach (Stmt stmt in block)
            {
                Statement(stmt);
            }
        }

        private void Statement(Stmt stmt)
        {
            switch (stmt)
            {
                case Let s:
                    locals[s.Name] = Of(s.Value);
                    break;
                case NewArray s:
                    locals[s.Name] = Dependence.None;
                    break;
                case Store s:
                    locals[s.Array] = Dependence.Sum(Of(s.Array), Of(s.Value));
                    break;
                case AddTo s:
                    locals[s.Array] = Dependence.Sum(Of(s.Array), Of(s.Value));
                    break;
                case Return s:
                    Value = Dependence.Sum(Value, Of(s.Value));
                    break;
                case Observe s:
                    Densities.Add(new Density(s.Law, [.. s.Args.Select(Of)]));
                    break;
                case If s:
                    Block(s.Then);
                    Block(s.Else);
                    foreach (Merged merged in s.Results)
                    {
                        locals[merged.Name] = Choice(Of(s.Condition), Of(merged.Then), Of(merged.Else));
                    }

                    break;
                case For s:
                    Loop(s);
                    break;
                case Require:
                    break;
                default:
                    throw new InvalidOperationException("Read makes no " + stmt.GetType().Name);
            }
        }

        // Until what one iteration hands on depends on nothing new.
        private void Loop(For loop)
        {
            foreach (Carried carried in loop.Carried)
            {
                locals[carried.Name] = Of(carried.Initial);
            }

            bool isStable = false;
            for (int round = 0; round < MostRounds && !isStable; round++)
            {
                Block(loop.Body);
                isStable = true;
                foreach (Carried carried in loop.Carried)
                {
                    Dependence before = locals[carried.Name], next = Dependence.Sum(before, Of(carried.Next));
                    isStable &= next.IsSame(before);
                    locals[carried.Name] = next;
                }
            }

            foreach (Carried carried in loop.Carried)
            {
                locals[carried.Result] = isStable ? locals[carried.Name] : Dependence.Any([locals[carried.Name]]);
            }
        }

        private Dependence Of(Expr expr) => expr switch
        {
            Variable v => Of(v.Name),
            Element e => Of(e.Array),
            ArrayRef a => Of(a.Name),
            Select s => Choice(Of(s.Condition), Of(s.Then), Of(s.Else)),
            Invoke i => Call(i),
            Apply a => Operation(a),
            _ => Dependence.None,
        };

        private static Dependence Choice(Dependence condition, Dependence x, Dependence y)
            => condition.IsNone ? Dependence.Sum(x, y) : Dependence.Any([condition, x, y]);

        private Dependence Operation(Apply apply)
        {
            Dependence[] args = [.. apply.Args.Select(Of)];
            return apply.Op switch
            {
                Op.Add or Op.Subtract => Dependence.Sum(args[0], args[1]),
                Op.Negate => args[0],
                Op.Multiply => Dependence.Product(args[0], args[1]),
                Op.Divide when args[1].IsNone => args[0],
                Op.Square => Dependence.Product(args[0], args[0]),
                _ => Dependence.Any(args),
            };
        }

        private Dependence Call(Invoke call)
        {
            FunctionSpec function = reader.Spec.Functions.First(f => f.Name == call.Function);
            var run = new Run(reader, []);
            for (int i = 0; i < call.Args.Count; i++)
            {
                run.Set(function.Parameters[i], Of(call.Args[i]));
            }

            run.Block(function.Body);
            return run.Value;
        }

        private void Set(string name, Dependence value) => locals[name] = value;
    }

    private ModelSpec Spec => spec;
}
