namespace ProbDsl.Generators;

/// <summary>The latents that are jointly Gaussian given all others and the data.</summary>
/// <remarks>
/// These have normal or flat priors on the whole line, and every density that reads them is of normal law with a mean of first degree in them and a standard
/// deviation without them, or a factor of second degree: then the log joint is a quadratic function of them. It starts from all candidates and takes out those
/// that stand in the way, one edge after another.
/// </remarks>
internal static class GaussianLatents
{
    /// <summary>The latents, and for those taken out what was in the way.</summary>
    public static (HashSet<string> Latents, Dictionary<string, string> Reasons) Of(ModelSpec spec)
    {
        HashSet<string> latents = [.. spec.Variables.Where(v => v.Role == Role.Prior && IsCandidate(v)).Select(v => v.Name)];
        HashSet<string> arrays = [.. spec.Variables.Where(v => v.Role == Role.Prior && v.Indices.Count > 0).Select(v => v.Name)];
        Dictionary<string, string> reasons = [];
        while (Conflict(spec, latents, arrays) is var (out_, reason))
        {
            foreach (string latent in out_)
            {
                latents.Remove(latent);
                reasons[latent] = reason;
            }
        }

        return (latents, reasons);
    }

    private static bool IsCandidate(VariableSpec variable)
        => variable is { Lower: null, Upper: null } && Walk.SelfAndDescendants(variable.Body).OfType<Observe>().All(o => o.Law is "Normal" or "Flat.Real");

    // The first edge that is not Gaussian, and the latents to take out for it.
    private static (HashSet<string> Out, string Reason)? Conflict(ModelSpec spec, HashSet<string> latents, HashSet<string> arrays)
    {
        var reader = new DependenceReader(spec, latents);
        foreach (VariableSpec variable in Dependencies.Order(spec.Variables.Where(v => v.Role != Role.Variational)))
        {
            (List<DependenceReader.Density> densities, Dependence value) = reader.Read(variable);
            if (variable.Role == Role.Factor && Excess(value, degree: 2, arrays) is { } inFactor)
            {
                return (inFactor, $"[Factor] {variable.Method} is not quadratic in it");
            }

            foreach (DependenceReader.Density density in densities)
            {
                bool isNormal = density.Law is "Normal" or "LogNormal" && variable is { Lower: null, Upper: null };
                for (int i = 0; i < density.Arguments.Length; i++)
                {
                    if (Excess(density.Arguments[i], degree: isNormal && i == 0 ? 1 : 0, arrays) is { } found)
                    {
                        string law = density.Law.Split('.')[0];
                        return (found, !isNormal ? $"{variable.Method} is {law} given it" : i == 0 ? $"the mean of {variable.Method} is not of first degree in it" : $"the scale of {variable.Method} depends on it");
                    }
                }
            }
        }

        return null;
    }

    // Latents without which the degree would not be exceeded, or would be less; null where it is not.
    private static HashSet<string>? Excess(Dependence value, int degree, HashSet<string> arrays)
    {
        if (value.Other.Count > 0)
        {
            return value.Other;
        }

        if (degree < 2 && value.Products.Count > 0)
        {
            (HashSet<string> x, HashSet<string> y) = value.Products[0];
            return Cost(x, arrays) <= Cost(y, arrays) ? x : y;
        }

        return degree == 0 && value.Linear.Count > 0 ? value.Linear : null;
    }

    // Few scalars are better integrated over numerically than an array.
    private static int Cost(HashSet<string> latents, HashSet<string> arrays) => latents.Sum(l => arrays.Contains(l) ? 100 : 1);
}
