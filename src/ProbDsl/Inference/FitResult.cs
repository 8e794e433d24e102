namespace ProbDsl;

/// <summary>A fitted posterior q(z; φ), how the fit went, and summaries of every quantity of the model.</summary>
/// <remarks>
/// Generated posteriors derive from it and add a typed property for each quantity. Estimates and summaries are computed when first
/// asked for and then kept. Safe for use by several threads.
/// </remarks>
public class FitResult : Posterior
{
    private readonly FitState _state;
    private readonly Lazy<Verdict> _verdict;

    internal FitResult(FitRecord record, FittedProgram program)
    {
        _state = new FitState(record, program);
        _verdict = new Lazy<Verdict>(() => VerdictWriter.Write(this));
    }

    /// <summary>Shares everything with another result: the constructor for a generated posterior.</summary>
    /// <param name="fit">The result to wrap.</param>
    protected FitResult(FitResult fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        (_state, _verdict) = (fit._state, fit._verdict);
    }

    /// <summary>The model's name.</summary>
    public override string ModelName => _state.Record.ModelName;

    /// <summary>The model's graph; null where this is not a generated posterior.</summary>
    public virtual ModelGraph? Graph => null;

    /// <summary>One draw of all scalars from the prior, factors and parameters of p left as they start; null where the model has no such draw.</summary>
    /// <param name="seed">Chooses the draw.</param>
    /// <returns>The order of <see cref="Posterior.Scalars"/>.</returns>
    /// <exception cref="InvalidOperationException">A prior is flat.</exception>
    public virtual double[]? DrawPrior(ulong seed) => null;

    /// <summary>The variational family.</summary>
    public string Family => _state.Record.Family;

    /// <summary>How the fit ended. A fit whose <see cref="Elbo"/> is not finite has not converged.</summary>
    public FitStatus Status => _state.End.Status;

    /// <summary>How the fit ended, in one plain sentence or two.</summary>
    public string Reason => _state.End.Reason;

    /// <summary>Where the first value that is not finite arose; null where every draw was finite.</summary>
    public NonFiniteValue? NonFinite => _state.End.NonFinite;

    /// <summary>The evidence lower bound, from fresh draws that the optimiser never saw; NaN where a draw gave +∞ or NaN, which bounds nothing.</summary>
    public double Elbo => _state.Elbo.Value;

    /// <summary>The standard error of <see cref="Elbo"/>.</summary>
    public double ElboStandardError => _state.Elbo.StandardError;

    /// <summary>E_q[log p(x | z)], from fresh draws.</summary>
    public Estimate Reconstruction => _state.Reconstruction;

    /// <summary>KL(q ‖ p(z)), from fresh draws.</summary>
    public Estimate Kl => _state.Kl;

    /// <summary>What the fit is worth, in plain words, with the next thing to try.</summary>
    public Verdict Verdict => _verdict.Value;

    /// <summary>Whose means, standard deviations, quantiles and draws this result gives.</summary>
    public ReportedPosterior Reported => _state.Reported;

    /// <summary>The fitted q as it is.</summary>
    public Approximation Approximation => _state.Approximation;

    /// <summary>
    /// The tail shape k̂ of the importance weights that correct the result (Vehtari et al. 2024): they are trusted below
    /// <see cref="KHatThreshold"/>. −∞ for weights without a tail, +∞ where it cannot be estimated, NaN where no weights were made.
    /// </summary>
    public double KHat => Record.Correction?.Smoothing.Shape ?? double.NaN;

    /// <summary>The k̂ above which averages over the weighted draws are not trusted: min(1 − 1/log₁₀ S, 0.7) for S draws. NaN where there are none.</summary>
    public double KHatThreshold => Record.Correction?.Smoothing.Threshold ?? double.NaN;

    /// <summary>How many weighted draws there are.</summary>
    public int CorrectionDraws => Record.Correction?.Draws.Count ?? 0;

    /// <summary>The family that the weighted draws are from, and why that one; null where there are none.</summary>
    public ProposalFamily? ProposalFamily => Record.Correction is null ? null : Record.Proposal;

    /// <summary>How many equally weighted draws would err as much as the weighted ones; 0 where there are none.</summary>
    public double EffectiveDraws => Record.Correction?.EffectiveDraws ?? 0;

    /// <summary>
    /// The log evidence log p(x): without continuous latents the <see cref="Elbo"/> itself, otherwise from importance weights, in expectation a lower bound.
    /// NaN where there are none that are trusted.
    /// </summary>
    public override Estimate LogEvidence => Reported switch
    {
        ReportedPosterior.Exact => _state.Elbo,
        ReportedPosterior.Corrected => Record.Correction!.LogEvidence,
        _ => Estimate.None,
    };

    /// <summary>KL(q ‖ posterior) in nats: <see cref="LogEvidence"/> less <see cref="Elbo"/>. NaN where the evidence is not known.</summary>
    public double Gap => LogEvidence.Value - Elbo;

