namespace ProbDsl;

/// <summary>How a minimisation by <see cref="Lbfgs"/> ended.</summary>
/// <param name="Status">The outcome.</param>
/// <param name="Reason">The outcome in one plain sentence.</param>
/// <param name="Value">The function at the best point.</param>
/// <param name="Iterations">Accepted steps.</param>
/// <param name="Evaluations">Evaluations of the function with its gradient.</param>
/// <param name="GradientNorm">The Euclidean norm of the gradient at the best point.</param>
/// <param name="PredictedGain">½ gᵀHg at the best point: how much further the quadratic model would descend.</param>
public sealed record LbfgsResult(
    FitStatus Status, string Reason, double Value, int Iterations, int Evaluations, double GradientNorm, double PredictedGain);
