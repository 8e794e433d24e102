namespace ProbDsl;

/// <summary>The way to a model's exact posterior, found by the compiler on the model's graph.</summary>
/// <param name="Exists">Whether there is one.</param>
/// <param name="Text">The way in a sentence; where there is none, what stands in it.</param>
/// <param name="Parts">How each latent is integrated over, in declaration order; empty where there is no way.</param>
public sealed record ExactRoute(bool Exists, string Text, IReadOnlyList<(string Latent, ExactPart Part)> Parts)
{
    /// <summary>
    /// The Gaussian latents that are solved for in units of their prior, x = m + s·v: where the scale s is next to nothing, the precision of x itself has
    /// lost what the data say.
    /// </summary>
    public IReadOnlyList<string> Standardised { get; init; } = [];

    /// <summary>The latent vectors that sum to 1: a vector of K elements is K − 1 numbers.</summary>
    public IReadOnlyList<string> Simplices { get; init; } = [];

    /// <summary>As many numbers as are integrated over numerically at most.</summary>
    public const int MostQuadrature = 3;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
