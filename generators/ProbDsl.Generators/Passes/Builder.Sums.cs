namespace ProbDsl.Generators;

// Sums: what does not vary in a loop is taken out of them.
internal sealed partial class Builder
{
    /// <summary>
    /// Adds to an output or a sum. Inside a loop, a summand that does not vary is added once, times the number of iterations; a factor that
    /// does not vary is applied once, after the loop.
    /// </summary>
    public void Accumulate(string output, Expr value, Origin? origin)
    {
        Expr atom = Atom(value);
        if (atom is Constant { Value: 0 })
        {
            return;
        }

        Scope? home = output == Program.Value ? null : _definitions[output].Scope;
        Scope? loop = _scope.SelfAndAncestors().FirstOrDefault(s => s.Kind != ScopeKind.Branch && s != home);
        if (loop is { Kind: ScopeKind.Loop } && (home is null || home.Depth < loop.Depth))
        {
            bool isStill = ScopeOf(atom).Depth < loop.Depth;
            if (loop == _scope && isStill && ScopeOf(loop.Lower).Depth < loop.Depth)
            {
                _scope = loop.Parent!;
                Accumulate(output, Count(loop) * atom, origin);
                _scope = loop;
                return;
            }

            // In a branch the iterations that come here are counted.
            (Expr Varying, Expr Factor)? product = !_factorSums || LevelOf(atom) == Level.Data ? null : isStill ? (1.0, atom) : Factor(atom, loop.Depth);
            if (product is var (varying, factor))
            {
                string sum = FactoredSum(loop, varying, origin);
                loop.Due.Add((output, factor, sum, origin));
                return;
            }
        }

        if (LevelOf(atom) == Level.Data && (home is null || (home.Parent is null && OutermostLoop() is not null && _definitions[output].Level != Level.Data)) && !IsConstantSum(atom))
        {
            _scope.Statements.Add(new Accumulate(ConstantSum(output), atom));
            return;
        }

        _scope.Statements.Add(new Accumulate(output, atom) { Origin = origin });
    }

    /// <summary>Adds to each output what was summed from data alone. The last thing to do.</summary>
    public void Finish()
    {
        if (_constantSums.TryGetValue(Program.Value, out string constant))
        {
            Accumulate(Program.Value, new Variable(constant), null);
        }
    }

    private bool IsConstantSum(Expr atom) => atom is Variable v && _sums.Contains(v.Name);

    // Summands free of latents are summed once per model instance. The value gets them at the end, any other sum after the outermost loop.
    private string ConstantSum(string output)
    {
        if (_constantSums.TryGetValue(output, out string sum) || (OutermostLoop()?.ConstantSums.TryGetValue(output, out sum) ?? false))
        {
            return sum!;
        }

        Scope root = _scope.SelfAndAncestors().Last();
        string constant = Names.Unique(output == Program.Value ? "constant" : output + "_constant");
        _definitions[constant] = new Definition(null, root, Level.Data, Kind.Real);
        root.Statements.Insert(0, new NewSum(constant));
        _sums.Add(constant);
        if (output == Program.Value || OutermostLoop() is not Scope outermost)
        {
            _constantSums[output] = constant;
        }
        else
        {
            outermost.Due.Add((output, 1.0, constant, null));
            outermost.ConstantSums[output] = constant;
        }

        return constant;
    }

    private Scope? OutermostLoop() => _scope.SelfAndAncestors().LastOrDefault(s => s.Kind == ScopeKind.Loop);

    private string FactoredSum(Scope loop, Expr varying, Origin? origin)
    {
        if (!_scope.FactoredSums.TryGetValue(varying, out string sum))
        {
            sum = NewSum(varying is Variable v ? "sum_" + v.Name : "count", loop.Parent!, LevelOf(varying));
            _scope.FactoredSums[varying] = sum;
            Accumulate(sum, varying, origin);
        }

        return sum;
    }

    // Splits a product into the part that varies in the loop of the given depth and the part that does not.
    private (Expr Varying, Expr Factor)? Factor(Expr atom, int depth)
    {
        bool Varies(Expr e) => ScopeOf(e).Depth >= depth;
        return Define(atom) switch
        {
            Apply { Op: Op.Multiply, Args: [var x, var y] } when Varies(x) && !Varies(y) => (x, y),
            Apply { Op: Op.Multiply, Args: [var x, var y] } when Varies(y) && !Varies(x) => (y, x),
            Apply { Op: Op.Negate, Args: [var x] } when Varies(x) => (x, -1.0),
            _ => null,
        };
    }

    private static Expr Count(Scope loop) => loop.Lower is IntConstant { Value: 0 }
        ? ElementaryRules.Of(Op.ToReal, loop.Upper)
        : ElementaryRules.Of(Op.Max, 0.0, ElementaryRules.Of(Op.ToReal, loop.Upper - loop.Lower));
}
