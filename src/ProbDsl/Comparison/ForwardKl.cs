using System.Globalization;

namespace ProbDsl;

/// <summary>KL(posterior ‖ q), the direction that no fit by ELBO minimises: by which way it is had, or why it is not.</summary>
/// <param name="Value">In nats; null where it is not known.</param>
/// <param name="Source">The way; where there is none, the reason, to be read after "not known: ".</param>
internal sealed record ForwardKl(Estimate? Value, string Source)
{
    private const string ByWeights = "by importance weights";
    private const string ByDraws = "by exact draws";

    // A standard error of a hundredth of the spread of log p/q.
    private const int Draws = 1 << 13;

    // Of a dense Cholesky factor.
    private const int LargestDense = 512;

    public static ForwardKl Of(FitResult fit, Posterior truth, Estimate logEvidence)
        => fit.Reported == ReportedPosterior.Exact ? new(new Estimate(0, 0), "q is the posterior")
            : truth is not ExactPosterior exact ? OfWeights(fit, logEvidence)
            : OfGaussians(fit, exact) is double gaussian ? new(new Estimate(gaussian, 0), "closed form")
            : OfExact(fit, exact, logEvidence);

    // Without a draw, else by exact draws, else by the weights; where none is to be had, every reason.
    private static ForwardKl OfExact(FitResult fit, ExactPosterior exact, Estimate logEvidence)
    {
        (double? kl, string reason) = exact.KlTo(fit.Program);
        if (kl is { } known)
        {
            // Of an average that does not exist draws would give any number.
            return double.IsInfinity(known) ? new(null, reason) : new(new Estimate(known, exact.LogEvidence.StandardError), exact.Nodes == 1 ? "closed form" : "by quadrature");
        }

        (Estimate? drawn, string ofDraws) = OfDraws(fit, exact);
        if (drawn is not null)
        {
            return new(drawn, ByDraws);
        }

        ForwardKl weighted = OfWeights(fit, logEvidence);
        return weighted.Value is not null ? weighted : new(null, $"{reason}; {ofDraws}; {weighted.Source}");
    }

    /// <summary>½ (tr(S⁻¹Σ) + δᵀS⁻¹δ − n + log det S − log det Σ) for N(μ, Σ) and q = N(m, S), δ = μ − m: the rows of a root of S⁻¹ are linear functions of the latents.</summary>
    private static double? OfGaussians(FitResult fit, ExactPosterior exact)
    {
        if (exact.Gaussian() is not { } law || law.Scalars.Length > LargestDense || fit.Program.Affine(law.Scalars) is not var (mean, root))
        {
            return null;
        }

        int n = law.Scalars.Length;
        if (!Cholesky.TryFactor(root, n))
        {
            return null;
        }

        double[] inverse = Cholesky.InverseTransposed(root, n), difference = [.. law.Mean.Zip(mean, (x, y) => x - y)];
        double squares = 0;
        for (int j = 0; j < n; j++)
        {
            // Row j of C⁻¹ is column j of what is kept.
            double[] row = new double[n];
            for (int i = 0; i <= j; i++)
            {
                row[i] = inverse[i * n + j];
            }

            double shift = VectorMath.Dot(row, difference);
            squares += law.Variance(row) + shift * shift - 1;
        }

        return 0.5 * squares + Cholesky.LogDeterminant(root, n) - law.LogDeterminant;
    }

    /// <summary>
    /// Under the weights E (log r + 1/r − 1), r = p(u | x)/q(u): E 1/r = 1, so that it is E log r, but no summand is negative, and an error of log p(x) enters in second
    /// order alone. Where 1/r has a long tail, E log r as it is.
    /// </summary>
    private static ForwardKl OfWeights(FitResult fit, Estimate logEvidence)
    {
        if (fit.Reported != ReportedPosterior.Corrected)
        {
            return new(null, fit.Record.Correction is null ? "there are no importance weights" : "the importance weights are not trusted");
        }

        Correction correction = fit.Record.Correction!;
        if (fit.Program.LogRatios(correction.Draws) is not { } ratios)
        {
            return new(null, "the density of q at the weighted draws is not kept");
        }

        double[] logs = Array.ConvertAll(ratios, r => r - logEvidence.Value);
        Estimate? found = Average(correction, Array.ConvertAll(logs, log => log + ProbMath.Expm1(-log)), 0) ?? Average(correction, logs, logEvidence.StandardError);
        return found is null ? new(null, "its average hangs on a few draws from the tails") : new(found, ByWeights);
    }

    // E log r over independent draws; null where its tail makes too much of it.
    private static (Estimate? Value, string Reason) OfDraws(FitResult fit, ExactPosterior exact)
    {
        if (fit.Program.LogRatios(exact.Points(Draws, seed: 1), exact.Route.Standardised) is not { } ratios || !VectorMath.AllFinite(ratios))
        {
            return (null, "q has no density that can be evaluated at exact draws");
        }

        var mean = Estimate.Of(ratios);
        WeightedSample equal = WeightedSample.Create(new double[ratios.Length], out _)!;
        return equal.TailShape(Array.ConvertAll(ratios, r => r - mean.Value)) < equal.Smoothing.Threshold ? (mean with { Value = mean.Value - exact.LogEvidence.Value }, "")
            : (null, "its average over exact draws hangs on a few from the tails");
    }

    // With its standard error by the delta method, to which that of a constant is added; null where the tails make too much of it.
    private static Estimate? Average(Correction correction, double[] values, double further)
    {
        ReadOnlySpan<double> weights = correction.Weights;
        double mean = 0, squares = further * further;
        for (int i = 0; i < values.Length; i++)
        {
            // A draw of no weight may lie where the density is zero.
            values[i] = weights[i] > 0 ? values[i] : 0;
            mean += weights[i] * values[i];
        }

        for (int i = 0; i < values.Length; i++)
        {
            double error = weights[i] * (values[i] - mean);
            squares += error * error;
        }

        return double.IsFinite(mean) && correction.MeanTailShape(values, mean) < correction.Smoothing.Threshold ? new Estimate(mean, Math.Sqrt(squares)) : null;
    }

    public override string ToString() => Value is not { } known ? $"KL(posterior || q) not known: {Source}"
        : string.Create(CultureInfo.InvariantCulture, $"KL(posterior || q) = {Number(known.Value)}{(Source is ByWeights or ByDraws ? $" ± {known.StandardError:0.0e0}" : "")} ({Source})");

    public static string Number(double nats) => nats.ToString("0.000000;-0.000000;0.000000", CultureInfo.InvariantCulture);
}
