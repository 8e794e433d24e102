namespace ProbDsl;

/// <summary>In which coordinate a fit moved a latent x with prior location m and scale s: v with x = m + s^(1 − λ)·(v − λ·m).</summary>
/// <param name="Latent">The latent's name.</param>
/// <param name="Centring">λ: 1 is x itself, 0 is x in units of its prior; the ELBO decides.</param>
public sealed record LatentCoordinate(string Latent, double Centring)
{
    /// <inheritdoc/>
    public override string ToString() => Centring == 1 ? $"{Latent} centred" : FormattableString.Invariant($"{Latent} centred by {Centring:0.00}");
}
