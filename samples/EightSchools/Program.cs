using Samples;

double[] effect = [28, 8, -3, 7, -1, 1, 18, 12];
double[] standardError = [15, 10, 16, 11, 9, 11, 10, 18];

return SampleOptions.Run(
    args,
    options => new EightSchools(effect, standardError).Fit(options.ToFitOptions()),
    fit =>
    {
        int best = fit.Predict(4000).Count(school => school.Effect[0] == school.Effect.Max());
        return FormattableString.Invariant($"""
            School 0 measured 28; pooled with the others its effect is {fit.Theta[0].Mean:0.0} ± {fit.Theta[0].Sd:0.0}.
            In {best / 40.0:0} % of 4,000 simulated repetitions of the study it comes first again; by chance alone: 12.5 %.
            """);
    },
    () => new EightSchools(effect, standardError).Exact(),
    () => new EightSchools(effect, standardError),
    ledger: EightSchools.KlLedger);
