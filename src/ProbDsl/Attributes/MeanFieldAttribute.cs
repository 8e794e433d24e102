namespace ProbDsl;

/// <summary>The latents without a q of their own get independent normals on the unconstrained scale. The default.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MeanFieldAttribute : Attribute;
