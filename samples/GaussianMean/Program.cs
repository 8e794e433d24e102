using ProbDsl;
using Samples;

// H. Cavendish, 1798: the density of the earth by the density of water, the last ten of his twenty-nine measurements.
var model = new GaussianMean([5.29, 5.44, 5.34, 5.79, 5.10, 5.27, 5.39, 5.42, 5.47, 5.63], noise: 0.2);
ExactPosterior exact = model.Exact();

return SampleOptions.Run(
    args,
    options => model.Fit(options.ToFitOptions()),
    fit =>
    {
        (double gap, double cosine) = (exact.LogEvidence.Value - fit.Elbo, fit.Balance.Cosine);
        return FormattableString.Invariant($"""
            The posterior is a Gaussian and so is q: nothing is lost, and log p(x) = {exact.LogEvidence.Value:0.000000} is the ELBO but for {Math.Abs(gap):0e0} nats of rounding.
            ELBO = reconstruction - KL, and at the optimum the gradients of the two balance: norms {fit.Balance.ReconstructionNorm:0.0000} and {fit.Balance.KlNorm:0.0000},
            the cosine of the angle between the pull of the data and that of the prior {cosine:0.000000}.
            """);
    },
    () => exact,
    () => model,
    fit =>
    [
        ("gap", exact.LogEvidence.Value - fit.Elbo),
        ("balanceCosine", fit.Balance.Cosine),
        ("normRatio", fit.Balance.ReconstructionNorm / fit.Balance.KlNorm),
    ],
    ledger: GaussianMean.KlLedger);
