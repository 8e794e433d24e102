namespace ProbDsl.Generators;

// States of a discrete latent over which the expectation under q is exact.
internal sealed partial class Composer
{
    // For each row and state the sum of what is added there, where the states are to be summed as they are; null where their expectation is meant.
    private string? _stateSums;

    private static Expr LogProbabilityAt(VariableSpec variable, GivenSpec given)
        => new Element(given.LogProbability, [new Variable(variable.Indices[0].Name), new Variable(given.State.Name)]);

    /// <summary>What one state adds, weighted by its probability under q, or put to the sum of its row and state.</summary>
    private Stmt OfState(Stmt stmt, VariableSpec variable, GivenSpec given) => stmt switch
    {
        Accumulate { Output: Program.Value } s => _stateSums is null
            ? s with { Value = ElementaryRules.Of(Op.Exp, LogProbabilityAt(variable, given)) * s.Value }
            : new AddTo(_stateSums, [new Variable(variable.Indices[0].Name), new Variable(given.State.Name)], s.Value) { Origin = s.Origin, Place = s.Place },
        For s => s with { Body = s.Body.Select(b => OfState(b, variable, given)).ToEquatableArray() },
        If s => s with { Then = s.Then.Select(b => OfState(b, variable, given)).ToEquatableArray(), Else = s.Else.Select(b => OfState(b, variable, given)).ToEquatableArray() },
        _ => stmt,
    };

    /// <summary>Σ_y q(y) (log q(y) − log p(y)); only log p(y), which the sum over the states needs, where that is what is meant.</summary>
    private void AddKlOfStates(double weight)
    {
        foreach (VariableSpec p in _model.Variables.Where(v => v.Role == Role.Enumerated))
        {
            _body.AddRange(LengthConditions.OfPlate(p));
            AroundBody(p, Density.Replace(CheckedBodyOf(p), o =>
            {
                IEnumerable<Expr> terms = Density.Terms(p, o, StateTerm.Of(p, o)).Select(t => -t);
                terms = _stateSums is null ? terms.Prepend(LogProbabilityAt(p, p.Given!)) : terms;
                return DataConditions.OfArguments(p, o).Concat(terms.Select(t => new Accumulate(Program.Value, weight * t) { Origin = Quote(p, o) }));
            }));
        }
    }

    private void DeclareStateSums()
    {
        if (_model.Variables.FirstOrDefault(v => v.Role == Role.Enumerated) is { } p)
        {
            _stateSums = _names.Unique("state_sum");
            _body.Add(new NewArray(_stateSums, Lengths(p)));
        }
    }

    /// <summary>
    /// log Σ_y of the sums of each row: with z drawn for each state, Σ_y p(x, y, z_y)/q(z_y | x, y) has the expectation p(x). States that q excludes are left out, so
    /// that of a row whose state is known it is p(x, y).
    /// </summary>
    private void AddStateSums()
    {
        if (_stateSums is not { } sums)
        {
            return;
        }

        VariableSpec p = _model.Variables.First(v => v.Role == Role.Enumerated);
        string sum = _names.Unique("logSum"), result = _names.Unique("logSum");
        Expr logProbability = LogProbabilityAt(p, p.Given!);
        Expr term = new Element(sums, Indices(p)) + Formula.Choose(Formula.Less(Enumerate.LogOfNothing, logProbability), 0, -1e300);
        IndexSpec state = p.Given!.State;
        InBatch([p.Indices[0]],
        [
            new For(state.Name, new IntConstant(0), state.Size, [new Carried(sum, double.NegativeInfinity, ElementaryRules.Of(Op.LogAddExp, new Variable(sum), term), result)], []),
            new Accumulate(Program.Value, new Variable(result)),
        ]);
    }
}
