namespace ProbDsl;

/// <summary>The posterior of one scalar.</summary>
public sealed class ScalarPosterior
{
    private readonly Marginal _marginal;

    internal ScalarPosterior(string name, Marginal marginal) => (Name, _marginal) = (name, marginal);

    /// <summary>The scalar's name as in the source: <c>mu</c>, <c>theta[3]</c>.</summary>
    public string Name { get; }

    /// <summary>The posterior mean.</summary>
    public double Mean => _marginal.Mean;

    /// <summary>The posterior standard deviation.</summary>
    public double Sd => _marginal.Sd;

    /// <summary>
    /// The Monte-Carlo standard error of <see cref="Mean"/>, Stan's <c>mcse_mean</c>: √(Σ wᵢ² (xᵢ − m)²) for weights that sum to one (Owen 2013, section
    /// 9.2). That is for independent draws; those of a fit are evenly spread and err less. It means little where <see cref="KHat"/> is above the
    /// threshold, and where q's own numbers are reported it does not tell how far q is from the posterior.
    /// </summary>
    public double MeanStandardError => _marginal.Errors.Mean;

    /// <summary>
    /// The Monte-Carlo standard error of <see cref="Sd"/>, Stan's <c>mcse_sd</c>: √(Σ wᵢ² ((xᵢ − m)² − s²)²) / (2 s), with the reservations of
    /// <see cref="MeanStandardError"/>. That of chains also counts what the largest (xᵢ − m)² would add that were too rare to be drawn, by a Pareto tail; +∞ where that tail
    /// has no mean, so that no number of draws would know the standard deviation.
    /// </summary>
    public double SdStandardError => _marginal.Errors.Sd;

    /// <summary>
    /// How many independent draws from what is reported would know the mean as well, Stan's <c>ess</c>: (<see cref="Sd"/> / <see cref="MeanStandardError"/>)².
    /// NaN where there is no spread.
    /// </summary>
    public double EffectiveDraws => Math.Pow(Sd / _marginal.Errors.Mean, 2);

    /// <summary>
    /// The tail shape k̂ of what the mean and the standard deviation are averages of, under importance weights: above
    /// <see cref="FitResult.KHatThreshold"/> they are not to be trusted. NaN where no weights are used.
    /// </summary>
    public double KHat => _marginal.KHat;

    /// <summary>Equally weighted draws; draw k of one quantity belongs with draw k of every other. Corrected ones may repeat.</summary>
    public ReadOnlySpan<double> Draws => _marginal.Draws;

    /// <summary>The posterior quantile: linear interpolation between the sorted draws, the i-th of n (from 1) at (i − ½)/n, or by their weights.</summary>
    /// <param name="p">A probability between 0 and 1.</param>
    /// <returns>The quantile; the smallest or largest draw beyond the ends.</returns>
    public double Quantile(double p) => p >= 0 && p <= 1
        ? _marginal.Quantile(p)
        : throw new ArgumentOutOfRangeException(nameof(p), FormattableString.Invariant($"{Name}.Quantile: p must be between 0 and 1, but was {p}."));

    /// <summary>The Monte-Carlo standard error of a quantile (Woodruff 1952), with the reservations of <see cref="MeanStandardError"/>.</summary>
    /// <param name="p">A probability between 0 and 1.</param>
    /// <returns>The standard error of <see cref="Quantile"/>; too small within a few draws of either end.</returns>
    public double QuantileStandardError(double p) => p >= 0 && p <= 1
        ? _marginal.QuantileStandardError(p)
        : throw new ArgumentOutOfRangeException(nameof(p), FormattableString.Invariant($"{Name}.QuantileStandardError: p must be between 0 and 1, but was {p}."));

    /// <summary>The posterior probability of at most <paramref name="x"/>, the inverse of <see cref="Quantile"/>.</summary>
    /// <param name="x">A value.</param>
    /// <returns>The probability; 0 below the smallest draw, 1 above the largest.</returns>
    public double Cdf(double x) => _marginal.Cdf(x);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {TableNumber.Format(Mean, Sd)} ± {TableNumber.Format(Sd, Sd)}";
}
