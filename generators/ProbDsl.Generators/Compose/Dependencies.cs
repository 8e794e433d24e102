namespace ProbDsl.Generators;

/// <summary>Which variables a method needs, and an order in which everything can be evaluated.</summary>
internal static class Dependencies
{
    /// <summary>Latents and derived quantities that a method reads, in its body or its bounds.</summary>
    public static IEnumerable<string> Of(VariableSpec variable)
        => variable.Parents.Where(p => p.Kind == ParentKind.Latent).Select(p => p.Name)
            .Concat(Read(variable.Lower)).Concat(Read(variable.Upper)).Distinct();

    /// <summary>The given methods, parents first, otherwise as declared. Read refuses cycles.</summary>
    public static IReadOnlyList<VariableSpec> Order(IEnumerable<VariableSpec> variables)
    {
        List<VariableSpec> all = variables.ToList();
        var ordered = new List<VariableSpec>();
        void Visit(VariableSpec variable)
        {
            if (ordered.Contains(variable))
            {
                return;
            }

            foreach (VariableSpec parent in all.Where(v => v != variable && Of(variable).Contains(v.Name)))
            {
                Visit(parent);
            }

            ordered.Add(variable);
        }

        foreach (VariableSpec variable in all)
        {
            Visit(variable);
        }

        return ordered;
    }

    private static IEnumerable<string> Read(Expr? expr) => expr is null ? [] : Walk.Names(expr).Concat(Walk.Arrays(expr));
}
