namespace ProbDsl;

/// <summary>Settings of <see cref="Lbfgs"/>.</summary>
public sealed record LbfgsOptions
{
    /// <summary>How many past steps make the curvature; at most the dimension plus a few are of use.</summary>
    public int Memory { get; init; } = 20;

    /// <summary>The largest number of iterations.</summary>
    public int MaxIterations { get; init; } = 2000;

    /// <summary>The largest number of evaluations within one line search.</summary>
    public int MaxSearchEvaluations { get; init; } = 40;

    /// <summary>
    /// Converged when the predicted decrease ½ gᵀHg, which no linear change of variables alters, and the last decrease both
    /// stay below this for two iterations.
    /// </summary>
    public double GainTolerance { get; init; } = 1e-10;

    /// <summary>Ends the minimisation at the best point so far.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Looks on: given the value and the point after each accepted step.</summary>
    internal Action<double, double[]>? Watch { get; init; }

    /// <summary>The length of the first step as a share of the distance from the origin; null for a step of length 1.</summary>
    internal double? FirstStep { get; init; }

    /// <summary>Ends the minimisation after an accepted step to a point where nothing more is wanted.</summary>
    internal Predicate<double[]>? Until { get; init; }

    /// <summary>Converged when no |gᵢ|·max(|xᵢ|, 1) exceeds this times max(|f|, 1).</summary>
    public double GradientTolerance { get; init; } = 1e-10;
}
