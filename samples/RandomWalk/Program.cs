using ProbDsl;
using Samples;

// The discharge of the Nile at Aswan in 10⁸ m³, 1871 to 1900 (G. W. Cobb, 1978).
double[] nile =
[
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840,
];
const double StepSd = 40, Noise = 120;

var exact = new RandomWalk(nile, StepSd, Noise).Exact();
FitResult fullRank = new FullRankWalk(nile, StepSd, Noise).Fit();
((double Mean, double Sd)[] levels, double logEvidence) = Kalman.Smooth(nile, (900, 300), StepSd, Noise);
double worst = levels.Select((level, t) => Math.Max(Math.Abs(level.Mean - exact.Level[t].Mean), Math.Abs(level.Sd - exact.Level[t].Sd)) / level.Sd).Max();
double formula = PrecisionMatrix.MeanFieldGap(nile.Length, 300, StepSd, Noise);

return SampleOptions.Run(
    args,
    options => new RandomWalk(nile, StepSd, Noise).Fit(options.ToFitOptions()),
    fit => FormattableString.Invariant($"""
        Kalman's filter and smoother agree with the exact posterior to {worst:0e0} standard deviations, in log evidence to {Math.Abs(logEvidence - exact.LogEvidence.Value):0e0}.
        KL(q || posterior): full rank {Math.Abs(exact.LogEvidence.Value - fullRank.Elbo):0.000000}, mean field {exact.LogEvidence.Value - fit.Elbo:0.000000}; theory says ½ (Σ log Λᵢᵢ − log det Λ) = {formula:0.000000} for a diagonal q.
        """),
    () => exact,
    () => new RandomWalk(nile, StepSd, Noise),
    fit =>
    [
        ("kalmanError", worst),
        ("kalmanEvidenceError", Math.Abs(logEvidence - exact.LogEvidence.Value)),
        ("fullRankGap", exact.LogEvidence.Value - fullRank.Elbo),
        ("meanFieldGap", exact.LogEvidence.Value - fit.Elbo),
        ("meanFieldFormula", formula),
    ],
    ledger: RandomWalk.KlLedger);
