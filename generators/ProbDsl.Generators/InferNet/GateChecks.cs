namespace ProbDsl.Generators;

/// <summary>Which conditionals on discrete latents can be written as gates: those whose rows are the latents' own.</summary>
internal static class GateChecks
{
    /// <summary>The discrete latents whose own state a conditional reads.</summary>
    public static IReadOnlyList<VariableSpec> LatentsOf(ModelSpec model, VariableSpec variable)
    {
        HashSet<string> names = NamesIn(variable);
        return [.. model.Variables.Where(v => v.State is { } state && names.Contains(state.Own))];
    }

    /// <summary>Why a conditional is no gate; null where nothing stands in its way.</summary>
    public static InferNetObstacle? Obstacle(ModelSpec model, VariableSpec variable)
    {
        HashSet<string> names = NamesIn(variable);
        if (model.Variables.FirstOrDefault(v => v.State is { } state && names.Contains(state.Before)) is { } chain)
        {
            return Refuse($"'{chain.Name}' is a chain, in which each row reads the state of the row before, and the program has gates for a row's own state alone");
        }

        IReadOnlyList<VariableSpec> latents = LatentsOf(model, variable);
        if (latents.FirstOrDefault(l => l.Indices.Count > 0 && !l.Indices.Select(i => i.Size).SequenceEqual(variable.Indices.Select(i => i.Size))) is { } apart)
        {
            return Refuse($"its rows are not those of '{apart.Name}'");
        }

        if (latents.Where(l => l.ReturnType == "Categorical").Skip(1).FirstOrDefault() is { } second)
        {
            return Refuse($"it reads '{second.Name}' beside another Categorical latent; make one latent of their pairs of states");
        }

        return StateGate.CasesOf(latents) is null ? Refuse($"it depends on too many discrete latents, '{latents[0].Name}' among them, to write down each combination of their states") : null;

        InferNetObstacle Refuse(string because) => new(variable.Method, variable.ReturnType.Length > 0 ? variable.ReturnType : $"[{variable.Role}]", because);
    }

    /// <summary>Why one case of a conditional is none of Infer.NET's; null where nothing stands in its way.</summary>
    public static InferNetObstacle? Obstacle(InferNetFactor factor)
    {
        if (factor.Gates.Count == 0)
        {
            return null;
        }

        string? because = factor.Guard.Count > 0 ? $"it reads '{factor.Gates[0].Latent}' and leaves rows out"
            : factor.Switch is { } gate && Read(factor).FirstOrDefault(l => IsComputed(l, gate)) is { } latent ? $"it reads an element of '{latent.Latent}' at an index that is computed from the state of '{gate.Latent}'"
            : null;
        return because is null ? null : new(factor.Variable.Method, factor.Variable.ReturnType, because);
    }

    private static IEnumerable<LatentRef> Read(InferNetFactor factor)
        => (factor.Location?.Latents.Select(t => t.Latent!) ?? []).Concat(factor.Parent is null ? [] : new[] { factor.Parent });

    // In the block of a Categorical's gate Infer.NET takes its variable as an index, and nothing that is made of it.
    private static bool IsComputed(LatentRef latent, StateGate gate)
        => latent.Indices.SelectMany(Walk.Names).Contains(gate.State) && !(latent.Indices is [Variable v] && v.Name == gate.State);

    private static HashSet<string> NamesIn(VariableSpec variable) => [.. Walk.SelfAndDescendants(variable.Body).SelectMany(Walk.Expressions).SelectMany(Walk.Names)];
}
