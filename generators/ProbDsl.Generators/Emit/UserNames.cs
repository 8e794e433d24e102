using System.Text.RegularExpressions;

namespace ProbDsl.Generators;

/// <summary>Names for locals of methods inside the user's class, apart from every name that the model's data code mentions.</summary>
internal static class UserNames
{
    private static readonly Regex s_identifier = new(@"[\p{L}_]\w*", RegexOptions.CultureInvariant);

    /// <summary>A name for a type parameter of a generated method, apart from those of the user's class and of the classes around it.</summary>
    public static string FreeTypeParameter(ModelSpec spec, string hint)
    {
        HashSet<string> taken = [.. spec.Type.Containers.Append(spec.Type.Header).SelectMany(h => s_identifier.Matches(h).Cast<Match>().Select(m => m.Value))];
        while (taken.Contains(hint))
        {
            hint += "_";
        }

        return hint;
    }

    /// <summary>The hint itself, or the hint with underscores.</summary>
    public static string Free(ModelSpec spec, string hint)
    {
        HashSet<string> taken = Of(spec);
        while (taken.Contains(hint))
        {
            hint += "_";
        }

        return hint;
    }

    private static HashSet<string> Of(ModelSpec spec)
    {
        var names = new HashSet<string>();
        foreach (VariableSpec v in spec.Variables)
        {
            names.Add(v.Name);
            names.UnionWith(v.Indices.Select(i => i.Name));
            names.UnionWith(v.Parents.Select(p => p.Name));
            IEnumerable<Expr> expressions = Walk.SelfAndDescendants(v.Body).SelectMany(Walk.Expressions)
                .Concat(v.Indices.Select(i => (Expr)i.Size))
                .Concat(v.Parents.SelectMany(p => p.Sizes))
                .Concat(new[] { v.Observed, v.Lower, v.Upper }.OfType<Expr>());
            names.UnionWith(expressions.SelectMany(Walk.SelfAndDescendants).OfType<Verbatim>()
                .SelectMany(d => s_identifier.Matches(d.Code).Cast<Match>().Select(m => m.Value)));
            names.UnionWith(Walk.SelfAndDescendants(v.Body).OfType<For>().Select(f => f.Index));
        }

        return names;
    }
}
