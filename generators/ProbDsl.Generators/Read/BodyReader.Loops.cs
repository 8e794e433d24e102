using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// for and foreach with bounds on data, normalised to [lower, upper) with step 1.
internal sealed partial class BodyReader
{
    private void ForLoop(IForLoopOperation loop)
    {
        if (ReadHeader(loop) is not { } header)
        {
            return;
        }

        Expr lower = Index(header.Start);
        Expr bound = Index(header.Bound, Descriptors.LatentBound);
        ITypeSymbol type = header.Counter.Type;
        if (header.Step == 1 && header.Relation is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual)
        {
            Expr upper = header.Relation == BinaryOperatorKind.LessThan ? bound : Integers.Add(bound, new IntConstant(1));
            string name = _names.EnterIndex(header.Counter.Name);
            _scope[header.Counter] = Index(name, type);
            Iterate(name, lower, upper, loop.Body);
            return;
        }

        // Any other step: count the iterations, and let the user's counter stand for start ± step · count.
        bool up = header.Step > 0;
        int step = Math.Abs(header.Step);
        bool inclusive = header.Relation is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual;
        Expr span = up ? Integers.Subtract(bound, lower) : Integers.Subtract(lower, bound);
        Expr count = Integers.Add(span, new IntConstant(step - 1 + (inclusive ? 1 : 0)));
        if (step > 1)
        {
            (string text, IEnumerable<string> free) = Integers.Text(count);
            count = new Verbatim(count is Apply ? $"({text}) / {Text(step)}" : $"{text} / {Text(step)}", free.Distinct().ToEquatableArray(), Kind.Integer);
        }

        string index = _names.EnterIndex(header.Counter.Name + "Step");
        Expr offset = Integers.Multiply(new IntConstant(step), new Variable(index));
        Expr value = up ? Integers.Add(lower, offset) : Integers.Subtract(lower, offset);
        Verbatim code = Integers.Code(value);
        _scope[header.Counter] = new DataBinding(SyntaxFactory.ParenthesizedExpression(SyntaxFactory.ParseExpression(code.Code)), code.Free, type, value);
        Iterate(index, new IntConstant(0), count, loop.Body);
    }

