namespace ProbDsl;

/// <summary>The ELBO and its two parts: ELBO = reconstruction − KL.</summary>
internal enum ElboPart
{
    /// <summary>The whole.</summary>
    Elbo,

    /// <summary>E_q[log p(x | z)].</summary>
    Reconstruction,

    /// <summary>KL(q ‖ p(z)).</summary>
    Kl,
}
