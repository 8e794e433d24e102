namespace ProbDsl;

/// <summary>Marks a partial class whose annotated methods declare a probabilistic model. Its primary constructor takes the data.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProbabilisticModelAttribute : Attribute;
