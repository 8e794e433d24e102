namespace ProbDsl.Reports;

/// <summary>What a report shows besides the fit itself.</summary>
public sealed record ReportOptions
{
    /// <summary>The exact or a reference posterior of the same model and data; null where there is none.</summary>
    public Posterior? Beside { get; init; }

    /// <summary>The model's <c>KlLedger</c>: how the KL of each latent is computed. Left out where it is empty.</summary>
    public IReadOnlyList<KlEntry> KlLedger { get; init; } = [];

    /// <summary>What the fit told of its progress; null where nobody kept it.</summary>
    public FitTrace? Trace { get; init; }

    /// <summary>Parts of one's own, before the settings.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init; } = [];
}
