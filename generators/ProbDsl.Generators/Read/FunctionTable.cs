using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>Helper methods that became functions of the model, callees first.</summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<ISymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _refused = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _taken = [];
    private readonly List<FunctionSpec> _specs = [];

    public EquatableArray<FunctionSpec> Specs => _specs.ToEquatableArray();

    public string? NameOf(IMethodSymbol method) => _names.TryGetValue(method, out string? name) ? name : null;

    public bool IsRefused(IMethodSymbol method) => _refused.Contains(method);

    public void Refuse(IMethodSymbol method) => _refused.Add(method);

    public string Add(IMethodSymbol method, IEnumerable<string> parameters, IEnumerable<Stmt> body)
    {
        string name = method.Name;
        for (int i = 2; !_taken.Add(name); i++)
        {
            name = method.Name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        _names.Add(method, name);
        _specs.Add(new(name, parameters.ToEquatableArray(), body.ToEquatableArray()));
        return name;
    }
}
