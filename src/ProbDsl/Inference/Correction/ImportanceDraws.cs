namespace ProbDsl;

/// <summary>Draws from a proposal with the logarithms of their weights, not yet smoothed.</summary>
/// <param name="Proposal">What they were drawn from; null where that is q itself.</param>
/// <param name="Copies">The copy of each group of eight draws.</param>
/// <param name="Noise">The noise of each draw.</param>
/// <param name="LogWeights">log p(x, z) − log q(z), Jacobian included; −∞ where it is not a number.</param>
/// <param name="Values">Every scalar quantity of each draw, on the constrained scale.</param>
internal sealed record ImportanceDraws(Proposal? Proposal, int[] Copies, FixedDraws Noise, double[] LogWeights, DrawTable Values)
{
    /// <summary>How many there are.</summary>
    public int Count => LogWeights.Length;

    /// <summary>For how many the log joint is not a number.</summary>
    public int Undefined { get; set; }
}