    /// <summary>The Euclidean norm of the gradient of the ELBO in φ at the end of the optimisation.</summary>
    public double GradientNorm => Record.GradientNorm;

    /// <summary>The gradients of the ELBO's two parts at the end of the optimisation, over the draws that it was made on. Of a fit by stochastic steps, over 128 draws.</summary>
    public GradientBalance Balance
    {
        get
        {
            int draws = Math.Max(128, FixedDrawCount);
            return GradientBalance.Of(_state.Program.Gradient(ElboPart.Reconstruction, draws, Seed), _state.Program.Gradient(ElboPart.Kl, draws, Seed));
        }
    }

    /// <summary>The same gradients for each block of parameters, each with its signal-to-noise ratio by one draw.</summary>
    public GradientDecomposition Gradients => _state.Program.Decompose(Math.Max(128, FixedDrawCount), Seed);

    /// <summary>Measures this fit by an exact or a reference posterior of the same model and data.</summary>
    /// <param name="truth">What <c>Exact()</c> or <c>Reference()</c> of the same model gives.</param>
    /// <returns>The gap in nats, the errors of every scalar, and a verdict.</returns>
    /// <exception cref="ArgumentException">It is of another model, or of data of another size.</exception>
    public Comparison CompareTo(Posterior truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        return new Comparison(this, truth);
    }

    /// <summary>
    /// The ratio of the largest to the smallest variance along any direction of the unconstrained space, by the full-rank Gaussian: how far
    /// coordinates as they are declared are from independent ones of one scale. NaN where that Gaussian was not fitted.
    /// </summary>
    public double ConditionNumber => Record.Gaussian?.ConditionNumber() ?? double.NaN;

    /// <summary>
    /// In which coordinate the fit moved each latent that has several: a latent whose prior has a location and a scale that depend on latents.
    /// The one with the best ELBO was kept; <see cref="Phi"/> belongs to it, every other result is on the latent's own scale.
    /// </summary>
    public IReadOnlyList<LatentCoordinate> Coordinates => Record.Coordinates;

    /// <summary>Accepted steps of the optimiser.</summary>
    public int Iterations => _state.Record.Iterations;

    /// <summary>Evaluations of the objective, an average over fixed draws, with its gradient.</summary>
    public int Evaluations => _state.Record.Evaluations;

    /// <summary>The number of fixed draws of the last objective.</summary>
    public int FixedDrawCount => _state.Record.FixedDraws;

    /// <summary>How long the optimisation took; summaries are computed when they are first asked for.</summary>
    public double Milliseconds => _state.Record.Milliseconds;

    /// <summary>The seed: the same model, data and seed give the same fit.</summary>
    public ulong Seed => _state.Record.Options.Seed;

    /// <summary>The fitted parameters φ.</summary>
    public ReadOnlySpan<double> Phi => _state.Record.Phi;

    internal FitRecord Record => _state.Record;

    internal FittedProgram Program => _state.Program;

    internal override double[]? Covariances(int[] scalars) => Reported == ReportedPosterior.Corrected
        ? Correlations.Covariances(Array.ConvertAll(scalars, Record.Correction!.Draws.Values.Column), Record.Correction.Weights)
        : base.Covariances(scalars);

    /// <summary>The error that a stochastic fit knows of itself; null for any other fit.</summary>
    public StochasticSummary? Stochastic => Record.Stochastic;

    /// <inheritdoc/>
    public override IReadOnlyList<QuantityInfo> Quantities => _state.Program.Quantities;

    /// <summary>A table of the posterior, as text.</summary>
    public Summary Summary => new(this);

    /// <inheritdoc/>
    public override IReadOnlyList<ScalarPosterior> Scalars => _state.Scalars;

    /// <summary>Independent draws of all scalars of all quantities from the reported posterior.</summary>
    /// <remarks>Of a corrected one they are taken, with replacement and by their weights, from the draws that correct it, and so may repeat.</remarks>
    /// <param name="count">How many draws.</param>
    /// <param name="seed">Chooses the draws.</param>
    /// <returns>One row per draw; within it the order of <see cref="Scalars"/>.</returns>
    public override double[][] DrawValues(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _state.Rows(count, seed);
    }

    /// <summary>The result as one JSON object.</summary>
    /// <param name="beside">What <c>Exact()</c>, <c>Reference()</c> or <c>InferNet()</c> of the same model give: fields <c>exact</c>, <c>reference</c>, <c>inferNet</c>.</param>
    /// <returns>JSON text; numbers that are not finite are null.</returns>
    /// <exception cref="ArgumentException">One is of another model, or of data of another size.</exception>
    public string ToJson(params ReadOnlySpan<Posterior> beside) => FitJson.Write(this, beside);

    /// <inheritdoc/>
    public override string ToString() => Summary.ToString();
}
