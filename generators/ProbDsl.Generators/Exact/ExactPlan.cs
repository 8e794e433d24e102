namespace ProbDsl.Generators;

/// <summary>How one latent is integrated over in an exact posterior.</summary>
internal enum ExactPart
{
    /// <summary>With all others of this kind at once: given the rest they are jointly Gaussian.</summary>
    Gaussian,

    /// <summary>By itself, as a gamma variable given the rest.</summary>
    Gamma,

    /// <summary>By itself, as an inverse-gamma variable given the rest.</summary>
    InverseGamma,

    /// <summary>By itself, as a beta variable given the rest.</summary>
    Beta,

    /// <summary>By itself, as a Dirichlet vector given the rest.</summary>
    Dirichlet,

    /// <summary>Numerically.</summary>
    Quadrature,
}

/// <summary>A latent, how it is integrated over, and where it is not in closed form, what stands in the way.</summary>
internal sealed record ExactLatent(string Name, ExactPart Part, bool IsArray, string Reason);

/// <summary>The way to a model's exact posterior.</summary>
/// <param name="Latents">Every latent in declaration order.</param>
/// <param name="Obstacle">Why there is none; empty where there is.</param>
internal sealed record ExactPlan(EquatableArray<ExactLatent> Latents, string Obstacle)
{
    /// <summary>As many numbers as are integrated over numerically at most.</summary>
    public const int MostQuadrature = 3;

    public bool Exists => Obstacle.Length == 0;

    /// <summary>The discrete latents, whose states are summed over.</summary>
    public EquatableArray<string> Summed { get; init; } = [];

    /// <summary>The vectors that sum to 1, which have a number less than they have elements.</summary>
    public EquatableArray<string> Simplices { get; init; } = [];

    /// <summary>The way in a sentence.</summary>
    public string Text
    {
        get
        {
            if (!Exists)
            {
                return "none: " + Obstacle;
            }

            var parts = new List<string>();
            if (Of(ExactPart.Gaussian) is { Length: > 0 } gaussian)
            {
                parts.Add(gaussian + " as one Gaussian system");
            }

            foreach ((ExactPart part, string law) in new[] { (ExactPart.Gamma, "gamma"), (ExactPart.InverseGamma, "inverse gamma"), (ExactPart.Beta, "beta"), (ExactPart.Dirichlet, "Dirichlet") })
            {
                if (Of(part) is { Length: > 0 } conjugate)
                {
                    parts.Add($"{conjugate} as conjugate {law}");
                }
            }

            if (Summed.Count > 0)
            {
                parts.Add($"the states of {string.Join(", ", Summed)} summed over");
            }

            string closed = string.Join(", ", parts), numerical = Of(ExactPart.Quadrature);
            return numerical.Length == 0 ? "closed form: " + closed
                : closed.Length == 0 ? "quadrature over " + numerical
                : $"{closed}, given {numerical}; {numerical} by quadrature";
        }
    }

    private string Of(ExactPart part) => string.Join(", ", Latents.Where(l => l.Part == part).Select(l => l.Name));
}
