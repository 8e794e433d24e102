namespace ProbDsl;

/// <summary>A solved model with its type hidden.</summary>
internal abstract class ExactSolution
{
    /// <summary>log p(x).</summary>
    public required double LogEvidence { get; init; }

    /// <summary>The error of <see cref="LogEvidence"/> by the grid's last halving; 0 without a grid.</summary>
    public required double Error { get; init; }

    /// <summary>How many nodes of the grid count; 1 without one.</summary>
    public required int Nodes { get; init; }

    /// <summary>Every scalar.</summary>
    public abstract ScalarPosterior[] Scalars { get; }

    /// <summary>The covariance matrix of some scalars, row-major: exact but for derived quantities that only draws know.</summary>
    public abstract double[] Covariances(int[] scalars);

    /// <summary>The posterior of the latents where it is one Gaussian; else null.</summary>
    public abstract GaussianLaw? Gaussian();

    /// <summary>KL(posterior ‖ q) for a Gaussian q over the unconstrained point in which the model was solved; null where it would take too long.</summary>
    public abstract double? KlTo(GaussianShape q);

    /// <summary>Independent draws of all scalars.</summary>
    public abstract double[][] Rows(int count, ulong seed);
}
