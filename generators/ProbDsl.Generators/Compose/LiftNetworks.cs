namespace ProbDsl.Generators;

/// <summary>
/// A model in which every application of a network is a quantity of its own: the network's output for each row of the plate. So all rows go through together, and what
/// reads the output twice, a draw and its density, computes it once.
/// </summary>
internal static class LiftNetworks
{
    /// <summary>The model; itself where it has no networks.</summary>
    public static ModelSpec Run(ModelSpec model)
    {
        if (!model.Variables.Any(v => Applications(v).Any()))
        {
            return model;
        }

        Namer names = Scalarise.NamesOf(model);
        var variables = new List<VariableSpec>();
        foreach (VariableSpec variable in model.Variables)
        {
            VariableSpec rest = variable;
            while (Applications(rest).FirstOrDefault() is ApplyNetwork application)
            {
                (VariableSpec output, rest) = Lift(rest, application, names);
                variables.Add(output);
            }

            variables.Add(rest);
        }

        return model with { Variables = variables.ToEquatableArray() };
    }

    private static IEnumerable<ApplyNetwork> Applications(VariableSpec variable) => variable.Body.OfType<ApplyNetwork>();

    private static (VariableSpec Output, VariableSpec Reader) Lift(VariableSpec variable, ApplyNetwork application, Namer names)
    {
        Stmt[] body = [.. variable.Body];
        int at = Array.IndexOf(body, application);
        EquatableArray<Expr> lengths = body.OfType<NewArray>().First(a => a.Name == application.Output).Lengths;
        Expr outputs = lengths[lengths.Count - 1];
        string name = names.Unique(Namer.Camel(application.Network) + "_of_" + Namer.Camel(variable.Method));
        var entry = new IndexSpec(names.Unique("output"), Integers.Code(outputs));

        if (application.Rows is Expr rows)
        {
            return LiftTable(variable, application, new VariableSpec(Role.Derived, variable.Method, name, [new IndexSpec(names.Unique("row"), Integers.Code(rows)), entry], [], [], null, null, null), names);
        }

        // What does not fill the input, directly or not, is dead code there.
        Stmt[] before = [.. body.Take(at).Where(s => s is not NewArray { Name: var own } || own != application.Input)];
        EquatableArray<Stmt> fill = DeadCode.Run(before.ToEquatableArray());
        VariableSpec output = variable with
        {
            Role = Role.Derived,
            Name = name,
            Indices = [.. variable.Around, entry],
            Parents = [.. variable.Parents.Where(p => p.Kind != ParentKind.Parameter), NetworkSpec.WeightsOf(application.Network)],
            Body = fill,
            Observed = null,
            Lower = null,
            Upper = null,
            IsVector = true,
            IsWhole = false,
            MaySkip = false,
            ReturnType = "",
            ObservedType = "",
            State = null,
            Network = new NetworkSpec(application.Network, application.Input, application.Row, IsOfGuide: variable.Role == Role.Variational),
        };
        var row = variable.Around.Select(i => (Expr)new Variable(i.Name)).ToEquatableArray();
        int room = System.Array.FindIndex(body, s => s is NewArray a && a.Name == application.Input);
        IEnumerable<Stmt> rest = body.Where((s, i) => !Fills(s, application) && !(i == room - 1 && s is Require { Condition: "NetworkInputs" }));
        return (output, Reader(variable, rest, application, output, row));
    }

    // The rows are those of the table, whatever the plate: once for all that read them.
    private static (VariableSpec Output, VariableSpec Reader) LiftTable(VariableSpec variable, ApplyNetwork application, VariableSpec output, Namer names)
    {
        ParentSpec table = variable.Parents.First(p => p.Name == application.Input);
        string input = names.Unique("input"), element = names.Unique("k");
        Expr row = new Variable(output.Indices[0].Name), k = new Variable(element);
        output = output with
        {
            Parents = [table, NetworkSpec.WeightsOf(application.Network)],
            Body = [new For(element, new IntConstant(0), table.Sizes[1], [], [new Store(input, [k], new Element(table.Name, [row, k])) { Origin = new Origin(application.Row, variable.Site) }])],
            Site = variable.Site,
            IsVector = true,
            Network = new NetworkSpec(application.Network, input, $"{application.Row}[{output.Indices[0].Name}]", IsOfGuide: variable.Role == Role.Variational),
        };
        return (output, Reader(variable, variable.Body.Where(s => s is not NewArray a || a.Name != application.Output), application, output, []));
    }

    private static VariableSpec Reader(VariableSpec variable, IEnumerable<Stmt> body, ApplyNetwork application, VariableSpec output, EquatableArray<Expr> row)
    {
        var parent = new ParentSpec(output.Name, ParentKind.Latent, output.Indices.Count, [], 0);
        return variable with
        {
            Body = body.Where(s => !ReferenceEquals(s, application)).Select(s => Read(s, application.Output, output.Name, row)).ToEquatableArray(),
            Parents = variable.Parents.Append(parent).ToEquatableArray(),
        };
    }

    private static bool Fills(Stmt stmt, ApplyNetwork application) => stmt switch
    {
        NewArray a => a.Name == application.Input || a.Name == application.Output,
        _ => Walk.Writes([stmt]).Contains(application.Input),
    };

    // The output array becomes a row of the quantity.
    private static Stmt Read(Stmt stmt, string from, string to, EquatableArray<Expr> row)
    {
        Expr M(Expr e) => e switch
        {
            Element x when x.Array == from => new Element(to, [.. row, .. x.Indices.Select(M)]),
            ArrayRef x when x.Name == from => new ArrayRef(to) { Row = row },
            _ => Walk.MapChildren(e, M),
        };
        return Walk.MapExpressions(stmt, M);
    }
}
