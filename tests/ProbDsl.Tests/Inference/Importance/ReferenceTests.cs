namespace ProbDsl.Tests.Inference.Importance;

/// <summary>
/// Values computed in 50 digits by reference.py in this folder, which was written from the published formulas and shares no code with the
/// library. The tolerances are for rounding: sums of some fifty terms, of which the likelihood's enter an exponential.
/// </summary>
public class ReferenceTests
{
    [Fact]
    public void HeavyExcesses() => Check(
        40, i => 3 * Math.Log(i) - 2 * Math.Log(41 - i), 3.8426986463635533693, 2.5146093105070177274);

    [Fact]
    public void NearlyExponentialExcesses() => Check(
        50, i => Math.Log(i / 10.0 + Math.Pow(i, 4) / 1000000), -0.31162619494249525382, 5.0475938481963736102);

    [Fact]
    public void BoundedExcesses() => Check(30, i => Math.Log(i / (i + 5.0)), -2.2569191606967514334, 1.9426684695115726015);

    [Fact]
    public void ExcessesBeyondTheRangeOfADouble() => Check(60, i => 35 * i, 604.46838835868228694, 2.4108534635882304342e+230);

    [Fact]
    public void Smoothing()
    {
        double[] logWeights = [.. Enumerable.Range(0, 100).Select(i => Math.Pow(37 * i % 101, 2) / 2000)];
        ParetoSmoothingResult result = ParetoSmoothing.Smooth(logWeights, new ParetoWorkspace());
        Assert.Equal(0.035797788221080804372, result.Shape, 1e-13);
        Assert.Equal(2.9215769436278728185, result.LogMeanWeight, 1e-13);
        Assert.Equal(24.025968867051934043, 1 / logWeights.Sum(v => Math.Exp(2 * v)), 1e-11);
        Assert.Equal(20, result.TailLength);
        double[] sorted = [.. logWeights.Order()];
        Assert.Equal(-2.5267471296159641865, sorted[^1], 1e-13);
        Assert.Equal(-2.5267471296159641865, sorted[^2], 1e-13);
        Assert.Equal(-2.5864402462248694065, sorted[^3], 1e-13);
        Assert.Equal(-4.273078624638390443, sorted[^20], 1e-13);
        Assert.Equal(-7.5267471296159641865, logWeights[0], 1e-13);
        Assert.Equal(-2.5267471296159641865, logWeights[30], 1e-13);
        Assert.Equal(-7.5262471296159641865, logWeights[71], 1e-13);
    }

    private static void Check(int count, Func<int, double> logExcess, double shape, double scale)
    {
        GeneralizedPareto fit = ZhangStephens.Fit([.. Enumerable.Range(1, count).Select(logExcess)], new ParetoWorkspace());
        Assert.Equal(shape, fit.Shape, 1e-12 * Math.Abs(shape));
        Assert.Equal(Math.Log(scale), fit.LogScale, 1e-12 * Math.Max(1, Math.Abs(Math.Log(scale))));
    }
}
