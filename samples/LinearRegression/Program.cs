using ProbDsl;
using Samples;

// J. D. Forbes, 1857: boiling points of water in degrees Fahrenheit and pressures in inches of mercury, in the Alps and in Scotland.
double[] boilingPoint =
[
    194.5, 194.3, 197.9, 198.4, 199.4, 199.9, 200.9, 201.1, 201.4, 201.3, 203.6, 204.6, 209.5, 208.6, 210.7, 211.9, 212.2,
];
double[] pressure =
[
    20.79, 20.79, 22.40, 22.67, 23.15, 23.35, 23.89, 23.99, 24.02, 24.01, 25.14, 26.57, 28.49, 27.76, 29.04, 29.88, 30.06,
];
const int Odd = 11;

// With known noise everything is Gaussian: what a diagonal q loses has a formula.
double[] celsius = [.. boilingPoint.Select(f => (f - 32) / 1.8 - 80)], logPressure = [.. pressure.Select(p => 100 * Math.Log10(p))];
const double Noise = 0.4;
var line = new KnownNoise(celsius, logPressure, Noise);
FitResult fullRank = new KnownNoiseFullRank(celsius, logPressure, Noise).Fit();
var (exact, meanField) = (line.Exact(), line.Fit());
double fullRankGap = exact.LogEvidence.Value - fullRank.Elbo, meanFieldGap = exact.LogEvidence.Value - meanField.Elbo;
double correlation = Correlation(celsius), gapByFormula = -0.5 * Math.Log(1 - correlation * correlation);
double shrinkage = meanField.Approximation.Scalars[1].Sd / exact.Slope.Sd, shrinkageByFormula = Math.Sqrt(1 - correlation * correlation);

return SampleOptions.Run(
    args,
    options => new LinearRegression(boilingPoint, pressure).Fit(options.ToFitOptions()),
    fit =>
    {
        // The posterior predictive distribution of one measurement, back on the scale of the data.
        double[] repeated = [.. fit.Predict(4000).Select(x => Math.Pow(10, x.LogPressure[Odd] / 100)).Order()];
        int above = repeated.Count(p => p >= pressure[Odd]);
        return FormattableString.Invariant($"""
            At {boilingPoint[Odd]} °F the fit predicts a pressure from {repeated[200]:0.00} to {repeated[3800]:0.00} (90 %).
            Forbes read {pressure[Odd]:0.00} there, exceeded by {above} of 4,000 predictions: that reading is an outlier.

            With known noise and the intercept at 80 °C the two coefficients are correlated by {correlation:0.0000}. KL(q || posterior):
            full rank {Math.Abs(fullRankGap):0.000000}, mean field {meanFieldGap:0.000000}; theory says -½ log(1 - ρ²) = {gapByFormula:0.000000}.
            The mean field's standard deviations are {shrinkage:0.000000} of the exact ones; theory says √(1 - ρ²) = {shrinkageByFormula:0.000000}.
            """);
    },
    () => new LinearRegression(boilingPoint, pressure).Exact(),
    () => new LinearRegression(boilingPoint, pressure),
    fit =>
    [
        ("fullRankGap", fullRankGap),
        ("meanFieldGap", meanFieldGap),
        ("meanFieldFormula", gapByFormula),
        ("shrinkage", shrinkage),
        ("shrinkageFormula", shrinkageByFormula),
    ],
    ledger: LinearRegression.KlLedger);

// Of intercept and slope: minus the off-diagonal of the precision by the root of the diagonal's product, whose entries are n, Σx and Σx² by the noise, and the priors'.
static double Correlation(double[] x)
{
    double ones = x.Length / (Noise * Noise) + 1e-4, both = x.Sum() / (Noise * Noise), squares = x.Sum(v => v * v) / (Noise * Noise) + 1e-2;
    return -both / Math.Sqrt(ones * squares);
}
