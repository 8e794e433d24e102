using Samples;

bool[] heads = [false, true, false, false, false, false, false, false, false, true];

// A Beta(1, 1) prior with 2 heads in 10 flips gives exactly Beta(3, 9); the compiler knows it too.
return SampleOptions.Run(
    args,
    options => new Coin(heads).Fit(options.ToFitOptions()),
    fit => FormattableString.Invariant(
        $"The exact posterior is Beta(3, 9): mean 0.250, sd 0.120. The fit says {fit.Chance.Mean:0.000} and {fit.Chance.Sd:0.000}."),
    () => new Coin(heads).Exact(),
    () => new Coin(heads),
    ledger: Coin.KlLedger);
