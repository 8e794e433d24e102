namespace ProbDsl;

/// <summary>What a fit is worth, in plain words.</summary>
/// <param name="IsReliable">Whether the reported numbers are to be trusted: the optimisation converged and importance weights correct what is left.</param>
/// <param name="Text">One paragraph: what is reported, on what grounds, how far q itself is off, and what to try next where it matters.</param>
public sealed record Verdict(bool IsReliable, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
