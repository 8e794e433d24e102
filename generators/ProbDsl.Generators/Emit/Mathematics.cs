namespace ProbDsl.Generators;

/// <summary>The model as a statistician writes it, for the remarks above the code.</summary>
internal static class Mathematics
{
    public static IReadOnlyList<string> Density(ModelSpec spec, bool prior, bool likelihood)
    {
        var lines = new List<string>();
        foreach (VariableSpec v in spec.Variables)
        {
            bool wanted = v.Role switch
            {
                Role.Prior => prior,
                Role.Factor when v.PriorOf is not null => prior,
                Role.Likelihood or Role.Factor => likelihood,
                Role.Derived => true,
                _ => false,
            };
            if (wanted)
            {
                lines.AddRange(Lines(v));
            }
        }

        return lines;
    }

    public static IReadOnlyList<string> Guide(ModelSpec spec)
    {
        var lines = new List<string>();
        string family = spec.Family.Kind switch
        {
            FamilyKind.FullRank => "u = q_mean + L·q_eps, L in q_scale",
            FamilyKind.LowRank => "u = q_mean + exp(q_logSd)·q_eps + q_factor·q_factorEps",
            FamilyKind.Flow => "u = f(q_mean + exp(q_logSd)·q_eps), f the couplings with q_weights",
            _ => "u = mean + exp(logSd)·eps",
        };
        List<VariableSpec> covered = [.. spec.Variables.Where(v => v.Role == Role.Prior && !spec.Variables.Any(q => q.Role == Role.Variational && q.Name == v.Name))];
        if (covered.Count > 0)
        {
            string names = string.Join(", ", covered.Select(v => Compose(v)));
            lines.Add($"{family} for u = {names}");
        }

        lines.AddRange(spec.Variables.Where(v => v.Role == Role.Variational).SelectMany(Lines).Select(l => "q: " + l));
        foreach ((string latent, bool closed) in Ledger.Of(spec))
        {
            lines.Add($"KL of {latent}: {(closed ? "closed form given its parents" : "Monte Carlo")}");
        }

        return lines;
    }

    private static string Compose(VariableSpec v)
    {
        string name = Name(v);
        Transform t = Density(v);
        return t.IsIdentity ? name : t.IsExp ? $"log {name}" : t.Lower is not null && t.Upper is not null ? $"logit {name}" : $"log distance of {name} from its bound";
    }

    private static Transform Density(VariableSpec v) => ProbDsl.Generators.Density.TransformOf(v);

    private static IEnumerable<string> Lines(VariableSpec v)
    {
        if (v.PriorOf is not null)
        {
            return [v.Body.OfType<Return>().Last().Origin!.Text];
        }

        if (v.Role is Role.Factor)
        {
            return [$"+ {v.Method}({string.Join(", ", v.Indices.Select(i => i.Name))})"];
        }

        if (v.IsWhole)
        {
            return [$"{v.Name} = {v.Method}({string.Join(", ", v.Parents.Select(p => p.Name))})"];
        }

        if (v.Network is NetworkSpec network)
        {
            return [$"{Name(v with { Indices = v.Around, IsVector = false })} = {network.Member}({network.Row})"];
        }

        if (v.Role is Role.Derived)
        {
            return [$"{Name(v)} = {IrText.Of(v.Body.OfType<Return>().Last().Value)}"];
        }

        return ProbDsl.Generators.Density.Observes(v.Body).Select(o => $"{Name(v)} ~ {o.Law}({string.Join(", ", o.Args.Select(IrText.Of))})");
    }

    private static string Name(VariableSpec v)
        => v.Role == Role.Likelihood ? v.Observed!.Code : v.Indices.Count == 0 ? v.Name : $"{v.Name}[{string.Join(", ", v.Indices.Select(i => i.Name))}]";
}
