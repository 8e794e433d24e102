namespace ProbDsl;

/// <summary>One scalar of a fit beside the same scalar of an exact or a reference posterior.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MeanError">The fit's mean less the true one, in true standard deviations; for a number without a spread, as it is.</param>
/// <param name="SdRatio">The fit's standard deviation over the true one; NaN for a number without a spread.</param>
/// <param name="Wasserstein">The 1-Wasserstein distance ∫ |F⁻¹(p) − G⁻¹(p)| dp between the two, in true standard deviations; from 200 quantiles. NaN for a number without a spread.</param>
/// <param name="Coverage50">The true probability of the fit's central 50 % interval; NaN for a number without a spread.</param>
/// <param name="Coverage90">The true probability of the fit's central 90 % interval; NaN for a number without a spread.</param>
public sealed record ScalarComparison(string Name, double MeanError, double SdRatio, double Wasserstein, double Coverage50, double Coverage90)
{
    private const int Quantiles = 200;

    /// <summary>Whether the truth is a number without a spread, as the probability of a state is where nothing else is unknown: there is no scale to measure by but its own.</summary>
    public bool IsNumber { get; private init; }

    internal static ScalarComparison Of(ScalarPosterior fitted, ScalarPosterior truth)
    {
        if (truth.Sd == 0)
        {
            return new ScalarComparison(fitted.Name, fitted.Mean - truth.Mean, double.NaN, double.NaN, double.NaN, double.NaN) { IsNumber = true };
        }

        double distance = 0;
        for (int k = 0; k < Quantiles; k++)
        {
            double p = (k + 0.5) / Quantiles;
            distance += Math.Abs(fitted.Quantile(p) - truth.Quantile(p)) / Quantiles;
        }

        return new ScalarComparison(
            fitted.Name, (fitted.Mean - truth.Mean) / truth.Sd, fitted.Sd / truth.Sd, distance / truth.Sd, Coverage(0.25), Coverage(0.05));

        double Coverage(double tail) => truth.Cdf(fitted.Quantile(1 - tail)) - truth.Cdf(fitted.Quantile(tail));
    }
}
