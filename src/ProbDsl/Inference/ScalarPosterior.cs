namespace ProbDsl;

/// <summary>The fitted posterior of one scalar, summarised from draws.</summary>
public sealed class ScalarPosterior
{
    private readonly Lazy<QuantileFunction> _quantiles;
    private readonly Lazy<double[]> _draws;
    private readonly Lazy<double> _kHat;

    /// <summary>From the draws of a quadrature of q, equally weighted.</summary>
    internal ScalarPosterior(string name, double[] draws)
    {
        Name = name;

        // The draws are a quadrature of q, not a random sample of it: no correction of the divisor.
        (Mean, Sd, LargestShare) = ColumnMoments.Of(draws);
        _quantiles = new Lazy<QuantileFunction>(() => new QuantileFunction(draws, []));
        _draws = new Lazy<double[]>(draws);
        _kHat = new Lazy<double>(double.NaN);
    }

    /// <summary>From a column of weighted draws.</summary>
    internal ScalarPosterior(string name, int scalar, Correction correction)
    {
        Name = name;
        TableMoments moments = correction.Moments;
        (Mean, Sd, LargestShare) = (moments.Mean[scalar], moments.Sd[scalar], moments.LargestShare[scalar]);
        var column = new Lazy<double[]>(() => correction.Draws.Values.Column(scalar));
        _quantiles = new Lazy<QuantileFunction>(() => new QuantileFunction(column.Value, correction.Weights));
        _draws = new Lazy<double[]>(() => Array.ConvertAll(correction.Resampled, k => correction.Draws.Values.At(k, scalar)));
        _kHat = new Lazy<double>(() => correction.TailShape(column.Value, Mean));
    }

    /// <summary>The scalar's name as in the source: <c>mu</c>, <c>theta[3]</c>.</summary>
    public string Name { get; }

    /// <summary>The posterior mean.</summary>
    public double Mean { get; }

    /// <summary>The posterior standard deviation.</summary>
    public double Sd { get; }

    /// <summary>
    /// The tail shape k̂ of what the mean and the standard deviation are averages of, under importance weights: above
    /// <see cref="FitResult.KHatThreshold"/> they are not to be trusted. NaN where no weights are used.
    /// </summary>
    public double KHat => _kHat.Value;

    /// <summary>How much of the variance the one draw makes that makes most of it; 0 where there is no variance.</summary>
    internal double LargestShare { get; }

    /// <summary>Equally weighted draws; draw k of one quantity belongs with draw k of every other. Corrected ones may repeat.</summary>
    public ReadOnlySpan<double> Draws => _draws.Value;

    /// <summary>The posterior quantile: linear interpolation between the sorted draws, the i-th of n (from 1) at (i − ½)/n, or by their weights.</summary>
    /// <param name="p">A probability between 0 and 1.</param>
    /// <returns>The quantile; the smallest or largest draw beyond the ends.</returns>
    public double Quantile(double p) => p >= 0 && p <= 1
        ? _quantiles.Value.At(p)
        : throw new ArgumentOutOfRangeException(nameof(p), FormattableString.Invariant($"{Name}.Quantile: p must be between 0 and 1, but was {p}."));

    /// <summary>The posterior probability of at most <paramref name="x"/>, the inverse of <see cref="Quantile"/>.</summary>
    /// <param name="x">A value.</param>
    /// <returns>The probability; 0 below the smallest draw, 1 above the largest.</returns>
    public double Cdf(double x) => _quantiles.Value.Probability(x);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {TableNumber.Format(Mean, Sd)} ± {TableNumber.Format(Sd, Sd)}";
}
