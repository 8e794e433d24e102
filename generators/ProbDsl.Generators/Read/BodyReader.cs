using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>What the return statements of the method that is being read give.</summary>
internal enum BodyMode
{
    Distribution,
    Value,
    Array,
}

/// <summary>
/// Lowers one method body from <see cref="IOperation"/> to the IR, in structured single-assignment form. What it cannot lower it reports, with
/// what would work instead, and goes on, so that one build shows all that is wrong.
/// </summary>
internal sealed partial class BodyReader
{
    // Stands for what was refused: no number, so that nothing more is said about its value.
    private static readonly Expr s_refused = new Variable("_");

    private readonly ReadContext _context;
    private readonly Names _names;
    private readonly HashSet<ISymbol> _mutated = new(SymbolEqualityComparer.Default);
    private readonly List<IMethodSymbol> _calls = [];
    private readonly List<Loop> _loops = [];
    private readonly List<(int Branch, int Side)> _path = [];
    private Dictionary<ISymbol, Binding> _scope = new(SymbolEqualityComparer.Default);
    private List<Stmt> _out = [];
    private DataCode _data;
    private BodyMode _mode;
    private Origin? _origin;
    private Expr? _value;
    private ArrayBinding? _array;
    private int _pathOfCall;
    private int _branches;
    private int _loopIds;

    public BodyReader(ReadContext context, IMethodSymbol method, IEnumerable<string> reserved)
    {
        _context = context;
        _names = new(context.Reserved.Concat(reserved));
        _calls.Add(method);
        _data = new(context, method.ContainingType, Lookup);
    }

    public Names Names => _names;

    /// <summary>The range of an index whose loop the emitter writes: a plate.</summary>
    public void EnterPlate(IParameterSymbol parameter, string name, Expr size)
    {
        _scope[parameter] = Index(name, parameter.Type);
        _loops.Add(new(name, new IntConstant(0), size, _loopIds++, IsPlate: true));
    }

    /// <summary>The state that an element of an array of discrete latents is; null where it is none.</summary>
    public DataBinding? State(IOperation operation) => States.Element(operation, Lookup);

    public void Bind(ISymbol symbol, Binding binding) => _scope[symbol] = binding;

    /// <summary>Reads a body whose paths end in distributions.</summary>
    public EquatableArray<Stmt> Distribution(IOperation body)
    {
        Begin(BodyMode.Distribution, body);
        Run(Chain.Of(body));
        return _out.ToEquatableArray();
    }

    /// <summary>Reads a body that returns a real value; the last statement is the <see cref="Return"/>.</summary>
    public EquatableArray<Stmt> Value(IOperation body)
    {
        Begin(BodyMode.Value, body);
        Run(Chain.Of(body));
        _out.Add(new Return(_value ?? s_refused) { Origin = _origin });
        return _out.ToEquatableArray();
    }

    /// <summary>Reads a body that must be one expression, such as an end of a support.</summary>
    public Expr? Single(IOperation body)
    {
        Begin(BodyMode.Value, body);
        Run(Chain.Of(body));
        return _out.Count == 0 ? _value : null;
    }

    private static DataBinding Index(string name, ITypeSymbol type)
        => new(Microsoft.CodeAnalysis.CSharp.SyntaxFactory.IdentifierName(name), [name], type, new Variable(name));

    private void Begin(BodyMode mode, IOperation body)
    {
        _mode = mode;
        _mutated.UnionWith(Mutations.In(body));
        foreach (ISymbol parameter in _mutated)
        {
            // A parameter that the body assigns is a local from the start.
            if (_scope.TryGetValue(parameter, out Binding? binding) && binding is DataBinding)
            {
                _context.Report(Descriptors.MutatedInteger, body.Syntax, parameter.Name);
            }
        }
    }

    /// <summary>Reports what stands outside the subset, unless its parts were reported already.</summary>
    private void Refuse(IOperation operation)
    {
        if (!IsPoisoned(operation))
        {
            Fence.Refuse(_context, operation);
        }
    }

    private Binding? Lookup(ISymbol symbol) => _scope.TryGetValue(symbol, out Binding? binding) ? binding : null;

    private void Emit(Stmt statement) => _out.Add(statement is Let or Observe or Return or Store or AddTo ? statement with { Origin = _origin } : statement);

    /// <summary>Collects what an action emits instead of appending it.</summary>
    private List<Stmt> Collect(Action action)
    {
        List<Stmt> outer = _out;
        List<Stmt> inner = [];
        _out = inner;
        try
        {
            action();
        }
        finally
        {
            _out = outer;
        }

        return inner;
    }

    /// <summary>Reads statements up to the first return. True when every path has returned.</summary>
    private bool Run(Chain? chain)
    {
        while (chain is not null)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            IOperation statement = chain.Head;
            chain = chain.Tail;
            switch (statement)
            {
                case IMethodBodyOperation body:
                    chain = Chain.Of((IOperation?)body.BlockBody ?? body.ExpressionBody!, chain);
                    break;
                case ILocalFunctionOperation function when function.Body is not null:
                    break;
                case IBlockOperation block:
                    chain = Chain.Of(block.Operations, chain);
                    break;
                case IReturnOperation { ReturnedValue: { } value } result:
                    _origin = _context.Origin(value.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionSyntax ? value.Syntax : result.Syntax);
                    Returned(value);
                    return true;
                case IConditionalOperation or ISwitchOperation when Jumps.Returns(statement):
                    return Branch(statement, chain);
                default:
                    Statement(statement);
                    break;
            }
        }

        return false;
    }

    private void Returned(IOperation value)
    {
        if (_loops.Exists(l => l.IsLoopOf(_calls.Count)))
        {
            _context.Report(Descriptors.Jump, value.Syntax, "return");
            return;
        }

        switch (_mode)
        {
            case BodyMode.Distribution:
                Observation(value);
                break;
            case BodyMode.Array when _path.Count > _pathOfCall:
                _context.Report(Descriptors.Expression, value.Syntax, SourceText.Quote(value.Syntax), "an array is returned at the end, not from a branch, so fill one array in the branches and return that");
                break;
            case BodyMode.Array:
                _array = _calls.Count == 1 ? WholeArray(value) : ArrayArgument(value);
                break;
            default:
                _value = Real(value);
                break;
        }
    }

    /// <summary>A loop that encloses the statement being read.</summary>
    /// <param name="Depth">How many inlined calls were open when it began.</param>
    private sealed record Loop(string Index, Expr Lower, Expr Upper, int Id, bool IsPlate = false, int Depth = 0)
    {
        public bool IsLoopOf(int depth) => !IsPlate && Depth == depth;
    }
}
