namespace ProbDsl.Generators;

/// <summary>Composes the methods of a model into one program. This file: what all programs share.</summary>
internal sealed partial class Composer
{
    private readonly ModelSpec _model;
    private readonly Namer _names = new();
    private readonly List<Stmt> _body = [];
    private readonly IReadOnlyList<VariableSpec> _order;

    private readonly bool _isBatch;

    private Composer(ModelSpec model, bool isBatch = false)
    {
        (_model, _isBatch) = (model, isBatch);
        _order = Dependencies.Order(model.Variables.Where(v => v.Role is Role.Prior or Role.Derived));
        foreach (VariableSpec variable in model.Variables)
        {
            _names.Reserve(variable.Name);
            foreach (ParentSpec parent in variable.Parents)
            {
                _names.Reserve(parent.Name);
            }
        }
    }

    private Program Composed(string name, IEnumerable<Input> inputs) => LogScale.Run(Flatten.Run(new Program(name, inputs.ToEquatableArray(), _body.ToEquatableArray())), _names);

    private static Expr X(VariableSpec variable) => At(variable.Name, variable);

    /// <summary>A name with one entry per element of a variable: the name itself for a scalar.</summary>
    private static Expr At(string name, VariableSpec variable)
        => variable.Indices.Count == 0 ? new Variable(name) : new Element(name, Indices(variable));

    private static EquatableArray<Expr> Indices(VariableSpec variable) => variable.Indices.Select(i => (Expr)new Variable(i.Name)).ToEquatableArray();

    private static EquatableArray<Expr> Lengths(VariableSpec variable) => variable.Indices.Select(i => (Expr)i.Size).ToEquatableArray();

    /// <summary>Wraps statements in the loops of a variable's plate.</summary>
    private void InPlate(VariableSpec variable, IEnumerable<Stmt> statements) => InLoopsOf(variable.Indices, variable, statements);

    /// <summary>Wraps a variable's body in the loops that it stands in.</summary>
    private void AroundBody(VariableSpec variable, IEnumerable<Stmt> body) => InLoopsOf(variable.Around, variable, body);

    private void InLoopsOf(EquatableArray<IndexSpec> loops, VariableSpec variable, IEnumerable<Stmt> statements)
    {
        EquatableArray<string> indices = loops.Select(i => i.Name).ToEquatableArray();
        string name = variable.Role is Role.Likelihood or Role.Factor ? Namer.Camel(variable.Method) : variable.Name;
        string? entry = loops.Count < variable.Indices.Count ? variable.Indices[loops.Count].Name : null;
        IEnumerable<Stmt> placed = statements.Select(s => WithPlace(variable.Given is { } given ? OfState(s, variable, given) : s, new Place(s.Origin?.Site ?? variable.Site, name, indices), entry));
        if (_isBatch && _model.IsSubsampled(variable))
        {
            InBatch(loops, placed);
            return;
        }

        InLoops(indices, loops.Select(i => (Expr)i.Size).ToEquatableArray(), placed);
    }

    // In a body that runs over the elements of a vector itself these have a place too.
    private static Stmt WithPlace(Stmt stmt, Place place, string? entry = null)
    {
        Place own = place with { Site = stmt.Origin?.Site ?? place.Site };
        EquatableArray<Stmt> All(EquatableArray<Stmt> block) => block.Select(s => WithPlace(s, own, entry)).ToEquatableArray();
        return stmt switch
        {
            For s when s.Index == entry => s with { Body = s.Body.Select(b => WithPlace(b, own with { Indices = own.Indices.Append(entry).ToEquatableArray() })).ToEquatableArray(), Place = own },
            For s => s with { Body = All(s.Body), Place = own },
            If s => s with { Then = All(s.Then), Else = All(s.Else), Place = own },
            _ => stmt with { Place = own },
        };
    }

    private void InLoops(EquatableArray<string> indices, EquatableArray<Expr> lengths, IEnumerable<Stmt> statements)
    {
        EquatableArray<Stmt> block = statements.ToEquatableArray();
        for (int i = indices.Count - 1; i >= 0; i--)
        {
            block = [new For(indices[i], new IntConstant(0), lengths[i], [], block)];
        }

        _body.AddRange(block);
    }

    /// <summary>Gives a variable its value: a binding for a scalar, an element for an array.</summary>
    private static Stmt Assign(VariableSpec variable, Expr value, Origin? origin = null)
        => variable.Indices.Count == 0
            ? new Let(variable.Name, value) { Origin = origin }
            : new Store(variable.Name, Indices(variable), value) { Origin = origin };

    private void DeclareArray(VariableSpec variable)
    {
        if (variable.Indices.Count > 0)
        {
            _body.Add(new NewArray(variable.Name, Lengths(variable)));
        }
    }

