using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// Calls with latents among their arguments.
internal sealed partial class BodyReader
{
    private Expr Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (call.Arguments.FirstOrDefault(a => a.Parameter is { RefKind: RefKind.Ref or RefKind.Out }) is { } byReference)
        {
            _context.Report(Descriptors.RefArgument, byReference.Syntax, SourceText.Quote(byReference.Syntax));
            return s_refused;
        }

        if (KnownSymbols.IsSystem(method.ContainingType, "Math") || KnownSymbols.IsSystem(method.ContainingType, "Double"))
        {
            return MathCall(call);
        }

        if (KnownSymbols.IsOurs(method.ContainingType, "ProbMath"))
        {
            return ProbMathCall(call);
        }

        if (Laws.IsDistribution(method.ContainingType) && method.Name is "LogDensity" or "LogProbability")
        {
            return LogDensity(call);
        }

        if (method.Name == "Sum" && method.ContainingType is { Name: "Enumerable" } && call.Arguments.Length == 1
            && SymbolOf(Stripped(call.Arguments[0].Value)) is not null && VectorOf(call.Arguments[0].Value) is { } vector)
        {
            return Sum(vector);
        }

        if (IsLinq(call))
        {
            if (IsPoisoned(call))
            {
                return s_refused;
            }

            _context.Report(Descriptors.Linq, call.Syntax, SourceText.Quote(call.Syntax));
            return s_refused;
        }

        if (IsHelper(method))
        {
            return method.ReturnType.SpecialType == SpecialType.System_Double ? Helper(call) : RefuseCall(call);
        }

