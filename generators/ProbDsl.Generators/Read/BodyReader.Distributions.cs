using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// Distributions: what a density method returns, and LogDensity inside latent code.
internal sealed partial class BodyReader
{
    /// <summary>Lowers a returned distribution: one <see cref="Observe"/> per path, none where the row is skipped.</summary>
    private void Observation(IOperation operation)
    {
        IOperation value = Stripped(operation);
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                return;
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                Choose(DataCondition(choice.Condition, ofDistribution: true), () => Observation(choice.WhenTrue), () => Observation(otherwise));
                return;
            case ISwitchExpressionOperation choice:
                ObservationArms(choice, 0);
                return;
            default:
                if (LawOf(value) is { } law)
                {
                    NoteArguments(law, value);
                    Emit(law);
                }

                return;
        }
    }

    // What a helper method returned was noted where it stands.
    private void NoteArguments(Observe observe, IOperation value)
    {
        if (value is IInvocationOperation call && !Laws.IsDistribution(call.TargetMethod.ContainingType))
        {
            return;
        }

        LawParameter[] parameters = LawTable.Find(observe.Law)!.Parameters;
        for (int i = 0; i < parameters.Length; i++)
        {
            string name = parameters[i].Name;
            IArgumentOperation? argument = value.ChildOperations.OfType<IArgumentOperation>().FirstOrDefault(a => a.Parameter?.Name == name);
            _context.Returned.Add(new(parameters[i], observe.Law, observe.Args[i], (argument?.Value ?? value).Syntax.GetLocation()));
        }
    }

    private void ObservationArms(ISwitchExpressionOperation choice, int index)
    {
        if (_data.FirstLatent(choice.Value) is { } latent)
        {
            RefuseSwitch(latent, choice.Value);
        }
        else if (index == choice.Arms.Length)
        {
            _context.Report(Descriptors.Expression, choice.Syntax, SourceText.Quote(choice.Syntax), "end the switch with an arm '_ => …'");
        }
        else if (choice.Arms[index] is { Pattern: IDiscardPatternOperation, Guard: null } last)
        {
            Observation(last.Value);
        }
        else
        {
            ISwitchExpressionArmOperation arm = choice.Arms[index];
            Choose(Test(choice.Value, " is ", arm.Pattern.Syntax, arm.Guard), () => Observation(arm.Value), () => ObservationArms(choice, index + 1));
        }
    }

    private void Choose(Verbatim condition, Action then, Action otherwise)
    {
        int branch = _branches++;
        _guards++;
        _path.Add((branch, 0));
        List<Stmt> thenBody = Collect(then);
        _path[_path.Count - 1] = (branch, 1);
        List<Stmt> elseBody = Collect(otherwise);
        _path.RemoveAt(_path.Count - 1);
        _guards--;
        _out.Add(new If(condition, thenBody.ToEquatableArray(), elseBody.ToEquatableArray(), []));
    }

    /// <summary>A constructor, a factory, a local that holds one, or a helper method that returns one.</summary>
    private Observe? LawOf(IOperation operation)
    {
        IOperation value = Stripped(operation);
        switch (value)
        {
            case IObjectCreationOperation { Constructor: { } constructor } creation when Laws.IsDistribution(creation.Type):
                if (creation.Arguments.Length > 0 || LawTable.Find(creation.Type!.Name) is { Parameters.Length: 0 })
                {
                    return LawRow(creation.Type!.Name, creation.Arguments, value.Syntax);
                }

                break;
            case IInvocationOperation { Instance: null } call when Laws.IsDistribution(call.TargetMethod.ContainingType) && Laws.IsDistribution(call.Type):
                return LawRow(call.TargetMethod.ContainingType.Name + "." + call.TargetMethod.Name, call.Arguments, value.Syntax);
            case IInvocationOperation { Instance: not null } push when Networks.IsPush(push):
                return Pushed(push);
            case ILocalReferenceOperation local when Lookup(local.Local) is DistributionBinding bound:
                return bound.Value;
            case ILocalReferenceOperation local when Lookup(local.Local) is PoisonBinding:
                return null;
            case IInvocationOperation call when IsHelper(call.TargetMethod) && Laws.IsDistribution(call.Type):
                Observe? found = null;
                BodyMode outer = _mode;
                List<Stmt> inlined = Collect(() => Inline(call, BodyMode.Distribution, () => { }));
                _mode = outer;
                if (inlined.Count > 0 && inlined[inlined.Count - 1] is Observe last && !inlined.Take(inlined.Count - 1).Any(HasObserve))
                {
                    _out.AddRange(inlined.Take(inlined.Count - 1));
                    found = last;
                }
                else if (inlined.Count > 0)
                {
                    break;
                }

                return found;
            case IInvalidOperation:
                _context.Broken = true;
                return null;
        }

        return Unreadable(value.Syntax, value.Type);
    }

    /// <summary>The compiler says only that there is no such constructor or factory of a distribution; this says which there are.</summary>
    public static void Suggest(ReadContext context, IInvalidOperation invalid)
    {
        ITypeSymbol? type = invalid.Syntax switch
        {
            BaseObjectCreationExpressionSyntax when invalid.Type is { } created && LawTable.Find(created.Name) is null => created,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member }
                when context.Semantics(member).GetSymbolInfo(member.Expression, context.Cancellation).Symbol is ITypeSymbol named
                && named.GetMembers(member.Name.Identifier.ValueText).IsEmpty => named,
            _ => null,
        };
        if (Laws.IsDistribution(type))
        {
            Unreadable(context, invalid.Syntax, type);
        }
    }

    private Observe? Unreadable(SyntaxNode where, ITypeSymbol? type)
    {
        Unreadable(_context, where, type);
        return null;
    }

    private static void Unreadable(ReadContext context, SyntaxNode where, ITypeSymbol? type)
    {
        IEnumerable<string> rows = LawTable.Written.Where(l => l.TypeName == type?.Name).Select(l =>
            (l.Name == l.TypeName ? "new " : "") + l.Name + "(" + string.Join(", ", l.Parameters.Select(p => p.Name)) + ")");
        context.Report(Descriptors.Distribution, where, SourceText.Quote(where), rows.Any() ? string.Join(" or ", rows) : "a constructor or a factory of a ProbDsl distribution");
    }

    private static bool HasObserve(Stmt statement) => statement switch
    {
        Observe => true,
        If branch => branch.Then.Any(HasObserve) || branch.Else.Any(HasObserve),
        For loop => loop.Body.Any(HasObserve),
        _ => false,
    };

    private Observe? LawRow(string name, IEnumerable<IArgumentOperation> arguments, SyntaxNode where)
    {
        if (LawTable.Find(name) is not { } law)
        {
            return Unreadable(where, null);
        }

        List<Expr> args = [];
        List<ArrayBinding> tables = [];
        bool hasTables = law.Parameters.Any(p => p.Constraint == Constraint.Table);
        foreach (LawParameter parameter in law.Parameters)
        {
            if (arguments.FirstOrDefault(a => a.Parameter?.Name == parameter.Name) is not { } argument)
            {
                return Unreadable(where, null);
            }

            if (parameter.Constraint == Constraint.Array)
            {
                if ((law.IsVector ? VectorArgument(argument.Value, parameter.Name) : ArrayArgument(argument.Value)) is not { } array)
                {
                    return null;
                }

                args.Add(array.Reference);
                if (name == "Categorical.FromLogits")
                {
                    args.Add(LogSumExp(new Vector(array.Sizes[0], index => array.At(new Variable(index)))));
                }
                else if (hasTables)
                {
                    tables.Add(array);
                }
                else if (law == FactoredNormal.Written)
                {
                    MeasureFactor(array.Sizes[0]);
                }
                else if (law.IsVector)
                {
                    Measure(array.Sizes[0], EntrywiseLaws.Find(name)?.NumbersPerElement(args) ?? new IntConstant(1));
                }
            }
            else if (parameter.Constraint == Constraint.Table)
            {
                if (TableArgument(argument.Value, parameter.Name) is not { } table)
                {
                    return null;
                }

                args.Add(table.Reference);
                tables.Add(table);
            }
            else if (parameter.Constraint == Constraint.Matrix)
            {
                if (Matrix(argument.Value) is not { } matrix)
                {
                    return null;
                }

                args.Add(matrix);
            }
            else if (law.IsVector && parameter.Name is "count" or "classes" && _data.IsData(argument.Value))
            {
                args.Add(Index(argument.Value));
                if (parameter.Name == "count")
                {
                    Measure(args[0], new IntConstant(1));
                }
            }
            else
            {
                args.Add(parameter.Constraint == Constraint.Count && !_data.IsData(argument.Value) ? RefusedCount(argument.Value, parameter) : Real(argument.Value));
            }
        }

        if (hasTables)
        {
            args.Add(MeasureTables(tables, MixtureLaws.Find(name)!.NumbersPerElement));
        }

        ArgumentCheck.Report(_context, law, args, arguments, where);
        return new Observe(name, args.ToEquatableArray());
    }

    private Constant RefusedCount(IOperation value, LawParameter parameter)
    {
        _context.Report(Descriptors.InvalidArgument, value.Syntax, parameter.Name, "the distribution", $"the latent '{SourceText.Quote(value.Syntax)}'", "data, a whole number");
        return new Constant(1);
    }

    /// <summary>An array that a law refers to by name: data is copied into a local one.</summary>
    private ArrayBinding? ArrayArgument(IOperation value, string name = "weights")
    {
        if (!_data.IsData(value))
        {
            return ArrayOf(value);
        }

        if (VectorOf(value) is not { } vector)
        {
            return null;
        }

        ArrayBinding copy = NewArray(name, [vector.Length]);
        string index = _names.EnterIndex("k");
        _out.Add(new For(index, new IntConstant(0), vector.Length, [], [new Store(copy.Name, [new Variable(index)], vector.At(index)) { Origin = _origin }]));
        _names.LeaveIndex(index);
        return copy;
    }

    /// <summary><c>new Normal(mu, sd).LogDensity(x)</c>: the sum of the law's terms.</summary>
    private Expr LogDensity(IInvocationOperation call)
    {
        if (call.Instance is null || LawOf(call.Instance) is not { } law)
        {
            return s_refused;
        }

        if (LawTable.Find(law.Law) is not { Parameters: var parameters } row || row.IsVector || parameters.Any(p => p.Constraint == Constraint.Array))
        {
            _context.Report(Descriptors.UnknownCall, call.Syntax, SourceText.Quote(call.Syntax));
            return s_refused;
        }

        // An element is final once it is read, so it needs no name.
        Expr[] args = [.. law.Args.Select((a, i) => a is Element ? a : Named(parameters[i].Name, a))];
        Expr x = Real(call.Arguments[0].Value);
        x = x is Element ? x : Named("x", x);
        Expr[] terms = row.LogDensity(x, args);
        return terms.Length == 0 ? new Constant(0) : terms.Aggregate((a, b) => a + b);
    }
}
