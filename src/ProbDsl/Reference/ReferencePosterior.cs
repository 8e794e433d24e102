using System.Globalization;
using System.Text;

namespace ProbDsl;

/// <summary>A posterior sampled by NUTS, several chains side by side, with what tells whether it may serve as a reference.</summary>
public class ReferencePosterior : Posterior
{
    // Vehtari et al. 2021, section 4; Betancourt 2016 for the energy.
    private const double LargestRHat = 1.01;
    private const double FewestEffective = 400;
    private const double SmallestBfmi = 0.3;

    private readonly ReferenceRun _run;

    internal ReferencePosterior(ReferenceRun run) => _run = run;

    /// <summary>Shares everything with another: the constructor for a generated posterior.</summary>
    /// <param name="reference">The posterior to wrap.</param>
    protected ReferencePosterior(ReferencePosterior reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        _run = reference._run;
    }

    /// <inheritdoc/>
    public override string ModelName => _run.ModelName;

    /// <inheritdoc/>
    public override IReadOnlyList<QuantityInfo> Quantities => _run.Quantities;

    /// <inheritdoc/>
    public override IReadOnlyList<ScalarPosterior> Scalars => _run.Scalars;

    /// <summary>Not known from draws of the posterior.</summary>
    public override Estimate LogEvidence => Estimate.None;

    /// <summary>R̂ and effective sample sizes of every scalar, in the order of <see cref="Scalars"/>.</summary>
    public IReadOnlyList<ChainDiagnostics> Diagnostics => _run.Diagnostics;

    /// <summary>Trajectories whose energy error was so large that a part of the posterior may not have been reached.</summary>
    public int Divergences => _run.Chains.Sum(c => c.Divergences);

    /// <summary>Trajectories that ended because they had the largest length, not because they turned back.</summary>
    public int DepthHits => _run.Chains.Sum(c => c.DepthHits);

    /// <summary>The energy Bayesian fraction of missing information of each chain: below 0.3 the tails are explored slowly.</summary>
    public IReadOnlyList<double> Bfmi => [.. _run.Chains.Select(c => c.Bfmi)];

    /// <summary>Evaluations of the gradient of all chains, the warm-up included.</summary>
    public long GradientEvaluations => _run.Chains.Sum(c => c.Evaluations);

    /// <summary>How long it took.</summary>
    public double Milliseconds => _run.Milliseconds;

    /// <summary>Whether nothing speaks against it: R̂ below 1.01 and at least 400 effective draws in bulk and tails of every scalar, no divergence, an E-BFMI of at least 0.3.</summary>
    public bool IsReference => Fault is null;

    /// <summary>Whether it may serve as a reference; where not, what was found and what would help.</summary>
    public string Verdict => Fault is { } fault ? $"Not a reference: {fault}"
        : FormattableString.Invariant($"A reference: R̂ at most {Diagnostics.Where(d => !double.IsNaN(d.RHat)).Select(d => d.RHat).DefaultIfEmpty(1).Max():0.000}, at least {Diagnostics.Where(d => !double.IsNaN(d.RHat)).Select(d => Math.Min(d.BulkEss, d.TailEss)).DefaultIfEmpty(0).Min():#,0} effective draws of every scalar, no divergences.");

    private string? Fault
    {
        get
        {
            int all = _run.Chains.Sum(c => c.Values.Length);
            if (Divergences > 0)
            {
                return FormattableString.Invariant($"{Divergences} of {all} trajectories diverged, so that a part of the posterior may not have been reached; try other coordinates for a hierarchy ([NonCentered]) or priors that bound its scale.");
            }

            int[] varying = [.. Enumerable.Range(0, Scalars.Count).Where(i => !double.IsNaN(Diagnostics[i].RHat))];
            if (varying.Length == 0)
            {
                return null;
            }

            int apart = varying.MaxBy(i => Diagnostics[i].RHat), few = varying.MinBy(i => Math.Min(Diagnostics[i].BulkEss, Diagnostics[i].TailEss));
            double ess = Math.Min(Diagnostics[few].BulkEss, Diagnostics[few].TailEss);
            return !(Diagnostics[apart].RHat < LargestRHat) ? FormattableString.Invariant($"the chains disagree on {Scalars[apart].Name} (R̂ {Diagnostics[apart].RHat:0.000}): there may be several modes, or more draws are needed.")
                : !(ess >= FewestEffective) ? FormattableString.Invariant($"{Scalars[few].Name} has {ess:0} effective draws, fewer than {FewestEffective}; take more draws.")
                : !(Bfmi.Min() >= SmallestBfmi) ? FormattableString.Invariant($"the energy moves slowly (E-BFMI {Bfmi.Min():0.00}): the tails are not explored; try other coordinates, or priors with lighter tails.")
                : null;
        }
    }

    /// <summary>Draws in turn from all chains, as they came; with replacement where more are asked for than there are.</summary>
    /// <param name="count">How many draws.</param>
    /// <param name="seed">Chooses where to begin.</param>
    /// <returns>One row per draw; within it the order of <see cref="Scalars"/>.</returns>
    public override double[][] DrawValues(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        double[][] all = [.. _run.Chains.SelectMany(c => c.Values)];
        var random = new Philox(seed, Streams.Draws);
        return [.. Enumerable.Range(0, count).Select(_ => (double[])all[random.NextInt(all.Length)].Clone())];
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{ModelName}, NUTS: {_run.Chains.Length} chains of {_run.Chains[0].Values.Length:#,0} draws, {GradientEvaluations:#,0} gradients\n");
        PosteriorTable.AppendParagraph(text, Verdict);
        text.Append('\n');
        PosteriorTable.Append(text, this, maxElements: 40);
        return text.ToString();
    }
}
