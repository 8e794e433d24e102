namespace ProbDsl;

/// <summary>The fitted posterior of one scalar, summarised from draws.</summary>
public sealed class ScalarPosterior
{
    private readonly Lazy<QuantileFunction> _quantiles;
    private readonly Lazy<double[]> _draws;
    private readonly Lazy<double[]> _column;
    private readonly Lazy<double> _kHat;
    private readonly Correction? _correction;

    /// <summary>From equally weighted draws, which are made when they are asked for, and their moments.</summary>
    internal ScalarPosterior(string name, (double Mean, double Sd) moments, Func<double[]> draws)
    {
        Name = name;
        (Mean, Sd) = moments;
        _draws = _column = new Lazy<double[]>(draws);
        _quantiles = new Lazy<QuantileFunction>(() => new QuantileFunction(_draws.Value, []));
        _kHat = new Lazy<double>(double.NaN);
    }

    /// <summary>From a column of weighted draws.</summary>
    internal ScalarPosterior(string name, int scalar, Correction correction)
    {
        Name = name;
        TableMoments moments = correction.Moments;
        (Mean, Sd) = (moments.Mean[scalar], moments.Sd[scalar]);
        _correction = correction;
        _column = new Lazy<double[]>(() => correction.Draws.Values.Column(scalar));
        _quantiles = new Lazy<QuantileFunction>(() => new QuantileFunction(_column.Value, correction.Weights));
        _draws = new Lazy<double[]>(() => Array.ConvertAll(correction.Resampled, k => correction.Draws.Values.At(k, scalar)));
        _kHat = new Lazy<double>(() => correction.TailShape(_column.Value, Mean));
    }

    /// <summary>The scalar's name as in the source: <c>mu</c>, <c>theta[3]</c>.</summary>
    public string Name { get; }

    /// <summary>The posterior mean.</summary>
    public double Mean { get; }

    /// <summary>The posterior standard deviation.</summary>
    public double Sd { get; }

    /// <summary>
    /// The Monte-Carlo standard error of <see cref="Mean"/>, Stan's <c>mcse_mean</c>: √(Σ wᵢ² (xᵢ − m)²) for weights that sum to one (Owen 2013, section
    /// 9.2). That is for independent draws; those of a fit are evenly spread and err less. It means little where <see cref="KHat"/> is above the
    /// threshold, and where q's own numbers are reported it does not tell how far q is from the posterior.
    /// </summary>
    public double MeanStandardError => Errors.Mean;

    /// <summary>
    /// The Monte-Carlo standard error of <see cref="Sd"/>, Stan's <c>mcse_sd</c>: √(Σ wᵢ² ((xᵢ − m)² − s²)²) / (2 s), with the reservations of
    /// <see cref="MeanStandardError"/>.
    /// </summary>
    public double SdStandardError => Errors.Sd;

    /// <summary>
    /// How many independent draws from what is reported would know the mean as well, Stan's <c>ess</c>: (<see cref="Sd"/> / <see cref="MeanStandardError"/>)².
    /// NaN where there is no spread.
    /// </summary>
    public double EffectiveDraws => Math.Pow(Sd / Errors.Mean, 2);

    /// <summary>
    /// The tail shape k̂ of what the mean and the standard deviation are averages of, under importance weights: above
    /// <see cref="FitResult.KHatThreshold"/> they are not to be trusted. NaN where no weights are used.
    /// </summary>
    public double KHat => _kHat.Value;

    /// <summary>Equally weighted draws; draw k of one quantity belongs with draw k of every other. Corrected ones may repeat.</summary>
    public ReadOnlySpan<double> Draws => _draws.Value;

    /// <summary>The posterior quantile: linear interpolation between the sorted draws, the i-th of n (from 1) at (i − ½)/n, or by their weights.</summary>
    /// <param name="p">A probability between 0 and 1.</param>
    /// <returns>The quantile; the smallest or largest draw beyond the ends.</returns>
    public double Quantile(double p) => p >= 0 && p <= 1
        ? _quantiles.Value.At(p)
        : throw new ArgumentOutOfRangeException(nameof(p), FormattableString.Invariant($"{Name}.Quantile: p must be between 0 and 1, but was {p}."));

    /// <summary>The Monte-Carlo standard error of a quantile (Woodruff 1952), with the reservations of <see cref="MeanStandardError"/>.</summary>
    /// <param name="p">A probability between 0 and 1.</param>
    /// <returns>The standard error of <see cref="Quantile"/>; too small within a few draws of either end.</returns>
    public double QuantileStandardError(double p) => p >= 0 && p <= 1
        ? _quantiles.Value.StandardErrorAt(p)
        : throw new ArgumentOutOfRangeException(nameof(p), FormattableString.Invariant($"{Name}.QuantileStandardError: p must be between 0 and 1, but was {p}."));

    /// <summary>The posterior probability of at most <paramref name="x"/>, the inverse of <see cref="Quantile"/>.</summary>
    /// <param name="x">A value.</param>
    /// <returns>The probability; 0 below the smallest draw, 1 above the largest.</returns>
    public double Cdf(double x) => _quantiles.Value.Probability(x);

    // Some microseconds, and rarely asked for: not kept.
    private (double Mean, double Sd) Errors => MomentErrors.Of(_correction is null ? [] : _correction.Weights, _column.Value, Mean, Sd);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {TableNumber.Format(Mean, Sd)} ± {TableNumber.Format(Sd, Sd)}";
}
