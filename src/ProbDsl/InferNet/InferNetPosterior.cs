namespace ProbDsl;

/// <summary>A posterior by Infer.NET, a baseline for a fit: marginals, never a joint distribution.</summary>
/// <remarks>
/// Generated posteriors derive from it and add a typed property for each latent. Where Infer.NET has no answer, <see cref="HasBaseline"/> is
/// false, <see cref="Reason"/> says why, and every number is NaN.
/// </remarks>
public class InferNetPosterior : Posterior
{
    private readonly InferNetRun _run;
    private readonly ScalarPosterior[] _scalars;

    /// <summary>Wraps a run.</summary>
    /// <param name="run">The run, ended.</param>
    protected InferNetPosterior(InferNetRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _run = run;
        Milliseconds = run.Milliseconds;
        int count = run.Quantities.Scalars();
        if (run.Reason is null && run.Marginals.Count != count)
        {
            run.Fail(FormattableString.Invariant($"the run gave {run.Marginals.Count} marginals for {count} latent scalars"));
        }

        // Mean fields take logarithms of probabilities: a case that cannot occur leaves no numbers.
        if (run.Reason is null && run.Marginals.Any(m => double.IsNaN(m.Mean)))
        {
            run.Fail("Infer.NET gave no numbers; " + (run.Quantities.Any(q => q.IsProbability) ? "a state that the model gives probability 0 can be the cause" : "its messages diverged"));
        }

        _scalars = run.Quantities.Named(k => HasBaseline ? new DistributionMarginal(run.Marginals[k], (ulong)k) : new UnknownMarginal());
    }

    /// <inheritdoc/>
    public override string ModelName => _run.ModelName;

    /// <summary>The latents, in declaration order, after them the probabilities of discrete ones; Infer.NET knows no derived quantities.</summary>
    public override IReadOnlyList<QuantityInfo> Quantities => _run.Quantities;

    /// <inheritdoc/>
    public override IReadOnlyList<ScalarPosterior> Scalars => _scalars;

    /// <summary>Whether there is a posterior.</summary>
    public bool HasBaseline => _run.Reason is null;

    /// <summary>Why there is no posterior, as a sentence that begins "no baseline, because"; null where there is one.</summary>
    public string? Reason => _run.Reason is null ? null : "no baseline, because " + _run.Reason;

    /// <summary>The algorithm.</summary>
    public InferNetAlgorithm Algorithm => _run.Algorithm;

    /// <summary>How long the run took: the first of a model with Infer.NET's compilation.</summary>
    public double Milliseconds { get; }

    /// <summary>What the posterior is worth.</summary>
    public InferNetAccuracy Accuracy => _run.Accuracy;

    /// <summary>Whether marginals and evidence are exact up to rounding.</summary>
    public bool IsExact => _run.Accuracy == InferNetAccuracy.Exact;

    /// <summary>The log evidence, of the kind that <see cref="EvidenceKind"/> says, with standard error 0; NaN where there is none.</summary>
    public override Estimate LogEvidence => EvidenceKind == EvidenceKind.None ? Estimate.None : new Estimate(_run.LogEvidence, 0);

    /// <summary>What <see cref="LogEvidence"/> is.</summary>
    public EvidenceKind EvidenceKind
        => !double.IsFinite(_run.LogEvidence) ? EvidenceKind.None
            : Accuracy != InferNetAccuracy.Approximate ? EvidenceKind.Exact
            : Algorithm == InferNetAlgorithm.VariationalMessagePassing ? EvidenceKind.LowerBound
            : EvidenceKind.Approximate;

    /// <summary>Draws of all scalars from the product of their marginals: what correlates them is not known here.</summary>
    /// <param name="count">How many draws.</param>
    /// <param name="seed">Chooses the draws.</param>
    /// <returns>One row per draw; within it the order of <see cref="Scalars"/>. NaN where there is no baseline.</returns>
    public override double[][] DrawValues(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var random = new Philox(seed);
        var rows = new double[count][];
        for (int i = 0; i < count; i++)
        {
            rows[i] = new double[_scalars.Length];
            for (int k = 0; k < _scalars.Length; k++)
            {
                rows[i][k] = HasBaseline ? _run.Marginals[k].Sample(ref random) : double.NaN;
            }
        }

        return rows;
    }

    internal override double[]? Covariances(int[] scalars) => null;

    /// <inheritdoc/>
    public override string ToString() => HasBaseline
        ? string.Join(Environment.NewLine, _scalars.Select(s => s.ToString()).Prepend(FormattableString.Invariant($"{ModelName} by Infer.NET, {AlgorithmName}, {AccuracyText}")))
        : $"{ModelName} by Infer.NET: {Reason}.";

    internal string AlgorithmName => Algorithm switch
    {
        InferNetAlgorithm.ExpectationPropagation => "expectation propagation",
        InferNetAlgorithm.VariationalMessagePassing => "variational message passing",
        _ => "Gibbs sampling",
    };

    internal string AccuracyText => Accuracy switch
    {
        InferNetAccuracy.Exact => "exact",
        InferNetAccuracy.Moments => "exact in means and variances",
        _ => "approximate",
    };
}
