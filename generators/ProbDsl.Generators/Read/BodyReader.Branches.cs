using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// if, switch and early returns.
internal sealed partial class BodyReader
{
    /// <summary>Reads a branch and, in each side that does not return, the rest of the method. True when every path has returned.</summary>
    private bool Branch(IOperation statement, Chain? rest)
    {
        if (statement is IConditionalOperation conditional)
        {
            return Split(
                DataCondition(conditional.Condition),
                () => Run(Chain.Of(conditional.WhenTrue, rest)),
                () => Run(conditional.WhenFalse is null ? rest : Chain.Of(conditional.WhenFalse, rest)));
        }

        ISwitchOperation choice = (ISwitchOperation)statement;
        if (_data.FirstLatent(choice.Value) is { } latent)
        {
            RefuseSwitch(latent, choice.Value);
            return false;
        }

        List<ISwitchCaseOperation> cases = [.. choice.Cases.OrderBy(c => c.Clauses.Any(k => k is IDefaultCaseClauseOperation))];
        return Cases(choice, cases, 0, rest);
    }

    private bool Cases(ISwitchOperation choice, List<ISwitchCaseOperation> cases, int index, Chain? rest)
    {
        if (index == cases.Count)
        {
            return Run(rest);
        }

        ISwitchCaseOperation current = cases[index];
        List<IOperation> body = [.. current.Body.SelectMany(b => b is IBlockOperation block ? block.Operations.AsEnumerable() : [b])];
        if (body.Count > 0 && body[body.Count - 1] is IBranchOperation { BranchKind: BranchKind.Break })
        {
            body.RemoveAt(body.Count - 1);
        }

        if (current.Clauses.Any(c => c is IDefaultCaseClauseOperation))
        {
            return Run(Chain.Of(body, rest));
        }

        return Split(
            CaseCondition(choice.Value, current),
            () => Run(Chain.Of(body, rest)),
            () => Cases(choice, cases, index + 1, rest));
    }

    private Verbatim CaseCondition(IOperation value, ISwitchCaseOperation current)
    {
        List<Verbatim> tests = [];
        foreach (ICaseClauseOperation clause in current.Clauses)
        {
            if (clause is ISingleValueCaseClauseOperation single)
            {
                tests.Add(Test(value, " == ", single.Value.Syntax, null));
            }
            else if (clause is IPatternCaseClauseOperation pattern)
            {
                tests.Add(Test(value, " is ", pattern.Pattern.Syntax, pattern.Guard));
            }
            else
            {
                Refuse(clause);
            }
        }

        return tests.Count == 1
            ? tests[0]
            : new(string.Join(" || ", tests.Select(t => t.Code)), tests.SelectMany(t => t.Free).Distinct().ToEquatableArray(), Kind.Boolean);
    }

    /// <summary><c>(value) == 3</c>, <c>(value) is &gt; 3 &amp;&amp; (guard)</c>.</summary>
    private Verbatim Test(IOperation value, string relation, SyntaxNode pattern, IOperation? guard)
    {
        DataBinding left = _data.Bind(value);
        string code = SourceText.Text(DataCode.Operand(left.Code)) + relation + SourceText.Of(pattern);
        IEnumerable<string> free = left.Free;
        if (guard is not null)
        {
            Verbatim when = _data.IsData(guard) ? _data.Extract(guard, Kind.Boolean) : DataCondition(guard);
            code = code + " && (" + when.Code + ")";
            free = free.Concat(when.Free).Distinct();
        }

        return new(code, free.ToEquatableArray(), Kind.Boolean);
    }

    private void RefuseSwitch(IOperation latent, IOperation value)
    {
        if (!IsPoisoned(latent))
        {
            _context.Report(Descriptors.LatentCondition, value.Syntax, SourceText.Quote(value.Syntax), "switch on data, or choose with comparisons and '?:', which blends");
        }
    }

    /// <summary>The condition of a branch: data only.</summary>
    private Verbatim DataCondition(IOperation condition, bool ofDistribution = false)
    {
        if (condition.ConstantValue.Value is bool constant)
        {
            return new(constant ? "true" : "false", [], Kind.Boolean);
        }

        if (_data.FirstLatent(condition) is { } latent)
        {
            if (!IsPoisoned(latent))
            {
                string text = SourceText.Quote(condition.Syntax);
                _context.Report(Descriptors.LatentCondition, condition.Syntax, text, ofDistribution
                    ? "choose a distribution by data; a mixture is a [Factor] with ProbMath.LogSumExp"
                    : $"use '{text} ? … : …' with a real value on each side, which blends, or a condition on data");
            }

            return new("true", [], Kind.Boolean);
        }

        return _data.Extract(condition, Kind.Boolean);
    }

    /// <summary>Reads both sides from the same state and merges what they leave different.</summary>
    private bool Split(Verbatim condition, Func<bool> then, Func<bool> otherwise)
    {
        Dictionary<ISymbol, Binding> before = _scope;
        int branch = _branches++;
        Side thenSide = ReadSide(before, branch, 0, then);
        Side elseSide = ReadSide(before, branch, 1, otherwise);
        _scope = thenSide.Returned ? elseSide.Scope : thenSide.Scope;
        List<Merged> merged = [];
        if (!thenSide.Returned && !elseSide.Returned)
        {
            _scope = new(before, SymbolEqualityComparer.Default);
            foreach (ISymbol symbol in before.Keys)
            {
                Binding left = thenSide.Scope[symbol];
                Binding right = elseSide.Scope[symbol];
                _scope[symbol] = left;
                if (left is ScalarBinding { Value: var x } && right is ScalarBinding { Value: var y } && x != y)
                {
                    string name = _names.Fresh(symbol.Name);
                    merged.Add(new(name, x, y));
                    _scope[symbol] = new ScalarBinding(new Variable(name));
                }
            }
        }
        else if (thenSide.Value is { } a && elseSide.Value is { } b && thenSide.Returned && elseSide.Returned)
        {
            string name = _names.Fresh("result");
            merged.Add(new(name, a, b));
            _value = new Variable(name);
        }

        if (thenSide.Body.Count > 0 || elseSide.Body.Count > 0 || merged.Count > 0)
        {
            _out.Add(new If(condition, thenSide.Body.ToEquatableArray(), elseSide.Body.ToEquatableArray(), merged.ToEquatableArray()));
        }

        return thenSide.Returned && elseSide.Returned;
    }

    private Side ReadSide(Dictionary<ISymbol, Binding> before, int branch, int side, Func<bool> read)
    {
        _scope = new(before, SymbolEqualityComparer.Default);
        Expr? value = _value;
        _value = null;
        _path.Add((branch, side));
        bool returned = false;
        List<Stmt> body = Collect(() => returned = read());
        _path.RemoveAt(_path.Count - 1);
        Side result = new(body, _scope, returned, _value);
        _value = value;
        return result;
    }

    private bool IsPoisoned(IOperation operation)
        => operation.DescendantsAndSelf().Any(o => SymbolOf(o) is { } symbol && Lookup(symbol) is PoisonBinding);

    private sealed record Side(List<Stmt> Body, Dictionary<ISymbol, Binding> Scope, bool Returned, Expr? Value);
}
