namespace ProbDsl;

/// <summary>The fit moves this latent in the coordinate in which it is declared, and tries no other.</summary>
/// <remarks>Without it a latent with a location-scale prior whose location or scale depends on latents is tried in other coordinates too.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CenteredAttribute : Attribute;
