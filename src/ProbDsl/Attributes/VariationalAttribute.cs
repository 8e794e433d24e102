namespace ProbDsl;

/// <summary>Declares q for one latent: <c>[Variational(nameof(Theta))]</c>. Latents without one are covered by the class's family.</summary>
/// <param name="latent">Name of the prior's method.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VariationalAttribute(string latent) : Attribute
{
    /// <summary>Name of the prior's method.</summary>
    public string Latent { get; } = latent;
}
