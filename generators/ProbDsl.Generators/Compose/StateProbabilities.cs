namespace ProbDsl.Generators;

/// <summary>The probability of each state of one discrete latent given the other latents: the way of <see cref="Elimination"/> once more, from the whole down.</summary>
/// <remarks>
/// At each state that is fixed on the way the weight log P(states fixed so far) is at hand; that of one state more is the weight plus its share of the sum.
/// In a chain the share of a row's state takes the rows after it too: the backward table.
/// </remarks>
internal sealed class StateProbabilities(Elimination elimination, LatentState target, Namer names)
{
    /// <summary>Statements that write the probabilities into the array of the latent's name.</summary>
    public EquatableArray<Stmt> Run(IEnumerable<StateTerm> terms)
    {
        List<Stmt> statements = [];
        Down(terms, elimination.Everything, 0.0, statements);
        return statements.ToEquatableArray();
    }

    private void Down(IEnumerable<StateTerm> terms, Elimination.Scope scope, Expr weight, List<Stmt> into)
    {
        Elimination.Component? component = Elimination.Components(terms.Where(t => scope.Open.Any(l => Elimination.Reads(t, l))), scope).Find(c => c.States.Contains(target));
        if (component is null)
        {
            return;
        }

        if (Elimination.Next(component, scope) is { } next)
        {
            OverStates(component, next, scope, weight, into);
        }
        else if (Elimination.ChainOf(component) is { } chained)
        {
            OverChain(component, chained, scope, weight, into);
        }
        else
        {
            IndexSpec plate = Elimination.PlateOf(component);
            List<Stmt> row = [];
            Down(component.Terms, scope.In(plate), weight, row);
            into.Add(Elimination.Loop(plate.Name, plate.Size, row));
        }
    }

    private void OverStates(Elimination.Component component, LatentState latent, Elimination.Scope scope, Expr weight, List<Stmt> into)
    {
        string logs = names.Unique("logWeights");
        EquatableArray<Expr> own = [new Variable(latent.Own)];
        Elimination.Scope inner = scope.Without(latent);
        into.Add(new NewArray(logs, [latent.Count]));
        Expr total = elimination.OverStates(latent, latent.Own, body =>
        {
            body.Add(new Store(logs, own, elimination.Sum(component.Terms, inner, body)));
            return new Element(logs, own);
        }, into);
        List<Stmt> shares = [];
        Arrive(component.Terms, latent, inner, weight + (new Element(logs, own) - total), shares);
        into.Add(Elimination.Loop(latent.Own, latent.Count, shares));
    }

    private void OverChain(Elimination.Component component, LatentState latent, Elimination.Scope scope, Expr weight, List<Stmt> into)
    {
        RowChain chain = elimination.Forward(component, latent, scope, into);
        Expr total = elimination.Total(chain, into);
        string backward = Backward(chain, into);
        EquatableArray<Expr> here = [new Variable(chain.Plate.Name), new Variable(latent.Own)];
        List<Stmt> row = [];
        Arrive(chain.Local, latent, chain.InRow, weight + (new Element(chain.Forward, here) + new Element(backward, here) - total), row);
        into.Add(Elimination.Loop(chain.Plate.Name, chain.Plate.Size, [Elimination.Loop(latent.Own, latent.Count, row)]));
    }

    // At one state of a latent, whose probability is known.
    private void Arrive(IEnumerable<StateTerm> terms, LatentState latent, Elimination.Scope scope, Expr logProbability, List<Stmt> into)
    {
        if (latent != target)
        {
            string name = names.Unique("logProbability");
            into.Add(new Let(name, logProbability));
            Down(terms, scope, new Variable(name), into);
            return;
        }

        IEnumerable<Expr> row = target.Plate is { } plate ? [new Variable(plate.Name)] : [];
        into.Add(new AddTo(target.Variable.Name, row.Append(new Variable(target.Own)).ToEquatableArray(), new Apply(Op.Exp, [logProbability])));
    }

    // The log probability of the rows after each, given its state. Row t + 1 speaks of itself and of t: the loop is over the later one, and t = 0 ends it.
    private string Backward(RowChain chain, List<Stmt> into)
    {
        LatentState latent = chain.Latent;
        string table = names.Unique("backward");
        Expr row = new Variable(chain.Plate.Name);
        List<Stmt> step = [], arrive = [];
        Expr value = elimination.OverStates(latent, latent.Own, body =>
            elimination.Sum(chain.Local, chain.InRow, body) + elimination.Sum(chain.Steps, chain.InRow, body) + new Element(table, [row, new Variable(latent.Own)]), arrive);
        arrive.Add(new Store(table, [row - new IntConstant(1), new Variable(latent.Before)], value));
        step.Add(Elimination.Loop(latent.Before, latent.Count, arrive));
        into.Add(new NewArray(table, [chain.Plate.Size, latent.Count]));
        into.Add(new For(chain.Plate.Name, new IntConstant(1), chain.Plate.Size, [], step.ToEquatableArray()) { Descending = true });
        return table;
    }
}
