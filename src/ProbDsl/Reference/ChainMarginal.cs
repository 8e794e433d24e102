namespace ProbDsl;

/// <summary>A scalar's draws from several chains.</summary>
internal sealed class ChainMarginal : Marginal
{
    private readonly double[][] _chains;
    private readonly double[] _all;
    private readonly Lazy<QuantileFunction> _quantiles;
    private readonly Lazy<(double, double)> _errors;

    public ChainMarginal(double[][] chains)
    {
        _chains = chains;
        _all = [.. chains.SelectMany(c => c)];
        Mean = _all.Average();
        Sd = Math.Sqrt(_all.Sum(x => (x - Mean) * (x - Mean)) / (_all.Length - 1));
        _quantiles = new Lazy<QuantileFunction>(() => new QuantileFunction(_all, []));
        _errors = new Lazy<(double, double)>(ErrorsOf);
        Diagnostics = new Lazy<ChainDiagnostics>(() => new(ChainStatistics.RHat(chains), ChainStatistics.BulkEss(chains), ChainStatistics.TailEss(chains)));
    }

    public override double Mean { get; }

    public override double Sd { get; }

    public override double[] Draws => _all;

    public override (double Mean, double Sd) Errors => _errors.Value;

    /// <summary>R̂ and effective sample sizes.</summary>
    public Lazy<ChainDiagnostics> Diagnostics { get; }

    public override double Quantile(double p) => _quantiles.Value.At(p);

    public override double Cdf(double x) => _quantiles.Value.Probability(x);

    // The error of the distribution function at the quantile, carried back through the quantiles on either side.
    public override double QuantileStandardError(double p)
    {
        double ess = ChainStatistics.QuantileEss(_chains, Quantile(p)), error = Math.Sqrt(p * (1 - p) / ess);
        double below = Math.Max(p - error, 0), above = Math.Min(p + error, 1);
        return above > below ? (Quantile(above) - Quantile(below)) * (error / (above - below)) : 0;
    }

    // Of the standard deviation by the delta method, with the effective number for squared distances, and with what their largest values would add that were not drawn.
    private (double, double) ErrorsOf()
    {
        double[][] squares = Array.ConvertAll(_chains, c => Array.ConvertAll(c, x => (x - Mean) * (x - Mean)));
        double variance = Sd * Sd, spread = _all.Average(x => Math.Pow((x - Mean) * (x - Mean) - variance, 2));
        double effective = ChainStatistics.MeanEss(squares), unseen = effective > 0 ? UnseenTail.Of([.. squares.SelectMany(c => c)], effective, new ParetoWorkspace()) : 0;
        return (Sd / Math.Sqrt(ChainStatistics.MeanEss(_chains)), 0.5 * Math.Sqrt(spread / effective + unseen * unseen) / Sd);
    }
}

/// <summary>How well chains agree on a scalar, and how many independent draws they are worth (Vehtari et al. 2021).</summary>
/// <param name="RHat">The rank-normalised split R̂; 1 for chains that agree, NaN for a scalar that does not vary.</param>
/// <param name="BulkEss">The effective number of draws for the middle of the distribution.</param>
/// <param name="TailEss">The smaller of those for its 5 % and its 95 % quantile.</param>
public sealed record ChainDiagnostics(double RHat, double BulkEss, double TailEss);
