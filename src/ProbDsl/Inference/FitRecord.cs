namespace ProbDsl;

/// <summary>The plain facts of a finished fit.</summary>
internal sealed record FitRecord
{
    public required string ModelName { get; init; }

    public required string Family { get; init; }

    public required FitStatus Status { get; init; }

    public required string Reason { get; init; }

    public NonFiniteValue? NonFinite { get; init; }

    public required int Iterations { get; init; }

    public required int Evaluations { get; init; }

    public required int FixedDraws { get; init; }

    public required double Milliseconds { get; init; }

    public required double[] Phi { get; init; }

    public StochasticSummary? Stochastic { get; init; }

    public required FitOptions Options { get; init; }
}
