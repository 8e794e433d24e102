namespace ProbDsl.Generators;

/// <summary>Whether q of a row is one of independent normal numbers given the row's data, so that the aggregate of q over the rows is a mixture of known parts.</summary>
internal static class RowGuide
{
    /// <summary>Why it is not; null where it is.</summary>
    public static string? Obstacle(ModelSpec model)
    {
        if (model.IsEnumerated)
        {
            return "it has a discrete latent beside z";
        }

        foreach (VariableSpec q in model.Variables.Where(v => v.Role == Role.Variational || v.IsOfGuide))
        {
            if (Density.Observes(q.Body).FirstOrDefault(o => o.Law != "Normal") is { } law)
            {
                return $"q of {q.Name} is {law.Law.Split('.')[0]}, not one of independent normal numbers";
            }

            if (q.Parents.FirstOrDefault(p => p.Kind == ParentKind.Latent && model.Find(p.Name)?.Role == Role.Prior) is { } parent)
            {
                return $"q of {q.Name} depends on another latent, {parent.Name}";
            }
        }

        return null;
    }

    /// <summary>How many numbers a latent has in each row.</summary>
    public static Expr Width(VariableSpec q) => Layout.Product(q.Indices.Skip(1).Select(i => (Expr)i.Size).ToEquatableArray());
}
