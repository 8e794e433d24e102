using Xunit.Abstractions;

namespace ProbDsl.InferNet.Tests;

/// <summary>Exact twins and fits against posteriors that were recorded: what can be checked without Infer.NET.</summary>
public sealed class RecordedTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. Case.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ExactTwin_IsWhatWasRecorded(string name)
    {
        Moments expected = Case.RecordedOf(name).Exact;
        ExactPosterior exact = Case.All[name].Exact();
        double worst = Math.Abs(exact.LogEvidence.Value - expected.LogEvidence) / Math.Max(1, Math.Abs(expected.LogEvidence));
        for (int k = 0; k < expected.Scalars.Length; k++)
        {
            (double mean, double variance) = expected.Scalars[k];
            worst = Math.Max(worst, Math.Abs(exact.Scalars[k].Mean - mean) / Math.Max(1, Math.Abs(mean)));
            worst = Math.Max(worst, Math.Abs(Math.Pow(exact.Scalars[k].Sd, 2) - variance) / Math.Max(1, variance));
        }

        output.WriteLine(FormattableString.Invariant($"{name}: largest error {worst:0.0e+0}"));

        // The recorded numbers agree with closed forms to 1e-9; quadratures err by less than 3e-11 of their own.
        Assert.True(worst <= 1e-9, FormattableString.Invariant($"{name}: {worst:0.0e+0} from what was recorded."));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_IsWhatWasRecorded_WithinItsOwnErrors(string name)
    {
        Moments expected = Case.RecordedOf(name).Exact;
        FitResult fit = Case.All[name].Fit();
        double worst = Math.Abs(fit.LogEvidence.Value - expected.LogEvidence) / (fit.LogEvidence.StandardError + Floor);
        for (int k = 0; k < expected.Scalars.Length; k++)
        {
            (double mean, double variance) = expected.Scalars[k];
            worst = Math.Max(worst, Math.Abs(fit.Scalars[k].Mean - mean) / (fit.Scalars[k].MeanStandardError + Floor));
            worst = Math.Max(worst, Math.Abs(fit.Scalars[k].Sd - Math.Sqrt(variance)) / (fit.Scalars[k].SdStandardError + Floor));
        }

        output.WriteLine(FormattableString.Invariant($"{name}: {worst:0.0} standard errors; {expected.Distance(fit)}"));

        // Five standard errors of a seeded run; the chance that one of some fifty numbers lies beyond is 3e-5.
        Assert.True(worst <= 5, FormattableString.Invariant($"{name}: {worst:0.0} standard errors from what was recorded."));
    }

    // Where q is the posterior its weights are all alike and the standard error is rounding: what the optimiser's tolerance leaves.
    private const double Floor = 1e-6;
}
