namespace ProbDsl;

/// <summary>Names a deterministic quantity of the latents that other methods and the fit may use.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DerivedAttribute : Attribute;
