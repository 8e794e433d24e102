namespace ProbDsl;

/// <summary>The fit moves this latent in units of its prior: x = location + scale · v, v being standard.</summary>
/// <remarks>For a latent with a location-scale prior whose location or scale depends on latents. The posterior is given on the latent's own scale.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class NonCenteredAttribute : Attribute;
