namespace ProbDsl.Generators;

/// <summary>
/// Finds the latents that one vector Gaussian must hold jointly. Where a conditional sees two Normal latents, as in a regression, scalars in
/// an Infer.NET program make a loop, and expectation propagation gives wrong variances; one vector with InnerProduct is exact.
/// </summary>
internal static class VectorBlock
{
    public static EquatableArray<VariableSpec> Of(ModelSpec model, IReadOnlyList<InferNetFactor> factors, List<InferNetObstacle> obstacles)
    {
        HashSet<string> roots = [.. factors.Where(f => f is { IsRoot: true, Kind: InferNetKind.Gaussian, Guard.Count: 0 }).Select(f => f.Variable.Name)];
        HashSet<string> members = [];
        foreach (InferNetFactor factor in factors.Where(f => f.Location is not null))
        {
            AffineTerm[] terms = [.. factor.Location!.Latents];
            if (terms.Length > 1 || terms.Any(t => t.Loops.Count > 0))
            {
                members.UnionWith(terms.Select(t => t.Latent!.Latent).Where(roots.Contains));
            }

            if (terms.FirstOrDefault(t => t.Loops.Count > 0 && !roots.Contains(t.Latent!.Latent)) is { } sum)
            {
                obstacles.Add(new(factor.Variable.Method, factor.Variable.ReturnType, $"it sums over '{sum.Latent!.Latent}', whose own prior depends on a latent"));
            }

            if (factor.Location.Offset.Any(t => t.Loops.Count > 0))
            {
                obstacles.Add(new(factor.Variable.Method, factor.Variable.ReturnType, "its mean sums data in a loop; keep the sum in a data member"));
            }
        }

        foreach (InferNetFactor factor in factors.Where(f => f.Switch is not null && f.Location is not null && f.Location.Latents.Any(t => members.Contains(t.Latent!.Latent))))
        {
            obstacles.Add(new(factor.Variable.Method, factor.Variable.ReturnType, $"in each state of '{factor.Switch!.Latent}' its mean reads latents that must be held jointly"));
        }

        return model.Variables.Where(v => v.Role == Role.Prior && members.Contains(v.Name)).ToEquatableArray();
    }
}
