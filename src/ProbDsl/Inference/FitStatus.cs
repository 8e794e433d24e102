namespace ProbDsl;

/// <summary>How a fit ended. Whatever the status, the result holds the best parameters that were seen.</summary>
public enum FitStatus
{
    /// <summary>No step can raise the ELBO noticeably.</summary>
    Converged,

    /// <summary>The ELBO was still rising after the allowed number of iterations.</summary>
    IterationLimit,

    /// <summary>The ELBO or its gradient is not a finite number: at every start that was tried, or at the end for draws that the optimiser had not seen.</summary>
    NotFinite,

    /// <summary>Along the last search direction no step raised the ELBO, although its gradient promised one.</summary>
    LineSearchFailed,

    /// <summary>The fit was cancelled.</summary>
    Cancelled,
}
