using ProbDsl;
using Samples;

var model = new Mixture([-2.3, -1.1, -1.9, -2.8, -1.6, 1.4, 2.6, 1.7, 2.2, 3.0, 0.9]);
ExactPosterior exact = model.Exact();

// The same fit from other seeds, that is from other draws: on which hill does q alone end?
(double First, double Elbo)[] ends = [.. Enumerable.Range(1, 10).Select(seed =>
{
    FitResult fit = model.Fit(new FitOptions { Seed = (ulong)seed, Correct = false });
    return (fit.Approximation.Scalars[0].Mean, fit.Elbo);
})];
int left = ends.Count(e => e.First < 0);

return SampleOptions.Run(
    args,
    options => model.Fit(options.ToFitOptions()),
    fit => FormattableString.Invariant($"""
        Reverse KL picks one hill: of ten seeds {left} end with q's first mean at {ends.Where(e => e.First < 0).Average(e => e.First):0.00}, {ends.Length - left} at {ends.Where(e => e.First > 0).Average(e => e.First):0.00}. Each loses {exact.LogEvidence.Value - ends.Average(e => e.Elbo):0.000} nats:
        log 2 = {Math.Log(2):0.000} for the hill that is left out, and the rest for its shape. What the fit reports has both, by its importance weights:
        sd of first {fit.First.Sd:0.000}, exactly {exact.Scalars[0].Sd:0.000}, of q alone {fit.Approximation.Scalars[0].Sd:0.000}.
        """),
    () => exact,
    () => model,
    fit =>
    [
        ("gap", exact.LogEvidence.Value - fit.Elbo),
        ("endsOnTheLeft", left),
        ("ends", ends.Length),
        ("widestGapOfSeeds", exact.LogEvidence.Value - ends.Min(e => e.Elbo)),
        ("settled", fit.Verdict.Text.Contains("settled in one part", StringComparison.Ordinal) ? 1 : 0),
        ("shareOfSd", fit.Approximation.Scalars[0].Sd / exact.Scalars[0].Sd),
    ],
    ledger: Mixture.KlLedger);
