namespace ProbDsl;

/// <summary>How one latent is integrated over in an exact posterior.</summary>
public enum ExactPart
{
    /// <summary>With all others of this kind at once: given the rest they are jointly Gaussian.</summary>
    Gaussian,

    /// <summary>By itself, as a gamma variable given the rest.</summary>
    Gamma,

    /// <summary>By itself, as an inverse-gamma variable given the rest.</summary>
    InverseGamma,

    /// <summary>By itself, as a beta variable given the rest.</summary>
    Beta,

    /// <summary>By itself, as a Dirichlet vector given the rest: each part of what the elements before it leave is a beta variable.</summary>
    Dirichlet,

    /// <summary>Numerically, by quadrature.</summary>
    Quadrature,
}