    private void ForEach(IForEachLoopOperation loop)
    {
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { } item })
        {
            Shape(loop, "This 'foreach' takes its items apart");
            return;
        }

        IOperation collection = Stripped(loop.Collection);
        ArrayBinding? named = SymbolOf(collection) is { } symbol ? Lookup(symbol) as ArrayBinding : collection is IArrayElementReferenceOperation row ? RowOf(row) : null;
        if (named is { } array)
        {
            if (array.Sizes.Count != 1)
            {
                Shape(loop, "This 'foreach' runs over a matrix");
                return;
            }

            string index = _names.EnterIndex(item.Name + "Index");
            NoteRead(array, [new Variable(index)], collection.Syntax);
            _scope[item] = new ScalarBinding(array.At(new Variable(index)));
            Iterate(index, new IntConstant(0), array.Sizes[0], loop.Body);
            return;
        }

        if (_data.FirstLatent(collection) is { } latent)
        {
            if (!IsPoisoned(latent))
            {
                _context.Report(Descriptors.Linq, collection.Syntax, SourceText.Quote(collection.Syntax));
            }

            return;
        }

        if (collection is IInvocationOperation { TargetMethod: { Name: "Range", ContainingType: { Name: "Enumerable" } } } range)
        {
            Expr lower = Index(range.Arguments[0].Value);
            string name = _names.EnterIndex(item.Name);
            _scope[item] = Index(name, item.Type);
            Iterate(name, lower, Integers.Add(lower, Index(range.Arguments[1].Value)), loop.Body);
            return;
        }

        DataBinding code = _data.Bind(collection);
        if (DataShape.Length(code.Type) is not { } length)
        {
            Shape(loop, $"'{SourceText.Quote(collection.Syntax)}' cannot be indexed, so keep it in an array");
            return;
        }

        string itemIndex = _names.EnterIndex(item.Name + "Index");
        string text = SourceText.Text(DataCode.Operand(code.Code));
        ExpressionSyntax element = SyntaxFactory.ParseExpression($"{text}[{itemIndex}]");
        _scope[item] = new DataBinding(element, code.Free.Append(itemIndex).ToEquatableArray(), item.Type, null);
        Iterate(itemIndex, new IntConstant(0), _context.Data.Size(text + "." + length, code.Free), loop.Body);
    }

    private void Iterate(string index, Expr lower, Expr upper, IOperation body)
    {
        // A local from outside that the body assigns is handed from one iteration to the next.
        List<ISymbol> carried = [.. Mutations.In(body).Where(s => Lookup(s) is ScalarBinding).Distinct<ISymbol>(SymbolEqualityComparer.Default)];
        List<(ISymbol Symbol, string Name, Expr Initial)> entries = [];
        Dictionary<ISymbol, Binding> before = new(_scope, SymbolEqualityComparer.Default);
        foreach (ISymbol symbol in carried)
        {
            string name = _names.Fresh(symbol.Name);
            entries.Add((symbol, name, ((ScalarBinding)_scope[symbol]).Value));
            _scope[symbol] = new ScalarBinding(new Variable(name));
        }

        _loops.Add(new(index, lower, upper, _loopIds++, Depth: _calls.Count));
        List<Stmt> statements = Collect(() => Run(Chain.Of(body)));
        _loops.RemoveAt(_loops.Count - 1);
        _names.LeaveIndex(index);

        Dictionary<ISymbol, Binding> after = _scope;
        _scope = before;
        List<Carried> results = [];
        foreach ((ISymbol symbol, string name, Expr initial) in entries)
        {
            string result = _names.Fresh(symbol.Name);
            results.Add(new(name, initial, ((ScalarBinding)after[symbol]).Value, result));
            _scope[symbol] = new ScalarBinding(new Variable(result));
        }

        if (statements.Count > 0 || results.Count > 0)
        {
            _out.Add(new For(index, lower, upper, results.ToEquatableArray(), statements.ToEquatableArray()));
        }
    }

    private Header? ReadHeader(IForLoopOperation loop)
    {
        if (loop.Before.Length != 1
            || loop.Before[0] is not IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: { } counter } declarator] } declaration] }
            || (declarator.Initializer ?? declaration.Initializer)?.Value is not { } start
            || counter.Type.SpecialType != SpecialType.System_Int32)
        {
            return Shape(loop, "This 'for' does not declare one 'int' counter");
        }

        if (loop.AtLoopBottom.Length != 1 || Step(loop.AtLoopBottom[0], counter) is not { } step || step == 0)
        {
            return Shape(loop, $"The step of '{counter.Name}' is not a constant");
        }

        if (Mutations.In(loop.Body).Contains(counter, SymbolEqualityComparer.Default))
        {
            return Shape(loop, $"'{counter.Name}' is assigned inside the loop");
        }

        if (loop.Condition is not IBinaryOperation condition)
        {
            return Shape(loop, $"The condition is not a comparison of '{counter.Name}' with a bound");
        }

        (IOperation left, IOperation right, BinaryOperatorKind relation) = (Stripped(condition.LeftOperand), Stripped(condition.RightOperand), condition.OperatorKind);
        if (SymbolEqualityComparer.Default.Equals(SymbolOf(right), counter))
        {
            (left, right, relation) = (right, left, Mirror(relation));
        }

        bool matches = step > 0
            ? relation is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            : relation is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        return matches && SymbolEqualityComparer.Default.Equals(SymbolOf(left), counter)
            ? new(counter, start, right, relation, step)
            : Shape(loop, $"The condition is not a comparison of '{counter.Name}' with a bound in the direction of the step");
    }

    private Header? Shape(IOperation loop, string found)
    {
        SyntaxNode where = loop.Syntax;
        _context.Report(Descriptors.LoopShape, where.GetFirstToken().GetLocation(), found);
        return null;
    }

    private static BinaryOperatorKind Mirror(BinaryOperatorKind relation) => relation switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => relation,
    };

    private static int? Step(IOperation statement, ISymbol counter)
    {
        IOperation operation = statement is IExpressionStatementOperation e ? e.Operation : statement;
        return operation switch
        {
            IIncrementOrDecrementOperation step when Is(step.Target) => step.Kind == OperationKind.Increment ? 1 : -1,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Value.ConstantValue.Value: int by } step when Is(step.Target) => by,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract, Value.ConstantValue.Value: int by } step when Is(step.Target) => -by,
            _ => null,
        };

        bool Is(IOperation target) => SymbolEqualityComparer.Default.Equals(SymbolOf(target), counter);
    }

    private static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Header(ILocalSymbol Counter, IOperation Start, IOperation Bound, BinaryOperatorKind Relation, int Step);
}
