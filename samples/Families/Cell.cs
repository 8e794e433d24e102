using ProbDsl;

namespace Samples;

/// <summary>One family beside one posterior.</summary>
/// <param name="Posterior">Which posterior, in words.</param>
/// <param name="Family">Which family.</param>
/// <param name="Fit">The fit, without any correction: what it reports is q's.</param>
/// <param name="Exact">The posterior as it is.</param>
internal sealed record Cell(string Posterior, string Family, FitResult Fit, ExactPosterior Exact)
{
    // A KL of a hundredth of a nat moves no probability by more than 0.07 (Pinsker's inequality).
    private const double AsGoodAsNone = 0.01;

    /// <summary>KL(q ‖ posterior) in nats: log p(x) − ELBO.</summary>
    public double Gap => Exact.LogEvidence.Value - Fit.Elbo;

    /// <summary>What theory says of <see cref="Gap"/>; null where it says nothing.</summary>
    public double? Formula { get; init; }

    /// <summary>What the model counts its latents from.</summary>
    public double Origin { get; init; }

    /// <summary>The standard deviations of q over the exact ones.</summary>
    public double[] SdRatios => [.. Fit.Approximation.Scalars.Zip(Exact.Scalars, (q, p) => q.Sd / p.Sd)];

    /// <summary>The probability that the first latent is negative, under q less under the posterior.</summary>
    public double Lopsidedness => Fit.Approximation.Scalars[0].Cdf(-Origin) - Exact.Scalars[0].Cdf(-Origin);

    /// <summary>What the numbers say, in words.</summary>
    /// <param name="others">The other families beside the same posterior.</param>
    public string Verdict(IEnumerable<Cell> others)
    {
        // A family is no worse than one that it contains, unless its fit has ended at a lesser optimum or a saddle.
        string[] contained = Family switch { Families.FullRank => [Families.MeanField, Families.LowRank], Families.LowRank => [Families.MeanField], _ => [] };
        if (others.Where(o => contained.Contains(o.Family)).MinBy(o => o.Gap) is { } within && Gap - within.Gap > 4 * (Fit.ElboStandardError + within.Fit.ElboStandardError))
        {
            return $"ends short of its best: it contains the q of {within.Family}, which is nearer";
        }

        (double narrowest, int at) = SdRatios.Select((r, i) => (r, i)).Min();
        string width = FormattableString.Invariant($"sd of {Exact.Scalars[at].Name} {narrowest:0.00} of the exact one");
        return Gap < AsGoodAsNone ? "holds it"
            : Math.Abs(Lopsidedness) > 0.4 ? $"one mode of two, {width}"
            : narrowest < 0.9 ? $"too narrow, {width}"
            : FormattableString.Invariant($"near; P({Exact.Scalars[0].Name} < 0) {Fit.Approximation.Scalars[0].Cdf(-Origin):0.00}, exactly {Exact.Scalars[0].Cdf(-Origin):0.00}");
    }
}
