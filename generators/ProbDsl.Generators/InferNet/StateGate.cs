namespace ProbDsl.Generators;

/// <summary>A gate around one case of a conditional: it stands for one state of a Bernoulli latent, or for all states of a Categorical one.</summary>
/// <param name="Latent">The discrete latent.</param>
/// <param name="State">The name of its state in expressions.</param>
/// <param name="Value">The state; null for all of them, as the program cannot know how many there will be.</param>
internal sealed record StateGate(string Latent, string State, int? Value)
{
    private const int MostCases = 16;

    /// <summary>The cases of a conditional, each with a gate for every discrete latent that it reads; null where they are too many to write down.</summary>
    public static IReadOnlyList<EquatableArray<StateGate>>? CasesOf(IEnumerable<VariableSpec> latents)
    {
        List<EquatableArray<StateGate>> cases = [EquatableArray<StateGate>.Empty];
        foreach (VariableSpec latent in latents)
        {
            int?[] states = latent.ReturnType == "Bernoulli" ? [0, 1] : [null];
            cases = [.. cases.SelectMany(c => states.Select(s => c.Append(new StateGate(latent.Name, latent.State!.Own, s)).ToEquatableArray()))];
        }

        return cases.Count <= MostCases ? cases : null;
    }
}
