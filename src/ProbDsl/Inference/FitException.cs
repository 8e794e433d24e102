namespace ProbDsl;

/// <summary>A fit that is not to be trusted, in strict mode. Nothing is lost: <see cref="Fit"/> has it.</summary>
public sealed class FitException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="fit">The fit.</param>
    public FitException(FitResult fit)
        : base($"{(fit ?? throw new ArgumentNullException(nameof(fit))).ModelName}: {fit.Verdict.Text}")
        => Fit = fit;

    /// <summary>The fit as it would have been returned.</summary>
    public FitResult Fit { get; }

    /// <summary>The fit, or the exception where strictness demands it.</summary>
    internal static FitResult Check(FitResult fit, FitOptions options) => options.Strict && !fit.Verdict.IsReliable ? throw new FitException(fit) : fit;
}
