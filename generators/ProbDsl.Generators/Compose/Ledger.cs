namespace ProbDsl.Generators;

/// <summary>For each latent, whether its KL term is closed form (given the sampled parents) or estimated by Monte Carlo.</summary>
internal static class Ledger
{
    public static IReadOnlyList<(string Latent, bool IsClosedForm)> Of(ModelSpec spec)
    {
        var guide = new Guide(spec);
        return [.. spec.Variables.Where(v => v.Role is Role.Prior or Role.Enumerated).Select(p => ((p.IsVector ? p.CoordinateOf : null) ?? p.Name, p.Role == Role.Enumerated || (!spec.Variables.Any(v => v.PriorOf == p.Name) && Density.Observes(p.Body).All(prior => IsClosedForm(p, prior, guide)))))];
    }

    private static bool IsClosedForm(VariableSpec p, Observe prior, Guide guide)
    {
        if (p.ReturnType == FlowLaws.Written.TypeName)
        {
            return false;
        }

        Transform transform = Density.TransformOf(p);
        return guide.Find(p) is VariableSpec q
            ? KlTerms.Declared(p, q, prior, Density.Observes(q.Body).First(), new Variable(p.Name)).IsClosedForm
            : KlTerms.FromFamily(p, prior, guide, new Variable(p.Name), transform).IsClosedForm;
    }
}
