using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>The model as a graph: no circles, nothing that nobody uses.</summary>
internal static class GraphChecks
{
    public static void Run(ReadContext context, List<Declaration> declarations, List<VariableSpec> variables)
    {
        Dictionary<string, HashSet<string>> parents = Parents(variables);
        foreach (VariableSpec variable in variables.Where(v => v.Role is Role.Prior or Role.Derived))
        {
            if (Path(parents, variable.Name) is { } path)
            {
                context.Report(Descriptors.Cycle, Where(declarations, variable), variable.Name, string.Join(" ← ", path));
                break;
            }
        }

        // A method with an error, ours or the compiler's, may hide a use.
        if (context.Broken || context.Diagnostics.Exists(d => d.IsError))
        {
            return;
        }

        HashSet<string> used = [.. variables.Where(v => v.Role != Role.Variational).SelectMany(Uses)];
        foreach (VariableSpec latent in variables.Where(v => v.Role == Role.Prior && !used.Contains(v.Name)))
        {
            context.Report(Descriptors.UnusedLatent, Where(declarations, latent), latent.Name);
        }
    }

    public static Dictionary<string, HashSet<string>> Parents(List<VariableSpec> variables)
    {
        Dictionary<string, HashSet<string>> parents = [];
        foreach (VariableSpec variable in variables.Where(v => v.Role is Role.Prior or Role.Derived))
        {
            parents[variable.Name] = [.. Uses(variable)];
        }

        return parents;
    }

    /// <summary>Whether <paramref name="name"/> depends on <paramref name="ancestor"/>, directly or not.</summary>
    public static bool DependsOn(Dictionary<string, HashSet<string>> parents, string name, string ancestor)
    {
        HashSet<string> seen = [];
        Stack<string> open = new([name]);
        while (open.Count > 0)
        {
            if (parents.TryGetValue(open.Pop(), out HashSet<string>? next))
            {
                foreach (string parent in next.Where(seen.Add))
                {
                    if (parent == ancestor)
                    {
                        return true;
                    }

                    open.Push(parent);
                }
            }
        }

        return false;
    }

    public static Location Where(List<Declaration> declarations, VariableSpec variable)
        => declarations.Find(d => d.Method.Name == variable.Method && d.Role == variable.Role)?.Where ?? Location.None;

    // A row of states may depend on the row before: the array then on itself, without a circle.
    private static IEnumerable<string> Uses(VariableSpec variable)
        => variable.Parents.Where(p => p.Kind == ParentKind.Latent || (p.Kind == ParentKind.State && p.Name != variable.Name)).Select(p => p.Name).Concat(Mentioned(variable.Lower)).Concat(Mentioned(variable.Upper));

    private static IEnumerable<string> Mentioned(Expr? expression) => expression switch
    {
        Variable v => [v.Name],
        Element e => e.Indices.SelectMany(Mentioned).Prepend(e.Array),
        Apply a => a.Args.SelectMany(Mentioned),
        Select s => Mentioned(s.Condition).Concat(Mentioned(s.Then)).Concat(Mentioned(s.Else)),
        Invoke i => i.Args.SelectMany(Mentioned),
        _ => [],
    };

    // Depth first; the path from a variable back to itself.
    private static List<string>? Path(Dictionary<string, HashSet<string>> parents, string start)
    {
        HashSet<string> seen = [];
        return From(start, [start]);

        List<string>? From(string name, List<string> path)
        {
            foreach (string parent in parents.TryGetValue(name, out HashSet<string>? next) ? next : [])
            {
                if (parent == start)
                {
                    return [.. path, start];
                }

                if (seen.Add(parent) && From(parent, [.. path, parent]) is { } found)
                {
                    return found;
                }
            }

            return null;
        }
    }
}
