using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// Real, integer and Boolean expressions.
internal sealed partial class BodyReader
{
    // Above zero inside a choice on data: an index may be guarded there.
    private int _guards;

    // How many indices so far may lie outside their array: a choice that guards one must be a branch.
    private int _unproven;

    // The name of the local that the expression is for.
    private string _hint = "chosen";

    private static Constant? ConstantOf(IOperation operation)
        => operation.ConstantValue is { HasValue: true, Value: IConvertible value and not (string or bool or char or null) }
            ? new Constant(value.ToDouble(CultureInfo.InvariantCulture))
            : null;

    private Expr Real(IOperation operation)
    {
        if (ConstantOf(operation) is { } constant)
        {
            return constant;
        }

        if (_data.IsData(operation))
        {
            return (SymbolOf(Stripped(operation)) is { } symbol ? (Lookup(symbol) as DataBinding)?.Structural : null) switch
            {
                Constant known => known,
                IntConstant known => new Constant(known.Value),
                _ => _data.Extract(operation, Kind.Real),
            };
        }

        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return Scalar(operation);
            case IParenthesizedOperation parenthesized:
                return Real(parenthesized.Operand);
            case IConversionOperation conversion:
                return Converted(conversion);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, OperatorMethod: null } minus:
                return -Real(minus.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Plus, OperatorMethod: null } plus:
                return Real(plus.Operand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide, Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } division:
                _context.Report(Descriptors.IntegerLatent, division.Syntax, SourceText.Quote(division.Syntax), "int");
                return s_refused;
            case IBinaryOperation { OperatorMethod: null } binary when Arithmetic(binary.OperatorKind) is { } op:
                return new Apply(op, [Real(binary.LeftOperand), Real(binary.RightOperand)]);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return Choice(choice.Condition, choice.WhenTrue, otherwise);
            case ISwitchExpressionOperation choice:
                return Arms(choice, 0);
            case IArrayElementReferenceOperation element:
                return ElementOf(element);
            case IInvocationOperation call:
                return Call(call);
            case ISimpleAssignmentOperation assignment:
                Assign(assignment.Target, assignment.Value, null);
                return Real(assignment.Target);
            default:
                Refuse(operation);
                return s_refused;
        }
    }

    private Expr Scalar(IOperation reference)
    {
        switch (SymbolOf(reference) is { } symbol ? Lookup(symbol) : null)
        {
            case ScalarBinding scalar:
                return scalar.Value;
            case PoisonBinding:
                return s_refused;
            default:
                Refuse(reference);
                return s_refused;
        }
    }

    private Expr Converted(IConversionOperation conversion)
    {
        ITypeSymbol? from = conversion.Operand.Type;
        if (conversion.OperatorMethod is not null || from is null)
        {
            Refuse(conversion);
        }
        else if (conversion.Type?.SpecialType == SpecialType.System_Double && from.SpecialType == SpecialType.System_Double)
        {
            return Real(conversion.Operand);
        }
        else if (InnerCast(conversion) is { } cast)
        {
            _context.Report(Descriptors.IntegerLatent, cast.Syntax, SourceText.Quote(cast.Syntax), cast.Type!.ToDisplayString());
        }
        else if (conversion.Type?.SpecialType == SpecialType.System_Double && Stripped(conversion.Operand) is IConditionalOperation or ISwitchExpressionOperation or IInvocationOperation or IBinaryOperation)
        {
            // (mu > 0 ? 1 : 0): the type is int, the sides are data.
            return Real(Stripped(conversion.Operand));
        }
        else
        {
            Refuse(conversion);
        }

        return s_refused;
    }

    /// <summary>The conversion of a latent to something narrower than <c>double</c>, at or below an operation.</summary>
    private IConversionOperation? InnerCast(IOperation operation)
        => operation.DescendantsAndSelf().OfType<IConversionOperation>().FirstOrDefault(c =>
            c.Operand.Type?.SpecialType == SpecialType.System_Double
            && c.Type?.SpecialType is not (SpecialType.System_Double or SpecialType.None or null)
            && !_data.IsData(c.Operand));

    private static Op? Arithmetic(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => Op.Add,
        BinaryOperatorKind.Subtract => Op.Subtract,
        BinaryOperatorKind.Multiply => Op.Multiply,
        BinaryOperatorKind.Divide => Op.Divide,
        _ => null,
    };

    // A choice on data guards its sides (t > 0 ? y[t − 1] : 0): where a side could fail on its own the choice becomes a branch.
    private Expr Choice(IOperation condition, IOperation then, IOperation otherwise)
    {
        if (!_data.IsData(condition))
        {
            return new Select(Condition(condition), Real(then), Real(otherwise));
        }

        return Choice(DataCondition(condition), () => Real(then), () => Real(otherwise), Risk.In(then) || Risk.In(otherwise));
    }

    private Expr Choice(Verbatim condition, Func<Expr> then, Func<Expr> otherwise, bool risky)
    {
        int branch = _branches++;
        _guards++;
        int unproven = _unproven;
        (List<Stmt> thenBody, Expr x) = OneSide(branch, 0, then);
        (List<Stmt> elseBody, Expr y) = OneSide(branch, 1, otherwise);
        _guards--;
        if (!risky && unproven == _unproven && thenBody.Count == 0 && elseBody.Count == 0)
        {
            return new Select(condition, x, y);
        }

        string name = _names.Fresh(_hint);
        _out.Add(new If(condition, thenBody.ToEquatableArray(), elseBody.ToEquatableArray(), [new Merged(name, x, y)]));
        return new Variable(name);
    }

    private (List<Stmt> Body, Expr Value) OneSide(int branch, int side, Func<Expr> read)
    {
        Expr value = new Constant(0);
        _path.Add((branch, side));
        List<Stmt> body = Collect(() => value = read());
        _path.RemoveAt(_path.Count - 1);
        return (body, value);
    }

    private Expr Arms(ISwitchExpressionOperation choice, int index)
    {
        if (_data.FirstLatent(choice.Value) is { } latent)
        {
            RefuseSwitch(latent, choice.Value);
            return s_refused;
        }

        if (index == choice.Arms.Length)
        {
            _context.Report(Descriptors.Expression, choice.Syntax, SourceText.Quote(choice.Syntax), "end the switch with an arm '_ => …'");
            return s_refused;
        }

        ISwitchExpressionArmOperation arm = choice.Arms[index];
        return arm is { Pattern: IDiscardPatternOperation, Guard: null }
            ? Real(arm.Value)
            : Choice(Test(choice.Value, " is ", arm.Pattern.Syntax, arm.Guard), () => Real(arm.Value), () => Arms(choice, index + 1), risky: choice.Arms.Any(a => Risk.In(a.Value)));
    }

    /// <summary>A Boolean that may depend on latents: the condition of a blend.</summary>
    private Expr Condition(IOperation operation)
    {
        if (operation.ConstantValue.Value is bool constant)
        {
            return new Verbatim(constant ? "true" : "false", [], Kind.Boolean);
        }

        if (_data.IsData(operation))
        {
            return _data.Extract(operation, Kind.Boolean);
        }

        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return Condition(parenthesized.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                return new Apply(Op.Not, [Condition(not.Operand)]);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And, OperatorMethod: null } and:
                return new Apply(Op.And, [Condition(and.LeftOperand), Condition(and.RightOperand)]);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or, OperatorMethod: null } or:
                return new Apply(Op.Or, [Condition(or.LeftOperand), Condition(or.RightOperand)]);
            case IBinaryOperation { OperatorMethod: null, LeftOperand.Type.SpecialType: SpecialType.System_Double } comparison
                when Comparison(comparison.OperatorKind) is { } compare:
                return compare(Real(comparison.LeftOperand), Real(comparison.RightOperand));
            case ILocalReferenceOperation local when Lookup(local.Local) is ConditionBinding bound:
                return bound.Value;
            default:
                Refuse(operation);
                return new Verbatim("true", [], Kind.Boolean);
        }
    }

    private static Func<Expr, Expr, Expr>? Comparison(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => (x, y) => new Apply(Op.Less, [x, y]),
        BinaryOperatorKind.LessThanOrEqual => (x, y) => new Apply(Op.LessOrEqual, [x, y]),
        BinaryOperatorKind.GreaterThan => (x, y) => new Apply(Op.Less, [y, x]),
        BinaryOperatorKind.GreaterThanOrEqual => (x, y) => new Apply(Op.LessOrEqual, [y, x]),
        BinaryOperatorKind.Equals => (x, y) => new Apply(Op.Equal, [x, y]),
        BinaryOperatorKind.NotEquals => (x, y) => new Apply(Op.Not, [new Apply(Op.Equal, [x, y])]),
        _ => null,
    };

    private Expr Index(IOperation operation) => Index(operation, Descriptors.LatentIndex);

    /// <summary>An integer: an index, a bound, a length. Always data.</summary>
    private Expr Index(IOperation operation, DiagnosticDescriptor refused)
    {
        IOperation value = Stripped(operation);
        if (value.ConstantValue.Value is int constant)
        {
            return new IntConstant(constant);
        }

        if (_data.FirstLatent(value) is { } latent)
        {
            if (!IsPoisoned(latent))
            {
                _context.Report(refused, operation.Syntax, SourceText.Quote(operation.Syntax));
            }

            return new IntConstant(0);
        }

        return Structural(value) ?? _data.Extract(value, Kind.Integer);
    }

    /// <summary>Indices, numbers and what +, − and * make of them keep their structure; null for other data.</summary>
    private Expr? Structural(IOperation operation)
    {
        IOperation value = Stripped(operation);
        if (value.Type?.SpecialType != SpecialType.System_Int32)
        {
            return null;
        }

        if (value.ConstantValue.Value is int constant)
        {
            return new IntConstant(constant);
        }

        if (DataCode.Length(value, Lookup) is { } length)
        {
            return length;
        }

        if (State(value) is { } state)
        {
            return state.Structural;
        }

        return value switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation when Lookup(SymbolOf(value)!) is DataBinding { Structural: not Constant } data => data.Structural,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } b when Pair(b) is var (x, y) => Integers.Add(x, y),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } b when Pair(b) is var (x, y) => Integers.Subtract(x, y),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } b when Pair(b) is var (x, y) => Integers.Multiply(x, y),
            _ => null,
        };

        // N − 1 keeps its structure too, so that a bound can be compared with a plate.
        (Expr X, Expr Y)? Pair(IBinaryOperation binary)
            => Structural(binary.RightOperand) is { } y && (Structural(binary.LeftOperand) ?? (y is IntConstant ? Size(binary.LeftOperand) : null)) is { } x ? (x, y) : null;

        Verbatim? Size(IOperation size) => _data.Extract(size, Kind.Integer) is { Free.Count: 0 } code ? code : null;
    }
}
