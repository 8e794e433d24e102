namespace ProbDsl.Generators;

/// <summary>How a latent z comes from u ~ Normal(m, s) under a Gaussian family.</summary>
internal enum QForm
{
    /// <summary>z = u: q is normal.</summary>
    Identity,

    /// <summary>z = exp(u): q is log-normal.</summary>
    Exp,

    /// <summary>Any other map onto the prior's support: only a flat prior has a closed form.</summary>
    Other,
}
