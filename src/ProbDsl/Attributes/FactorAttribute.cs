namespace ProbDsl;

/// <summary>Adds the returned value to the log joint. Counted as likelihood.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactorAttribute : Attribute;
