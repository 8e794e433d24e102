namespace ProbDsl;

/// <summary>Whose means, standard deviations, quantiles and draws a fit reports.</summary>
public enum ReportedPosterior
{
    /// <summary>Those of the fitted q, as they are.</summary>
    Approximation,

    /// <summary>Those of the full-rank Gaussian that the fit went on to, as they are: importance weights could not be trusted.</summary>
    FullRank,

    /// <summary>Those of the posterior, by importance weights.</summary>
    Corrected,

    /// <summary>Those of the posterior: the model has no continuous latents, so there is nothing that q could miss.</summary>
    Exact,
}
