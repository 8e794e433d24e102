using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// Declarations and assignments.
internal sealed partial class BodyReader
{
    private void Statement(IOperation statement)
    {
        switch (statement)
        {
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations)
                {
                    foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
                    {
                        _origin = _context.Origin(group.Syntax);
                        Declare(declarator, (declarator.Initializer ?? declaration.Initializer)?.Value);
                    }
                }

                break;
            case IExpressionStatementOperation expression:
                _origin = _context.Origin(statement.Syntax);
                Effect(expression.Operation);
                break;
            case IConditionalOperation or ISwitchOperation:
                Branch(statement, null);
                break;
            case IForLoopOperation loop:
                ForLoop(loop);
                break;
            case IForEachLoopOperation loop:
                ForEach(loop);
                break;
            case IBlockOperation block:
                Run(Chain.Of(block));
                break;
            case IEmptyOperation:
                break;
            case IInvalidOperation:
                _context.Broken = true;
                break;
            default:
                Refuse(statement);
                break;
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator, IOperation? initial)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local.RefKind != RefKind.None)
        {
            _context.Report(Descriptors.RefArgument, declarator.Syntax, local.Name);
            _scope[local] = new PoisonBinding();
            return;
        }

        if (KnownSymbols.RealRank(local.Type) > 0 && initial is not null && NewLocalArray(local, initial))
        {
            return;
        }

        _scope[local] = initial is null ? Unassigned(local) : Bound(local, initial);
    }

    private Binding Unassigned(ILocalSymbol local)
    {
        // The value before the first assignment: C# proves that nobody reads it.
        if (local.Type.SpecialType == SpecialType.System_Double)
        {
            return new ScalarBinding(new Constant(0));
        }

        _context.Report(Descriptors.MutatedInteger, local.Where(), local.Name);
        return new PoisonBinding();
    }

    private Binding Bound(ILocalSymbol local, IOperation value)
    {
        bool isReal = local.Type.SpecialType == SpecialType.System_Double;
        bool mutated = _mutated.Contains(local);
        if (mutated && !isReal)
        {
            _context.Report(
                KnownSymbols.RealRank(local.Type) > 0 ? Descriptors.ArrayWrite : Descriptors.MutatedInteger,
                local.Where(),
                KnownSymbols.RealRank(local.Type) > 0 ? $"The array variable '{local.Name}' is assigned again" : local.Name);
            return new PoisonBinding();
        }

        if (!mutated && _data.IsData(value))
        {
            return Data(local.Type, value);
        }

        if (isReal)
        {
            return new ScalarBinding(RealFor(local, value));
        }

        if (local.Type.SpecialType == SpecialType.System_Boolean)
        {
            return new ConditionBinding(Condition(value));
        }

        if (KnownSymbols.RealRank(local.Type) > 0)
        {
            return ArrayOf(value) ?? (Binding)new PoisonBinding();
        }

        if (Laws.IsDistribution(local.Type))
        {
            return LawOf(value) is { } law ? new DistributionBinding(law) : new PoisonBinding();
        }

        if (local.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64)
        {
            _ = Index(value);
        }
        else
        {
            Fence.RefuseType(_context, value, local.Type);
        }

        return new PoisonBinding();
    }

    /// <summary>A data local: its code stands for it from here on, cast where its declared type is not the natural one.</summary>
    private DataBinding Data(ITypeSymbol declared, IOperation value)
    {
        Expr? structural = value.ConstantValue.Value is int i && declared.SpecialType == SpecialType.System_Int32
            ? new IntConstant(i)
            : declared.SpecialType == SpecialType.System_Double && ConstantOf(value) is { } constant ? constant : Structural(value);
        DataBinding code = _data.Bind(value);
        if (!SymbolEqualityComparer.Default.Equals(code.Type, declared))
        {
            code = code with
            {
                Code = Microsoft.CodeAnalysis.CSharp.SyntaxFactory.CastExpression(
                    Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseTypeName(declared.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)),
                    Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParenthesizedExpression(code.Code)),
                Type = declared,
            };
        }

        return code with { Structural = structural };
    }

    private Expr RealFor(ISymbol symbol, IOperation value)
    {
        string outer = _hint;
        _hint = symbol.Name;
        Expr result = Real(value);
        _hint = outer;
        return Named(symbol.Name, result);
    }

    /// <summary>Binds a scalar unless it is a name or a literal already.</summary>
    private Expr Named(string name, Expr value)
    {
        if (value is Constant or Variable or Verbatim)
        {
            return value;
        }

        string fresh = _names.Fresh(name);
        Emit(new Let(fresh, value));
        return new Variable(fresh);
    }

    /// <summary>An expression statement: an assignment in one of its forms.</summary>
    private void Effect(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target is IDiscardOperation:
                break;
            case ISimpleAssignmentOperation assignment:
                Assign(assignment.Target, assignment.Value, null);
                break;
            case ICompoundAssignmentOperation compound when compound.OperatorMethod is null && Arithmetic(compound.OperatorKind) is { } op:
                Assign(compound.Target, compound.Value, op);
                break;
            case IIncrementOrDecrementOperation increment:
                Assign(increment.Target, null, increment.Kind == OperationKind.Increment ? Op.Add : Op.Subtract);
                break;
            case IDeconstructionAssignmentOperation { Target: ITupleOperation or IDeclarationExpressionOperation } deconstruction:
                Deconstruct(deconstruction);
                break;
            case IInvocationOperation invocation:
                _context.Report(Descriptors.Statement, operation.Syntax, $"The call '{SourceText.Quote(invocation.Syntax)}' used as a statement", "a density only computes a value, so drop it or use its result");
                break;
            case IInvalidOperation:
                _context.Broken = true;
                break;
            default:
                Refuse(operation);
                break;
        }
    }

    /// <summary>target = value, or target = target op value; a null value is 1.</summary>
    private void Assign(IOperation target, IOperation? value, Op? op)
    {
        ISymbol? symbol = SymbolOf(target);
        if (symbol is not null && Lookup(symbol) is PoisonBinding)
        {
            return;
        }

        if (symbol is not null && Lookup(symbol) is ScalarBinding current)
        {
            _scope[symbol] = new ScalarBinding(op is null && value is not null
                ? RealFor(symbol, value)
                : Named(symbol.Name, new Apply(op ?? Op.Add, [current.Value, value is null ? new Constant(1) : Real(value)])));
        }
        else if (symbol is IParameterSymbol && Lookup(symbol) is DataBinding)
        {
            _context.Report(Descriptors.MutatedInteger, target.Syntax, symbol.Name);
        }
        else if (target is IArrayElementReferenceOperation element && SymbolOf(element.ArrayReference) is { } array && Lookup(array) is ArrayBinding { Local: not null } local)
        {
            Write(element, local, value is null ? new Constant(1) : Real(value), op);
        }
        else if (symbol is ILocalSymbol && Lookup(symbol) is null or ConditionBinding or DataBinding)
        {
            _context.Report(Descriptors.MutatedInteger, target.Syntax, symbol.Name);
        }
        else
        {
            _context.Report(Descriptors.MutableState, target.Syntax, SourceText.Quote(target.Syntax));
        }
    }

    /// <summary><c>(a, b) = (x, y)</c> and <c>var (a, b) = (x, y)</c>: every right-hand side is read before the first name changes.</summary>
    private void Deconstruct(IDeconstructionAssignmentOperation assignment)
    {
        IOperation target = assignment.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : assignment.Target;
        IOperation source = Stripped(assignment.Value);
        if (target is not ITupleOperation names || source is not ITupleOperation values || names.Elements.Length != values.Elements.Length)
        {
            Refuse(assignment);
            return;
        }

        List<Expr> read = [.. values.Elements.Select(Real)];
        for (int i = 0; i < read.Count; i++)
        {
            IOperation element = names.Elements[i] is IDeclarationExpressionOperation d ? d.Expression : names.Elements[i];
            if (element is IDiscardOperation)
            {
                continue;
            }

            if (SymbolOf(element) is { } symbol && (Lookup(symbol) is ScalarBinding || element is ILocalReferenceOperation { IsDeclaration: true, Local.Type.SpecialType: SpecialType.System_Double }))
            {
                _scope[symbol] = new ScalarBinding(Named(symbol.Name, read[i]));
            }
            else
            {
                Refuse(element);
            }
        }
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>The operand of conversions that change no value here; a span over an array counts as the array.</summary>
    private static IOperation Stripped(IOperation operation) => operation switch
    {
        IConversionOperation conversion when conversion.OperatorMethod is null || conversion.Type is { Name: "ReadOnlySpan" or "Span" } => Stripped(conversion.Operand),
        IParenthesizedOperation parenthesized => Stripped(parenthesized.Operand),
        _ => operation,
    };
}
