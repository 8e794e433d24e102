namespace ProbDsl;

/// <summary>See <see cref="Objectives.TotalCorrelation"/>.</summary>
internal sealed class TotalCorrelationObjective(double beta, double information, double dimensions) : TrainingObjective
{
    /// <summary>The weight of the total correlation.</summary>
    public double Beta => beta;

    /// <summary>The weight of the mutual information.</summary>
    public double Information => information;

    /// <summary>The weight of the dimension-wise KL.</summary>
    public double Dimensions => dimensions;

    public override string Name => FormattableString.Invariant($"total correlation beta {beta:R}, information {information:R}, dimensions {dimensions:R}");

    public override double Value(ObjectiveTerms terms) => throw Refused();

    public override ObjectiveGradient Gradient(ObjectiveTerms terms) => throw Refused();

    private static NotSupportedException Refused() => new("A total correlation is no function of reconstruction and KL: it is of all rows of a batch together.");
}
