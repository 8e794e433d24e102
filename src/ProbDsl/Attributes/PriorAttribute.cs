namespace ProbDsl;

/// <summary>Declares a latent variable: method <c>Theta</c> declares latent <c>theta</c>, its return value is p(theta | parents).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PriorAttribute : Attribute;
