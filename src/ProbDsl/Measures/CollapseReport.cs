using System.Globalization;
using System.Text;

namespace ProbDsl;

/// <summary>What one latent says of the rows.</summary>
/// <param name="Index">Which, from 0.</param>
/// <param name="MeanVariance">The variance over the rows of the mean of q.</param>
/// <param name="Kl">The mean of KL(q(zₖ | x) ‖ p(zₖ)), in nats: what is paid for it.</param>
/// <param name="MutualInformation">
/// The nats that it has of the row, I(x; zₖ): the KL less KL(q(zₖ) ‖ p(zₖ)), which is the same for all rows and says nothing of them (Hoffman and Johnson 2016).
/// </param>
/// <param name="IsActive">Whether the means vary by more than <see cref="CollapseReport.ActiveVariance"/>.</param>
public readonly record struct LatentActivity(int Index, double MeanVariance, double Kl, double MutualInformation, bool IsActive)
{
    /// <summary>Whether it says more of a row than a latent at the threshold of activity does, or is active.</summary>
    public bool IsUsed => IsActive || MutualInformation > CollapseReport.LeastInformation;
}

/// <summary>How much of a posterior has collapsed.</summary>
public enum Collapse
{
    /// <summary>Every latent says something of the rows.</summary>
    None,

    /// <summary>Some do.</summary>
    Partial,

    /// <summary>None does: q(z | x) is the same for all rows, and the decoder has nothing to read.</summary>
    Whole,
}

/// <summary>Which latents say anything of the rows, and whether the posterior has collapsed: q(z | x) = p(z) whatever x, and z says nothing.</summary>
/// <param name="Latents">What each latent says.</param>
/// <param name="Rows">Over how many rows.</param>
public sealed record CollapseReport(IReadOnlyList<LatentActivity> Latents, int Rows)
{
    /// <summary>A latent is active where the mean of q varies over the rows by more than this (Burda, Grosse and Salakhutdinov 2016).</summary>
    public const double ActiveVariance = 0.01;

    /// <summary>
    /// The nats of a latent at that threshold whose codes together are distributed as its prior, −½ log(1 − 0.01) = 0.005: narrow q's can have more with means that hardly
    /// vary, so that a latent below the threshold that has more is not called collapsed.
    /// </summary>
    public const double LeastInformation = 0.00502516792675072;

    /// <summary>How many latents are active.</summary>
    public int ActiveUnits => Latents.Count(l => l.IsActive);

    /// <summary>The mean KL of a row, in nats.</summary>
    public double Kl => Latents.Sum(l => l.Kl);

    /// <summary>How much has collapsed.</summary>
    public Collapse Collapse => Latents.All(l => l.IsUsed) ? Collapse.None : Latents.Any(l => l.IsUsed) ? Collapse.Partial : Collapse.Whole;

    /// <summary>The same in words, with what to try.</summary>
    public string Verdict => string.Join(' ', (IEnumerable<string>)[InWords, .. Latents.Select(Remark).Where(r => r.Length > 0)]);

    private string InWords
    {
        get
        {
            const string Later = "let the KL set in later (annealing, free bits, a β below 1)";
            int used = Latents.Count(l => l.IsUsed);
            string all = FormattableString.Invariant($"{Latents.Count} latent{(Latents.Count == 1 ? "" : "s")}");
            return Collapse switch
            {
                Collapse.None => $"Not collapsed: each of {all} says something of the rows.",
                Collapse.Partial => FormattableString.Invariant($"Partly collapsed: {used} of {all} say something of the rows, {Latents.Count - used} nothing: ")
                    + FormattableString.Invariant($"the mean of q varies by at most {ActiveVariance}. Where the ELBO suffices, that is as many as the data need; else {Later}."),
                _ => $"Collapsed: none of {all} says anything of the rows, q(z | x) is the same for all. To make them do so, {Later}, "
                    + "train the encoder ahead of the decoder, or take a decoder that can do less without z.",
            };
        }
    }

    // What the numbers of a latent say that does not show in whether it is used.
    private static string Remark(LatentActivity l) => l switch
    {
        { IsUsed: false, Kl: > 0.1 } => FormattableString.Invariant($"Latent {l.Index} costs {l.Kl:0.00} nats and says nothing: q is nearly the same for all rows, but not the prior."),
        { IsUsed: true, IsActive: false } => FormattableString.Invariant($"Latent {l.Index} is narrow: its means vary by {l.MeanVariance:0.0000} only, but tell {l.MutualInformation:0.00} nats."),
        _ => "",
    };

    /// <summary>The report of the codes of some rows.</summary>
    /// <param name="codes">The codes.</param>
    /// <exception cref="InvalidOperationException">p(z) is not standard normal, or there are fewer than two rows.</exception>
    public static CollapseReport Of(LatentCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (!codes.HasStandardPrior)
        {
            throw new InvalidOperationException("p(z) is not standard normal in every row, so that the KL of a row is not the sum of those of its latents. "
                + "Aggregate().KlToPrior(logPrior: ...) measures all latents together against any prior.");
        }

        if (codes.Count < 2)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"Whether q varies with the rows shows in two or more; there are {codes.Count}."));
        }

        double[] variance = codes.MeanVariance(), kl = codes.MeanKl(), marginal = codes.Aggregate().MarginalKl();
        return new([.. variance.Select((v, k) => new LatentActivity(k, v, kl[k], kl[k] - marginal[k], v > ActiveVariance))], codes.Count);
    }

    /// <summary>A table of the latents, and the verdict.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"latent",6}{"var. of means",15}{"KL",9}{"I(x; z)",9}");
        foreach (LatentActivity l in Latents)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{l.Index,6}{l.MeanVariance,15:0.0000}{l.Kl,9:0.0000}{l.MutualInformation,9:0.0000}{(l.IsActive ? "  active" : "")}");
        }

        return text.Append('\n').Append(Verdict).ToString();
    }
}
