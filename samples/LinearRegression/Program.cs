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
            """);
    },
    () => new LinearRegression(boilingPoint, pressure).Exact());
