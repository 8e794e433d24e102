namespace ProbDsl;

/// <summary>What a log evidence is.</summary>
public enum EvidenceKind
{
    /// <summary>Not known.</summary>
    None,

    /// <summary>An estimate without a bound.</summary>
    Approximate,

    /// <summary>The ELBO of a mean field, at most log p(x).</summary>
    LowerBound,

    /// <summary>log p(x), up to rounding.</summary>
    Exact,
}