    private EquatableArray<Stmt> BodyOf(VariableSpec variable) => RenameLocals.Run(variable.Body, _names);

    private EquatableArray<Stmt> CheckedBodyOf(VariableSpec variable) => IndexConditions.Into(BodyOf(variable), variable, _model);

    private void AddDerived(VariableSpec variable)
    {
        if (variable.Network is NetworkSpec network)
        {
            AddNetwork(variable, network);
            return;
        }

        DeclareArray(variable);
        EquatableArray<Stmt> body = CheckedBodyOf(variable);
        if (variable.IsWhole)
        {
            _body.AddRange(body.Select(s => WithPlace(s, new Place(variable.Site, variable.Name, []))));
            return;
        }

        _body.AddRange(LengthConditions.OfPlate(variable));
        InPlate(variable, body.Select(s => s is Return r ? Assign(variable, r.Value, r.Origin) : s));
    }

    /// <summary>What priors are that have no law of their elements.</summary>
    private void AddPriorFactors(double weight)
    {
        foreach (VariableSpec factor in _model.Variables.Where(v => v.PriorOf is not null))
        {
            _body.AddRange(LengthConditions.OfPlate(factor));
            EquatableArray<Stmt> body = BodyOf(factor);
            _body.AddRange(body.Take(factor.Shared).Select(s => WithPlace(s, new Place(factor.Site, factor.Name, []))));
            AroundBody(factor, IndexConditions.Into(body.Skip(factor.Shared).ToEquatableArray(), factor, _model).Select(s => s is Return r ? Add(weight * r.Value, r.Origin) : s));
        }
    }

    private void AddFactor(VariableSpec variable)
    {
        _body.AddRange(LengthConditions.OfPlate(variable));
        AroundBody(variable, CheckedBodyOf(variable).Select(s => s is Return r ? Add(r.Value, r.Origin) : s));
    }

    /// <summary>Every likelihood and factor, added to the program's value.</summary>
    private void AddLikelihoods()
    {
        foreach (VariableSpec variable in _model.Variables.Where(v => v.Role is Role.Likelihood or Role.Factor && v.PriorOf is null))
        {
            if (variable.Role == Role.Factor)
            {
                AddFactor(variable);
                continue;
            }

            _body.AddRange(LengthConditions.OfPlate(variable));
            EquatableArray<Stmt> body = CheckedBodyOf(variable);
            AroundBody(variable, Density.Replace(body, o => DataConditions.OfObservation(variable, o, a => LengthOf(a, variable, body, _model))
                    .Concat(Density.Terms(variable, o, Observed(variable, o)).Select(t => Add(t, Quote(variable, o))))));
        }
    }

    /// <summary>The length of a vector that a body refers to by name: a quantity's, a parameter's or its own.</summary>
    internal static Expr LengthOf(ArrayRef vector, VariableSpec variable, EquatableArray<Stmt> body, ModelSpec model)
        => model.Find(vector.Name)?.Indices[vector.Row.Count].Size
            ?? variable.Parents.FirstOrDefault(p => p.Kind == ParentKind.Parameter && p.Name == vector.Name)?.Sizes[vector.Row.Count]
            ?? Walk.SelfAndDescendants(body).OfType<NewArray>().First(a => a.Name == vector.Name).Lengths[vector.Row.Count];

    private static Accumulate Add(Expr value, Origin? origin) => new Accumulate(Program.Value, value) { Origin = origin };

    /// <summary>The observed value as a real, or as an integer where the law uses it as an index.</summary>
    internal static Verbatim Observed(VariableSpec variable, Observe observe)
    {
        Verbatim data = variable.Observed!;
        if (!observe.Law.StartsWith("Categorical", StringComparison.Ordinal))
        {
            return AsReal(data, variable.ObservedType);
        }

        return data with { Code = variable.ObservedType is "double" or "float" ? "(int)" + data.Code : data.Code, Kind = Kind.Integer };
    }

    internal static Verbatim AsReal(Verbatim data, string type) => type switch
    {
        "bool" => data with { Code = $"({data.Code} ? 1.0 : 0.0)", Kind = Kind.Real },
        "double" => data with { Kind = Kind.Real },
        _ => data with { Code = "(double)" + data.Code, Kind = Kind.Real },
    };

    /// <summary>The statement as a statistician writes it: <c>theta[j] ~ Normal(mu, tau)</c>.</summary>
    private static Origin Quote(VariableSpec variable, Observe observe)
    {
        string x = variable.Role == Role.Likelihood ? variable.Observed!.Code : IrText.Of(X(variable));
        return new Origin($"{x} ~ {observe.Law}({string.Join(", ", observe.Args.Select(IrText.Of))})", observe.Origin?.Site ?? variable.Site);
    }
}
