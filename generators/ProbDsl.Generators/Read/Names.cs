using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generators;

/// <summary>Hands out the names of one body: the user's own where free, else with a number.</summary>
/// <remarks>A loop index may serve several loops, one after the other; every other name is bound once.</remarks>
internal sealed class Names(IEnumerable<string> reserved)
{
    private readonly HashSet<string> _used = new(reserved);
    private readonly HashSet<string> _indices = [];
    private readonly HashSet<string> _active = [];

    public string Fresh(string wanted)
    {
        string name = Unused(wanted);
        _used.Add(name);
        return name;
    }

    public string EnterIndex(string wanted)
    {
        string name = _indices.Contains(wanted) && !_active.Contains(wanted) ? wanted : Unused(wanted);
        _used.Add(name);
        _indices.Add(name);
        _active.Add(name);
        return name;
    }

    public void LeaveIndex(string name) => _active.Remove(name);

    private string Unused(string wanted)
    {
        string name = wanted;
        for (int i = 1; _used.Contains(name) || IsKeyword(name); i++)
        {
            name = wanted + "_" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    private static bool IsKeyword(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None;
}
