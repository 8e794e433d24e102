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

    /// <summary>Independent draws of all scalars.</summary>
    public abstract double[][] Rows(int count, ulong seed);
}
