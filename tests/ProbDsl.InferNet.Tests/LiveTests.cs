using Xunit.Abstractions;

namespace ProbDsl.InferNet.Tests;

/// <summary>The emitted programs, compiled and run by Infer.NET.</summary>
public sealed class LiveTests(ITestOutputHelper output)
{
    [LiveTheory]
    [InlineData("beta_bernoulli", InferNetAccuracy.Exact)]
    [InlineData("gaussian_mean", InferNetAccuracy.Exact)]
    [InlineData("linreg_known_noise", InferNetAccuracy.Exact)]
    [InlineData("linreg_known_noise, scalars", InferNetAccuracy.Exact)]
    [InlineData("hierarchical_groups", InferNetAccuracy.Exact)]
    [InlineData("gamma_poisson", InferNetAccuracy.Exact)]
    [InlineData("kalman_chain", InferNetAccuracy.Exact)]
    [InlineData("trueskill_1v1", InferNetAccuracy.Moments)]
    public void ExactTwin_IsThePosterior(string name, InferNetAccuracy accuracy)
    {
        InferNetPosterior twin = Case.All[name].Twin(InferNetAlgorithm.ExpectationPropagation);
        Assert.Null(twin.Reason);
        Assert.Equal((accuracy, EvidenceKind.Exact), (twin.Accuracy, twin.EvidenceKind));
        AssertMoments(Case.RecordedOf(name).Exact, twin, name);
    }

    [LiveTheory]
    [InlineData("gaussian_mean_precision")]
    [InlineData("probit_classification")]
    public void ApproximateTwin_SaysSo_AndIsWhatWasRecorded(string name)
    {
        InferNetPosterior twin = Case.All[name].Twin(InferNetAlgorithm.ExpectationPropagation);
        Assert.Null(twin.Reason);
        Assert.Equal((InferNetAccuracy.Approximate, EvidenceKind.Approximate), (twin.Accuracy, twin.EvidenceKind));
        AssertMoments(Case.RecordedOf(name).ExpectationPropagation, twin, name);
    }

    [LiveTheory]
    [InlineData("beta_bernoulli", true)]
    [InlineData("gaussian_mean", true)]
    [InlineData("gaussian_mean_precision", false)]
    [InlineData("linreg_known_noise", true)]
    [InlineData("hierarchical_groups", false)]
    [InlineData("gamma_poisson", true)]
    [InlineData("probit_classification", false)]
    public void MeanFieldTwin_IsWhatWasRecorded_AndABound(string name, bool isExact)
    {
        InferNetPosterior twin = Case.All[name].Twin(InferNetAlgorithm.VariationalMessagePassing);
        Assert.Null(twin.Reason);
        Assert.Equal((isExact, isExact ? EvidenceKind.Exact : EvidenceKind.LowerBound), (twin.IsExact, twin.EvidenceKind));
        AssertMoments(Case.RecordedOf(name).VariationalMessagePassing!, twin, name);
        Assert.True(twin.LogEvidence.Value <= Case.RecordedOf(name).Exact.LogEvidence + 1e-9);
    }

    // What the recorded runs agree to with closed forms, and with themselves when their iterations are doubled.
    private const double Tolerance = 1e-9;

    private void AssertMoments(Moments expected, InferNetPosterior twin, string name)
    {
        double worst = Math.Abs(twin.LogEvidence.Value - expected.LogEvidence) / Math.Max(1, Math.Abs(expected.LogEvidence));
        for (int k = 0; k < expected.Scalars.Length; k++)
        {
            (double mean, double variance) = expected.Scalars[k];
            worst = Math.Max(worst, Math.Abs(twin.Scalars[k].Mean - mean) / Math.Max(1, Math.Abs(mean)));
            worst = Math.Max(worst, Math.Abs(Math.Pow(twin.Scalars[k].Sd, 2) - variance) / Math.Max(1, variance));
        }

        output.WriteLine(FormattableString.Invariant($"{name}: {twin.Algorithm}, {twin.Accuracy}, largest error {worst:0.0e+0}"));
        Assert.True(worst <= Tolerance, FormattableString.Invariant($"{name}: {worst:0.0e+0} from what was recorded.\n{twin}"));
    }
}
