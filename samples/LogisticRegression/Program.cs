using Samples;

LogisticRegression? model = null;

return SampleOptions.Run(
    args,
    options =>
    {
        Wells wells = Wells.Simulate(options.Quick ? 300 : 3020, options.Seed);
        model = new LogisticRegression(wells.X, wells.Switched);
        return model.Fit(options.ToFitOptions());
    },
    fit =>
    {
        int inside = Enumerable.Range(0, 4).Count(k => Math.Abs(fit.Weight[k].Mean - Wells.Weight[k]) < 2 * fit.Weight[k].Sd);
        return FormattableString.Invariant($"""
            The data were simulated with intercept 0.4 and weights 0.5, -0.9, 0.2, -0.1: {inside} of the 4 weights lie within two
            standard deviations. 100 m more to walk multiplies the odds of switching by {Math.Exp(fit.Weight[1].Mean):0.00}.
            """);
    },
    () => model!.Reference(),
    () => model!,
    ledger: LogisticRegression.KlLedger);
