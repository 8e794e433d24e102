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
        Expr outputs = body.OfType<NewArray>().First(a => a.Name == application.Output).Lengths[0];
        string name = names.Unique(Namer.Camel(application.Network) + "_of_" + Namer.Camel(variable.Method));
        var entry = new IndexSpec(names.Unique("output"), Integers.Code(outputs));

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
        IEnumerable<Stmt> rest = body.Where((s, i) => !ReferenceEquals(s, application) && !Fills(s, application) && !(i == room - 1 && s is Require { Condition: "NetworkInputs" })).Select(s => Read(s, application.Output, name, row));
        var parent = new ParentSpec(name, ParentKind.Latent, output.Indices.Count, [], 0);
        return (output, variable with { Body = rest.ToEquatableArray(), Parents = variable.Parents.Append(parent).ToEquatableArray() });
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
