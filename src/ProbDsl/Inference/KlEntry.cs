namespace ProbDsl;

/// <summary>How the KL term of one latent is computed.</summary>
/// <param name="Latent">The latent's name.</param>
/// <param name="IsClosedForm">Closed form given the sampled parents; else a Monte-Carlo estimate.</param>
public sealed record KlEntry(string Latent, bool IsClosedForm)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Latent}: {(IsClosedForm ? "closed form" : "Monte Carlo")}";
}
