namespace ProbDsl;

/// <summary>Declares the distribution of an observed variable: method <c>Effect</c> observes the data member <c>effect</c>.</summary>
/// <remarks>A nullable return type (<c>Normal?</c>) lets a row be skipped: <c>null</c> means not observed.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LikelihoodAttribute : Attribute
{
    /// <summary>The observed data member, where its name is not the method's: <c>Of = nameof(y)</c>.</summary>
    public string? Of { get; set; }
}
