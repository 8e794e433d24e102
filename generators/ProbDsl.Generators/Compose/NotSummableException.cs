namespace ProbDsl.Generators;

/// <summary>A discrete latent that this compiler cannot sum out, and why.</summary>
internal sealed class NotSummableException(VariableSpec variable, string reason) : Exception(reason)
{
    public VariableSpec Variable { get; } = variable;
}
