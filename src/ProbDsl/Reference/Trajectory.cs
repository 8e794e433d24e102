namespace ProbDsl;

/// <summary>A piece of a trajectory: the momenta at its ends, their sum, and one of its points drawn by its weight.</summary>
internal sealed class Trajectory(int dimension)
{
    public double[] First { get; } = new double[dimension];

    public double[] Last { get; } = new double[dimension];

    /// <summary>The sum of the momenta of all its points.</summary>
    public double[] Sum { get; } = new double[dimension];

    public PhasePoint Drawn { get; } = new(dimension);

    /// <summary>The logarithm of the sum of e^(H₀ − H) over its points.</summary>
    public double LogWeight { get; set; }

    /// <summary>One point.</summary>
    public void Begin(PhasePoint point, double logWeight)
    {
        point.Momentum.CopyTo(First, 0);
        point.Momentum.CopyTo(Last, 0);
        point.Momentum.CopyTo(Sum, 0);
        point.CopyTo(Drawn);
        LogWeight = logWeight;
    }
}
