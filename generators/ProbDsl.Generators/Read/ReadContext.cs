using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProbDsl.Generators;

/// <summary>What the readers of one model share.</summary>
internal sealed class ReadContext(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _semantics = [];
    private readonly HashSet<(string Id, Location Where)> _seen = [];
    private Dictionary<ISymbol, int>? _callCounts;

    public INamedTypeSymbol Type { get; } = type;

    public Compilation Compilation { get; } = compilation;

    public CancellationToken Cancellation { get; } = cancellation;

    public List<DiagnosticInfo> Diagnostics { get; private set; } = [];

    public List<SiteLocation> Sites { get; } = [];

    public List<MethodLocation> Methods { get; } = [];

    /// <summary>C# itself reports an error in the model's code: no source, and nothing to add to its message.</summary>
    public bool Broken { get; set; }

    /// <summary>Latents and derived quantities by name, in declaration order.</summary>
    public List<Quantity> Quantities { get; } = [];

    public DataMembers Data { get; } = new(type);

    /// <summary>The arguments of returned distributions, to be checked once every prior is known.</summary>
    public List<ReturnedArgument> Returned { get; } = [];

    public FunctionTable Functions { get; } = new();

    /// <summary>Names that no local may take: quantities, data members, generated or written.</summary>
    public HashSet<string> Reserved { get; } = [];

    public Quantity? Quantity(string name) => Quantities.Find(q => q.Name == name);

    /// <summary>The ranges of a quantity's indices, known only now.</summary>
    public void Measure(string name, EquatableArray<IndexSpec> indices)
    {
        int position = Quantities.FindIndex(q => q.Name == name);
        Quantities[position] = Quantities[position] with { Indices = indices };
    }

    public void Report(DiagnosticDescriptor descriptor, Location where, params string[] arguments)
    {
        if (_seen.Add((descriptor.Id, where)))
        {
            Diagnostics.Add(new(descriptor, where, arguments.ToEquatableArray()));
        }
    }

    public void Report(DiagnosticDescriptor descriptor, SyntaxNode where, params string[] arguments)
        => Report(descriptor, where.GetLocation(), arguments);

    /// <summary>Runs an attempt whose diagnostics count only if it succeeds.</summary>
    public bool Try(Action attempt)
    {
        List<DiagnosticInfo> outer = Diagnostics;
        HashSet<(string, Location)> seen = new(_seen);
        Diagnostics = [];
        try
        {
            attempt();
            bool clean = !Diagnostics.Exists(d => d.IsError);
            if (clean)
            {
                outer.AddRange(Diagnostics);
            }
            else
            {
                _seen.Clear();
                _seen.UnionWith(seen);
            }

            return clean;
        }
        finally
        {
            Diagnostics = outer;
        }
    }

    public SemanticModel Semantics(SyntaxNode node)
    {
        if (!_semantics.TryGetValue(node.SyntaxTree, out SemanticModel? model))
        {
            model = Compilation.GetSemanticModel(node.SyntaxTree);
            _semantics.Add(node.SyntaxTree, model);
        }

        return model;
    }

    /// <summary>How often the model's own code calls a method.</summary>
    public int CallsOf(IMethodSymbol method)
    {
        if (_callCounts is null)
        {
            _callCounts = new(SymbolEqualityComparer.Default);
            foreach (SyntaxReference part in Type.DeclaringSyntaxReferences)
            {
                foreach (InvocationExpressionSyntax call in part.GetSyntax(Cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>())
                {
                    if (Semantics(call).GetSymbolInfo(call, Cancellation).Symbol is { } target)
                    {
                        _callCounts[target] = (_callCounts.TryGetValue(target, out int count) ? count : 0) + 1;
                    }
                }
            }
        }

        return _callCounts.TryGetValue(method, out int calls) ? calls : 0;
    }

    public int Site(SyntaxNode node) => Site(node.GetLocation());

    public int Site(Location where)
    {
        FileLinePositionSpan span = where.GetLineSpan();
        Sites.Add(new(Sites.Count, Path.GetFileName(span.Path), span.StartLinePosition.Line + 1));
        return Sites.Count - 1;
    }

    public Origin Origin(SyntaxNode node) => new(SourceText.Of(node), Site(node));
}
