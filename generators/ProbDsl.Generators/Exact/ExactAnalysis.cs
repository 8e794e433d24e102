namespace ProbDsl.Generators;

/// <summary>Finds the way to a model's exact posterior on its graph.</summary>
internal static class ExactAnalysis
{
    public static ExactPlan Run(ModelSpec spec)
    {
        VariableSpec[] latents = [.. spec.Variables.Where(v => v.Role == Role.Prior)];
        string obstacle = latents.Length == 0 && !spec.Variables.Any(v => v.IsStateProbability) ? "there are no latents"
            : QuantitySpec.ParametersOf(spec).Any() ? "a [Parameter] of p is optimised, not inferred"
            : spec.Subsampled is not null ? "a plate is subsampled"
            : "";
        if (obstacle.Length > 0)
        {
            return new ExactPlan([], obstacle);
        }

        (HashSet<string> gaussian, Dictionary<string, string> reasons) = GaussianLatents.Of(spec);
        var parts = new Dictionary<string, ExactPart>();
        foreach (VariableSpec latent in latents)
        {
            parts[latent.Name] = gaussian.Contains(latent.Name) ? ExactPart.Gaussian : ExactPart.Quadrature;
        }

        foreach (VariableSpec latent in latents.Where(IsStick).Where(l => DirichletLatents.IsConjugate(l.CoordinateOf!, spec.Vectors!)))
        {
            parts[latent.Name] = ExactPart.Dirichlet;
        }

        foreach (VariableSpec latent in latents.Where(l => parts[l.Name] == ExactPart.Quadrature && !IsStick(l)))
        {
            string[] closed = [.. parts.Where(p => p.Value != ExactPart.Quadrature).Select(p => p.Key)];
            parts[latent.Name] = ConjugateLatents.FamilyOf(latent, spec, closed) ?? ExactPart.Quadrature;
        }

        ExactLatent[] plan = [.. latents.Select(l => new ExactLatent(l.CoordinateOf ?? l.Name, parts[l.Name], l.Indices.Count > 0, parts[l.Name] == ExactPart.Quadrature ? Reason(l, reasons) : ""))];
        return new ExactPlan(plan.ToEquatableArray(), Obstacle(spec, plan))
        {
            Summed = spec.Variables.Where(v => v.IsStateProbability).Select(v => v.Name).ToEquatableArray(),
            Simplices = latents.Where(IsStick).Select(l => l.CoordinateOf!).ToEquatableArray(),
        };
    }

    // The parts of a vector, which is reported.
    private static bool IsStick(VariableSpec latent) => latent is { IsVector: true, IsCoordinate: true };

    private static string Obstacle(ModelSpec spec, ExactLatent[] plan)
    {
        ExactLatent[] numerical = [.. plan.Where(l => l.Part == ExactPart.Quadrature)];
        string[] latents = [.. plan.Select(l => l.Name)];
        foreach (ExactLatent latent in numerical)
        {
            VariableSpec prior = spec.Variables.First(v => v.Role == Role.Prior && (v.CoordinateOf ?? v.Name) == latent.Name);
            if (new[] { prior.Lower, prior.Upper }.Any(e => e is not null && Walk.Names(e).Concat(Walk.Arrays(e)).Any(latents.Contains)))
            {
                return $"a bound of {latent.Name} depends on a latent";
            }
        }

        // How long an array is only the data says.
        int scalars = numerical.Count(l => !l.IsArray);
        return scalars + numerical.Count(l => l.IsArray) <= ExactPlan.MostQuadrature ? ""
            : $"{numerical.Length} latents would have to be integrated over numerically, more than {ExactPlan.MostQuadrature}: "
                + string.Join("; ", numerical.Select(l => $"{l.Name}, because {l.Reason}"));
    }

    private static string Reason(VariableSpec latent, Dictionary<string, string> reasons)
        => reasons.TryGetValue(latent.Name, out string? reason) ? reason
            : IsStick(latent) ? "it is not only the probabilities of what is observed"
            : latent.Lower is not null || latent.Upper is not null ? "it is bounded"
            : $"its prior is {Walk.SelfAndDescendants(latent.Body).OfType<Observe>().Select(o => o.Law.Split('.')[0]).FirstOrDefault() ?? "none"} and what depends on it is not conjugate";
}
