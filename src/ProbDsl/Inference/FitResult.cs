namespace ProbDsl;

/// <summary>A fitted posterior q(z; φ), how the fit went, and summaries of every quantity of the model.</summary>
/// <remarks>
/// Generated posteriors derive from it and add a typed property for each quantity. Estimates and summaries are computed when first
/// asked for and then kept. Safe for use by several threads.
/// </remarks>
public class FitResult
{
    private readonly FitRecord _record;
    private readonly FittedProgram _program;
    private readonly Lazy<ScalarPosterior[]> _scalars;
    private readonly Lazy<FitEnd> _end;
    private readonly Lazy<Estimate> _elbo;
    private readonly Lazy<Estimate> _reconstruction;
    private readonly Lazy<Estimate> _kl;

    internal FitResult(FitRecord record, FittedProgram program)
    {
        _record = record;
        _program = program;
        _scalars = new Lazy<ScalarPosterior[]>(Summarise);
        _elbo = new Lazy<Estimate>(() => Bound(Average(ElboPart.Elbo)));
        _end = new Lazy<FitEnd>(() => FitEnd.Of(record, program, _elbo.Value.Value));
        _reconstruction = new Lazy<Estimate>(() => Average(ElboPart.Reconstruction));
        _kl = new Lazy<Estimate>(() => Average(ElboPart.Kl));
    }

    /// <summary>Shares everything with another result: the constructor for a generated posterior.</summary>
    /// <param name="fit">The result to wrap.</param>
    protected FitResult(FitResult fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        (_record, _program, _scalars, _end) = (fit._record, fit._program, fit._scalars, fit._end);
        (_elbo, _reconstruction, _kl) = (fit._elbo, fit._reconstruction, fit._kl);
    }

    /// <summary>The model's name.</summary>
    public string ModelName => _record.ModelName;

    /// <summary>The variational family.</summary>
    public string Family => _record.Family;

    /// <summary>How the fit ended. A fit whose <see cref="Elbo"/> is not finite has not converged.</summary>
    public FitStatus Status => _end.Value.Status;

    /// <summary>How the fit ended, in one plain sentence or two.</summary>
    public string Reason => _end.Value.Reason;

    /// <summary>Where the first value that is not finite arose; null where every draw was finite.</summary>
    public NonFiniteValue? NonFinite => _end.Value.NonFinite;

    /// <summary>The evidence lower bound, from fresh draws that the optimiser never saw; NaN where a draw gave +∞ or NaN, which bounds nothing.</summary>
    public double Elbo => _elbo.Value.Value;

    /// <summary>The standard error of <see cref="Elbo"/>.</summary>
    public double ElboStandardError => _elbo.Value.StandardError;

    /// <summary>E_q[log p(x | z)], from fresh draws.</summary>
    public Estimate Reconstruction => _reconstruction.Value;

    /// <summary>KL(q ‖ p(z)), from fresh draws.</summary>
    public Estimate Kl => _kl.Value;

    /// <summary>Accepted steps of the optimiser.</summary>
    public int Iterations => _record.Iterations;

    /// <summary>Evaluations of the objective, an average over fixed draws, with its gradient.</summary>
    public int Evaluations => _record.Evaluations;

    /// <summary>The number of fixed draws of the last objective.</summary>
    public int FixedDrawCount => _record.FixedDraws;

    /// <summary>How long the optimisation took; summaries are computed when they are first asked for.</summary>
    public double Milliseconds => _record.Milliseconds;

    /// <summary>The seed: the same model, data and seed give the same fit.</summary>
    public ulong Seed => _record.Options.Seed;

    /// <summary>The fitted parameters φ.</summary>
    public ReadOnlySpan<double> Phi => _record.Phi;

    /// <summary>The error that a stochastic fit knows of itself; null for any other fit.</summary>
    public StochasticSummary? Stochastic => _record.Stochastic;

    /// <summary>The model's quantities, in declaration order.</summary>
    public IReadOnlyList<QuantityInfo> Quantities => _program.Quantities;

    /// <summary>A table of the posterior, as text.</summary>
    public Summary Summary => new(this);

    /// <summary>Every scalar of every quantity, in declaration order, row-major.</summary>
    public IReadOnlyList<ScalarPosterior> Scalars => _scalars.Value;

    /// <summary>The posterior of a scalar quantity.</summary>
    /// <param name="quantity">Its index in <see cref="Quantities"/>.</param>
    /// <returns>The posterior; for a vector or matrix, that of its first element.</returns>
    public ScalarPosterior Scalar(int quantity) => _scalars.Value[Offset(quantity)];

    /// <summary>The posterior of a vector quantity.</summary>
    /// <param name="quantity">Its index in <see cref="Quantities"/>.</param>
    /// <returns>The posterior, row-major for a matrix.</returns>
    public VectorPosterior Vector(int quantity)
        => new(Quantities[quantity].Name, Elements(quantity));

    /// <summary>The posterior of a matrix quantity.</summary>
    /// <param name="quantity">Its index in <see cref="Quantities"/>.</param>
    /// <returns>The posterior; a vector is one column.</returns>
    public MatrixPosterior Matrix(int quantity)
    {
        QuantityInfo info = Quantities[quantity];
        return new(info.Name, Math.Abs(info.Rows), Math.Abs(info.Columns), Elements(quantity));
    }

    /// <summary>Fresh independent draws from q of all scalars of all quantities.</summary>
    /// <param name="count">How many draws.</param>
    /// <param name="seed">Chooses the draws.</param>
    /// <returns>One row per draw; within it the order of <see cref="Scalars"/>.</returns>
    public double[][] DrawValues(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _program.Rows(count, seed);
    }

    /// <summary>The result as one JSON object.</summary>
    /// <returns>JSON text; numbers that are not finite are null.</returns>
    public string ToJson() => FitJson.Write(this);

    /// <inheritdoc/>
    public override string ToString() => Summary.ToString();

    private Estimate Average(ElboPart part) => _program.Average(part, _record.Options.EvaluationDraws, Seed);

    // +∞ would win every comparison.
    private static Estimate Bound(Estimate elbo) => double.IsPositiveInfinity(elbo.Value) ? Estimate.None : elbo;

    private ScalarPosterior[] Elements(int quantity)
        => _scalars.Value.AsSpan(Offset(quantity), Quantities[quantity].Count).ToArray();

    private int Offset(int quantity)
    {
        int offset = 0;
        for (int q = 0; q < quantity; q++)
        {
            offset += Quantities[q].Count;
        }

        return offset;
    }

    private ScalarPosterior[] Summarise()
    {
        double[][] columns = _program.Columns(SummaryDrawCount(), Seed);
        var scalars = new ScalarPosterior[columns.Length];
        int position = 0;
        foreach (QuantityInfo quantity in Quantities)
        {
            for (int k = 0; k < quantity.Count; k++, position++)
            {
                scalars[position] = new ScalarPosterior(quantity.NameOf(k), columns[position]);
            }
        }

        return scalars;
    }

    // At most about 64 MB for a model with very many scalars, but never fewer than 256 draws.
    private int SummaryDrawCount()
    {
        int wanted = Math.Max(8, (_record.Options.SummaryDraws + 7) / 8 * 8);
        int affordable = (1 << 23) / Math.Max(1, Math.Max(_program.ScalarCount, _program.NoiseCount)) / 8 * 8;
        return Math.Min(wanted, Math.Max(256, affordable));
    }
}
