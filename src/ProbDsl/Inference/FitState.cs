namespace ProbDsl;

/// <summary>A finished fit and what is computed from it when first asked for, shared by every <see cref="FitResult"/> that shows it.</summary>
internal sealed class FitState
{
    private readonly Lazy<ScalarPosterior[]> _approximation;
    private readonly Lazy<ScalarPosterior[]> _scalars;
    private readonly Lazy<Estimate> _elbo;
    private readonly Lazy<Estimate> _reconstruction;
    private readonly Lazy<Estimate> _kl;
    private readonly Lazy<FitEnd> _end;

    public FitState(FitRecord record, FittedProgram program)
    {
        (Record, Program) = (record, program);
        _elbo = new Lazy<Estimate>(() => Bound(record.Ahead?.Elbo.Result ?? Average(ElboPart.Elbo)));
        _reconstruction = new Lazy<Estimate>(() => Average(ElboPart.Reconstruction));
        _kl = new Lazy<Estimate>(() => Average(ElboPart.Kl));
        _end = new Lazy<FitEnd>(() => FitEnd.Of(record, program, Elbo.Value));
        _approximation = new Lazy<ScalarPosterior[]>(OfGuide);
        _scalars = new Lazy<ScalarPosterior[]>(Report);
        Approximation = new Approximation(record.Family, _approximation, new Lazy<double>(() => program.KHat(record.Options)));
        Reported = program.NoiseCount == 0 ? ReportedPosterior.Exact : record.Correction switch
        {
            { IsReliable: true } => ReportedPosterior.Corrected,
            { Plain: not null } => ReportedPosterior.FullRank,
            _ => ReportedPosterior.Approximation,
        };
    }

    public FitRecord Record { get; }

    public FittedProgram Program { get; }

    public ReportedPosterior Reported { get; }

    public Approximation Approximation { get; }

    public Estimate Elbo => _elbo.Value;

    public Estimate Reconstruction => _reconstruction.Value;

    public Estimate Kl => _kl.Value;

    public FitEnd End => _end.Value;

    public ScalarPosterior[] Scalars => _scalars.Value;

    /// <summary>Independent draws of what is reported; see <see cref="FitResult.DrawValues"/>.</summary>
    public double[][] Rows(int count, ulong seed) => Reported switch
    {
        ReportedPosterior.Corrected => Resampling.Rows(Record.Correction!, count, new Philox(seed, Streams.Draws)),
        ReportedPosterior.FullRank => Program.Rows(count, seed, Record.Gaussian!),
        _ => Program.Rows(count, seed),
    };

    private ScalarPosterior[] Report() => Reported switch
    {
        ReportedPosterior.Corrected => Program.Quantities.Named(c => new WeightedMarginal(Record.Correction!, c)),
        ReportedPosterior.FullRank => OfTable(Record.Correction!.Plain!),
        _ => _approximation.Value,
    };

    private ScalarPosterior[] OfGuide()
    {
        int draws = Program.SummaryDraws(Record.Options);
        (double Mean, double Sd)[] moments = Record.Ahead?.Moments.Result ?? Program.Moments(draws, Record.Options.Seed);
        var columns = new Lazy<double[][]>(() => Program.Columns(draws, Record.Options.Seed));
        return Program.Quantities.Named(c => new DrawMarginal(moments[c], () => columns.Value[c]));
    }

    private ScalarPosterior[] OfTable(DrawTable table)
    {
        double[] equal = new double[table.Draws];
        Array.Fill(equal, 1.0 / table.Draws);
        TableMoments moments = table.Moments(equal);
        return Program.Quantities.Named(c => new DrawMarginal((moments.Mean[c], moments.Sd[c]), () => table.Column(c)));
    }

    private Estimate Average(ElboPart part) => Program.Average(part, Record.Options.EvaluationDraws, Record.Options.Seed);

    // +∞ would win every comparison.
    private static Estimate Bound(Estimate elbo) => double.IsPositiveInfinity(elbo.Value) ? Estimate.None : elbo;
}
