namespace ProbDsl;

/// <summary>What became of the fit of a generalised Pareto distribution to the largest importance weights.</summary>
internal enum TailStatus
{
    /// <summary>The distribution was fitted.</summary>
    Fitted,

    /// <summary>The largest weights are all equal, so there is no tail: k̂ is −∞, its limit for weights with an atom at their bound.</summary>
    Bounded,

    /// <summary>Fewer than five weights exceed the threshold, so nothing can be said of the tail: k̂ is +∞.</summary>
    TooFew,

    /// <summary>A weight is NaN or infinite, or all are zero: there is no answer.</summary>
    Invalid,
}
