using System.Globalization;

namespace ProbDsl;

/// <summary>The family of Gaussians that a fit's draws are from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why that one, as the end of a sentence; empty where every small model has it.</param>
internal sealed record ProposalFamily(string Name, string Reason)
{
    /// <summary>All covariances, by the full-rank ELBO.</summary>
    public static ProposalFamily FullRank(int count) => new("full rank", "");

    /// <summary>The curvature under q, by its sparse Cholesky factor.</summary>
    public static ProposalFamily Sparse<T>(LargeRefinement.Result<T> refined, bool isConditional)
        where T : unmanaged, ILane<T>
    {
        string size = string.Create(
            CultureInfo.InvariantCulture,
            $"{refined.Shape.Count:#,0} latents are too many for a full-rank ELBO, but the Cholesky factor of their precision has only {refined.Shape.Factor.Entries:#,0} entries");
        return isConditional
            ? new("full rank given hubs", string.Create(CultureInfo.InvariantCulture, $"{size}, and the scales of the others bend with {refined.Order.Hubs} of them"))
            : new("full rank, sparse precision", size);
    }
}