        return RefuseCall(call);
    }

    private Expr RefuseCall(IInvocationOperation call)
    {
        if (!IsPoisoned(call))
        {
            _context.Report(Descriptors.UnknownCall, call.Syntax, SourceText.Quote(call.Syntax));
        }

        return s_refused;
    }

    private static bool IsLinq(IInvocationOperation call)
        => call.TargetMethod.ContainingType is { Name: "Enumerable" or "ParallelEnumerable" or "Queryable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } }
            || call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
            || call.Arguments.Any(a => Stripped(a.Value) is IAnonymousFunctionOperation or IDelegateCreationOperation);

    private Expr MathCall(IInvocationOperation call)
    {
        string name = call.TargetMethod.Name;
        if (name is "Floor" or "Ceiling" or "Round" or "Truncate" or "Sign")
        {
            _context.Report(Descriptors.ZeroGradient, call.Syntax, SourceText.Quote(call.Syntax));
            return s_refused;
        }

        Expr[] a = [.. Ordered(call).Select(Real)];
        return ElementaryCalls.Lower(name, a) ?? RefuseCall(call);
    }

    /// <summary>The arguments in the order of the parameters.</summary>
    private static IEnumerable<IOperation> Ordered(IInvocationOperation call)
        => call.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Select(a => a.Value);

    private Expr ProbMathCall(IInvocationOperation call)
    {
        List<IOperation> arguments = [.. Ordered(call)];
        switch (call.TargetMethod.Name)
        {
            case "LogSumExp":
                List<IOperation>? scalars = arguments.Count > 1 ? arguments : Elements(arguments[0]);
                if (scalars is not null)
                {
                    return scalars.Select(Real).ToList().Aggregate((x, y) => new Apply(Op.LogAddExp, [x, y]));
                }

                return VectorOf(arguments[0]) is { } logs ? LogSumExp(logs) : s_refused;
            case "Sum":
                return VectorOf(arguments[0]) is { } terms ? Sum(terms) : s_refused;
            case "Dot" when arguments.Count == 2:
                return VectorOf(arguments[0]) is { } left && VectorOf(arguments[1]) is { } right ? Dot(call, left, right) : s_refused;
            case "Dot" when arguments.Count == 3:
                return Row(arguments[0], arguments[1]) is { } row && VectorOf(arguments[2]) is { } column ? Dot(call, row, column) : s_refused;
            default:
                return ElementaryCalls.Lower(call.TargetMethod.Name, [.. arguments.Select(Real)]) ?? RefuseCall(call);
        }
    }

    private Vector? Row(IOperation matrix, IOperation row)
    {
        Expr at = Index(row);
        IOperation value = Stripped(matrix);
        if (_data.IsData(value))
        {
            DataBinding code = _data.Bind(value);
            Verbatim rowCode = Integers.Code(at);
            string text = SourceText.Text(DataCode.Operand(code.Code));
            IEnumerable<string> free = code.Free.Concat(rowCode.Free).Distinct();
            return new(
                _context.Data.Size(text + ".GetLength(1)", code.Free),
                index => new Verbatim($"{text}[{rowCode.Code}, {index}]", free.Append(index).ToEquatableArray(), Kind.Real));
        }

        return ArrayOf(value) is { } array
            ? new(array.Sizes[1], index =>
            {
                NoteRead(array, [at, new Variable(index)], matrix.Syntax);
                return new Element(array.Name, [at, new Variable(index)]);
            })
            : null;
    }

    private Expr Sum(Vector vector) => Accumulated("sum", vector.Length, new Constant(0), (sum, index) => sum + vector.At(index));

    private Expr Dot(IInvocationOperation call, Vector x, Vector y)
    {
        if (!x.Length.Equals(y.Length))
        {
            Emit(new Require("SameLengths", x.Length, y.Length, _calls[0].Name, SourceText.Of(call.Syntax)));
        }

        return Accumulated("dot", x.Length, new Constant(0), (sum, index) => sum + (x.At(index) * y.At(index)));
    }

    private Expr LogSumExp(Vector vector)
        => Accumulated("logSum", vector.Length, new Constant(double.NegativeInfinity), (sum, index) => new Apply(Op.LogAddExp, [sum, vector.At(index)]));

    /// <summary>A loop that carries one value.</summary>
    private Variable Accumulated(string name, Expr length, Expr initial, Func<Expr, string, Expr> next)
    {
        string index = _names.EnterIndex("k");
        string carried = _names.Fresh(name);
        _loops.Add(new(index, new IntConstant(0), length, _loopIds++, Depth: _calls.Count));
        Expr value = next(new Variable(carried), index);
        _loops.RemoveAt(_loops.Count - 1);
        _names.LeaveIndex(index);
        string result = _names.Fresh(name);
        _out.Add(new For(index, new IntConstant(0), length, [new Carried(carried, initial, value, result)], []));
        return new Variable(result);
    }

    private bool IsHelper(IMethodSymbol method)
        => method is { IsAbstract: false, IsExtern: false, IsAsync: false } && Source(method) is not null;

    private SyntaxNode? Source(IMethodSymbol method)
    {
        SyntaxNode? syntax = (method.ReducedFrom ?? method).OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_context.Cancellation);
        return syntax is Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.LocalFunctionStatementSyntax
            && _context.Compilation.ContainsSyntaxTree(syntax.SyntaxTree) ? syntax : null;
    }

    private IOperation? BodyOf(IMethodSymbol method)
    {
        SyntaxNode syntax = Source(method)!;
        IOperation? operation = _context.Semantics(syntax).GetOperation(syntax, _context.Cancellation);
        return operation is ILocalFunctionOperation local ? local.Body : operation;
    }

    private Expr Helper(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (IsFunction(method) && (_context.Functions.NameOf(method) ?? Function(method)) is { } name)
        {
            return new Invoke(name, Ordered(call).Select(Real).ToEquatableArray());
        }

        Expr result = s_refused;
        Inline(call, BodyMode.Value, () => result = _value ?? s_refused);
        return result;
    }

    /// <summary>A helper on reals alone is differentiated once; one line used once reads better in place.</summary>
    private bool IsFunction(IMethodSymbol method)
        => method.MethodKind == MethodKind.Ordinary
            && !method.IsGenericMethod
            && !_context.Functions.IsRefused(method)
            && !_calls.Contains(method, SymbolEqualityComparer.Default)
            && method.Parameters.All(p => p.Type.SpecialType == SpecialType.System_Double && p.RefKind == RefKind.None)
            && method.Parameters.Length > 0
            && Source(method) is Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax declaration
            && (declaration.Body is not null || _context.CallsOf(method) > 1);

    /// <summary>The function of the model that a method is, read on its own; null where it cannot be read, which has been reported.</summary>
    public string? FunctionOf(IMethodSymbol method)
    {
        List<string> parameters = BindReals(method);
        if (BodyOf(method) is not { } operation)
        {
            return null;
        }

        EquatableArray<Stmt> body = Value(operation);
        return _context.Broken || _context.Diagnostics.Exists(d => d.IsError) ? null : _context.Functions.Add(method, parameters, body);
    }

    // Each parameter under a name of its own.
    private List<string> BindReals(IMethodSymbol method)
    {
        List<string> names = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            string name = _names.Fresh(parameter.Name);
            names.Add(name);
            Bind(parameter, new ScalarBinding(new Variable(name)));
        }

        return names;
    }

    private string? Function(IMethodSymbol method)
    {
        BodyReader reader = new(_context, method, []);
        reader._calls.InsertRange(0, _calls);
        List<string> parameters = reader.BindReals(method);
        EquatableArray<Stmt> body = [];
        if (BodyOf(method) is not { } operation || !_context.Try(() => body = reader.Value(operation)))
        {
            // With the caller's arguments in place it may still do: an 'if' on an argument that is data there.
            _context.Functions.Refuse(method);
            return null;
        }

        return _context.Functions.Add(method, parameters, body);
    }

    /// <summary>Reads a helper's body in place, its parameters bound to the arguments.</summary>
    private void Inline(IInvocationOperation call, BodyMode mode, Action result)
    {
        IMethodSymbol method = call.TargetMethod;
        if (_calls.Contains(method, SymbolEqualityComparer.Default))
        {
            _context.Report(Descriptors.Recursion, call.Syntax, method.Name);
            return;
        }

        if (method.IsGenericMethod || BodyOf(method) is not { } body)
        {
            RefuseCall(call);
            return;
        }

        HashSet<ISymbol> mutated = new(Mutations.In(body), SymbolEqualityComparer.Default);
        bool isLocal = method.MethodKind == MethodKind.LocalFunction;
        Dictionary<ISymbol, Binding> inner = isLocal ? new(_scope, SymbolEqualityComparer.Default) : new(SymbolEqualityComparer.Default);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter)
            {
                inner[parameter] = Argument(parameter, argument.Value, mutated.Contains(parameter));
            }
        }

        (Dictionary<ISymbol, Binding> scope, DataCode data, BodyMode outerMode, Expr? value, ArrayBinding? array, Origin? origin, int path)
            = (_scope, _data, _mode, _value, _array, _origin, _pathOfCall);
        (_scope, _mode, _value, _array, _pathOfCall) = (inner, mode, null, null, _path.Count);
        _data = new(_context, method.ContainingType, Lookup);
        _mutated.UnionWith(mutated);
        _calls.Add(method);
        Run(Chain.Of(body));
        result();
        _calls.RemoveAt(_calls.Count - 1);
        (_scope, _data, _mode, _value, _array, _origin, _pathOfCall) = (scope, data, outerMode, value, array, origin, path);
    }

    private Binding Argument(IParameterSymbol parameter, IOperation value, bool mutated)
    {
        bool isReal = parameter.Type.SpecialType == SpecialType.System_Double;
        if (_data.IsData(value) && !(mutated && isReal))
        {
            return Data(parameter.Type, value);
        }

        if (isReal)
        {
            return new ScalarBinding(Named(parameter.Name, Real(value)));
        }

        if (KnownSymbols.RealRank(parameter.Type) > 0)
        {
            return ArrayOf(value) ?? (Binding)new PoisonBinding();
        }

        if (parameter.Type.SpecialType == SpecialType.System_Boolean)
        {
            return new ConditionBinding(Condition(value));
        }

        _ = parameter.Type.SpecialType == SpecialType.System_Int32 ? Index(value) : null;
        Fence.RefuseType(_context, value, parameter.Type);
        return new PoisonBinding();
    }
}
