namespace ProbDsl;

/// <summary>A solved model with its type hidden.</summary>
internal abstract class ExactSolution
{
    // Of 2⁻⁵³ each: log p(x) is a sum of tens of terms, one rounded after another.
    private const double RoundingOfSum = 8 * 1.1102230246251565E-16;

    /// <summary>log p(x).</summary>
    public required double LogEvidence { get; init; }

    /// <summary>The error of <see cref="LogEvidence"/> by the grid's last halving; 0 without a grid.</summary>
    public required double QuadratureError { get; init; }

    /// <summary>What the elimination of the Gaussian latents lost of it to rounding, averaged over the nodes of the grid.</summary>
    public abstract double Rounding { get; }

    /// <summary>The error of <see cref="LogEvidence"/>: of the quadrature, of the elimination, and of the sum itself.</summary>
    public double Error => QuadratureError + Rounding + Math.Abs(LogEvidence) * RoundingOfSum;

    /// <summary>How many nodes of the grid count; 1 without one.</summary>
    public required int Nodes { get; init; }

    /// <summary>Every scalar.</summary>
    public abstract ScalarPosterior[] Scalars { get; }

    /// <summary>The covariance matrix of some scalars, row-major: exact but for derived quantities that only draws know.</summary>
    public abstract double[] Covariances(int[] scalars);

    /// <summary>The posterior of the latents where it is one Gaussian; else null.</summary>
    public abstract GaussianLaw? Gaussian();

    /// <summary>Draws with the unconstrained points that they come from, in the coordinates in which the model was solved.</summary>
    public abstract ExactPoints Points(int count, ulong seed);

    /// <summary>KL(posterior ‖ q) for the q of a fit, whatever coordinates it moves in, by closed forms and the grid; where it is null or infinite, the reason.</summary>
    public abstract (double? Value, string Reason) KlTo(FittedProgram fit);

    /// <summary>Independent draws of all scalars.</summary>
    public abstract double[][] Rows(int count, ulong seed);
}

/// <summary>Draws from an exact posterior.</summary>
/// <param name="Points">The unconstrained point of each, in the coordinates in which the model was solved.</param>
/// <param name="Values">All scalars of each.</param>
/// <param name="Latents">For each place in a point the scalar whose latent it moves; −1 of a part of a vector that sums to 1.</param>
internal sealed record ExactPoints(double[][] Points, double[][] Values, int[] Latents);
