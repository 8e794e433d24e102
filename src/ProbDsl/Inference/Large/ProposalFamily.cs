using System.Globalization;

namespace ProbDsl;

/// <summary>The family that a fit's weighted draws are from, which it chose by itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why that one, as the end of a sentence; empty for the full-rank Gaussian, with which every small model begins.</param>
public sealed record ProposalFamily(string Name, string Reason)
{
    /// <summary>Of a model that is small enough for all covariances.</summary>
    internal static ProposalFamily OfSmall(Correction? found) => found?.Draws.Proposal switch
    {
        { Bend: not null } => new("bent full rank", "the posterior is a banana in one direction"),
        { IsMixture: true } => new("mixture of Gaussians", "the posterior has several hills"),
        _ => new("full rank", ""),
    };

    /// <summary>The curvature under q, by its sparse Cholesky factor.</summary>
    internal static ProposalFamily Sparse<T>(LargeRefinement.Result<T> refined)
        where T : unmanaged, ILane<T>
        => new("full rank by a sparse precision", string.Create(
            CultureInfo.InvariantCulture,
            $"{refined.Shape.Count:#,0} coordinates are too many for a full-rank ELBO, and the Cholesky factor of their precision has {refined.Shape.Factor.Entries:#,0} entries"));

    /// <summary>The curvature under q in the directions that stand out.</summary>
    internal static ProposalFamily LowRank<T>(LowRankGaussian<T> shape)
        where T : unmanaged, ILane<T>
        => new("low rank plus diagonal", string.Create(
            CultureInfo.InvariantCulture,
            $"{shape.Count:#,0} coordinates, most of which meet each other, are too many for all their covariances; the curvature was followed in {shape.Rank} directions"));

    /// <summary>Hubs, and all else given these.</summary>
    internal static ProposalFamily GivenHubs<T>(LargeRefinement.Result<T> refined)
        where T : unmanaged, ILane<T>
        => new("nested Laplace", string.Create(
            CultureInfo.InvariantCulture,
            $"where most of the {refined.Shape.Count:#,0} coordinates lie and how far they spread depends on {refined.Order.Hubs}, and given those they are nearly Gaussian"));

    /// <summary>q itself.</summary>
    internal static ProposalFamily Guide { get; } = new("q itself", "it is not Gaussian, or its coordinates are many and most of them meet");
}
