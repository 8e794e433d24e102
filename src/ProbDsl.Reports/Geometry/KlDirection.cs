namespace ProbDsl.Reports;

/// <summary>Which of two densities a KL divergence averages over.</summary>
public enum KlDirection
{
    /// <summary>KL(q ‖ p), over q: what a variational fit minimises.</summary>
    Reverse,

    /// <summary>KL(p ‖ q), over p: it asks that q be wherever p is.</summary>
    Forward,
}
