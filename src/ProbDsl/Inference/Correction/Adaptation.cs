namespace ProbDsl;

/// <summary>A better proposal from weighted draws: adaptive importance sampling (Cappé, Guillin, Marin and Robert 2004).</summary>
internal static class Adaptation
{
    // Effective draws for each number that a covariance row has.
    private const int DrawsPerCoordinate = 10;

    /// <summary>A Gaussian with the mean and the covariance of the draws, and wider copies; null where they are degenerate.</summary>
    public static Proposal? Gaussian<T>(ImportanceDraws draws, bool isFar)
        where T : unmanaged, ILane<T>
    {
        using WeightedPoints<T>? points = WeightedPoints<T>.Of(draws, DrawsPerCoordinate * (draws.Noise.Dimension + 1));
        return points is null ? null : Proposal.Around(points.Shape, points.Count > 1 ? SplitDirections.Of(points).First() : null, isFar);
    }

    /// <summary>A bent Gaussian fitted to the draws, with wider copies; null where they are degenerate or in one coordinate.</summary>
    public static Proposal? Bent<T>(ImportanceDraws draws, bool isFar)
        where T : unmanaged, ILane<T>
    {
        using WeightedPoints<T>? points = draws.Noise.Dimension > 1 ? WeightedPoints<T>.Of(draws, DrawsPerCoordinate * (draws.Noise.Dimension + 1)) : null;
        return points is not null && BendFit.Of(points) is var (shape, bend, unbent) ? Proposal.Bent(shape, bend, unbent, isFar) : null;
    }

    /// <summary>A mixture of Gaussians fitted to the draws, with wider copies behind it; null where they are degenerate or too few.</summary>
    public static Proposal? Mixture<T>(ImportanceDraws draws, bool isFar)
        where T : unmanaged, ILane<T>
    {
        using WeightedPoints<T>? points = WeightedPoints<T>.Of(draws, MixtureFit<T>.Components * DrawsPerCoordinate * (draws.Noise.Dimension + 1));
        return points is not null && MixtureFit<T>.Best(points) is { Length: > 1 } components ? Proposal.Mixture(points.Shape, components, isFar) : null;
    }
}
