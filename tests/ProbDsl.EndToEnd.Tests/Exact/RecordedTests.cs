namespace ProbDsl.EndToEnd.Tests.Exact;

/// <summary>The exact twin against posteriors recorded elsewhere.</summary>
public class RecordedTests
{
    private static readonly Dictionary<string, (ExactPosterior Exact, Recorded Recorded)> s_closed = new()
    {
        ["Coin"] = (Studies.Coin.Exact(), Recorded.Coin),
        ["GaussianMean"] = (Studies.GaussianMean.Exact(), Recorded.GaussianMean),
        ["Groups"] = (Studies.Groups.Exact(), Recorded.Groups),
        ["KalmanChain"] = (Studies.KalmanChain.Exact(), Recorded.KalmanChain),
        ["LinearGaussian"] = (Studies.LinearGaussian.Exact(), Recorded.LinearGaussian),
        ["Regression"] = (Studies.Regression.Exact(), Recorded.Regression),
        ["Counts"] = (Studies.Counts.Exact(), Recorded.Counts),
        ["NormalGamma"] = (Studies.NormalGamma.Exact(), Recorded.NormalGamma),
        ["MeanAndPrecision"] = (Studies.MeanAndPrecision.Exact(), Recorded.MeanAndPrecision),
        ["RegressionWithPrecision"] = (Studies.RegressionWithPrecision.Exact(), Recorded.RegressionWithPrecision),
        ["TwoPlayers"] = (Studies.TwoPlayers.Exact(), Recorded.TwoPlayers),
        ["Probit"] = (Studies.Probit.Exact(), Recorded.Probit),
        ["LogisticRegression"] = (Studies.LogisticRegression.Exact(), Recorded.LogisticRegression),
        ["PoissonRegression"] = (Studies.PoissonRegression.Exact(), Recorded.PoissonRegression),
        ["Clutter"] = (Studies.Clutter.Exact(), Recorded.Clutter),
    };

    public static TheoryData<string> Names => [.. s_closed.Keys];

    // The recorded quadratures change by less than 3e-11 on a finer grid; closed forms agree to rounding.
    [Theory]
    [MemberData(nameof(Names))]
    public void Exact_AgreesWithTheRecord(string name)
    {
        (ExactPosterior exact, Recorded recorded) = s_closed[name];
        Assert.Equal(recorded.LogEvidence, exact.LogEvidence.Value, 1e-9 * Math.Abs(recorded.LogEvidence));
        Assert.Equal(recorded.Moments.Length, exact.Scalars.Count);
        for (int i = 0; i < recorded.Moments.Length; i++)
        {
            (double mean, double variance) = recorded.Moments[i];
            Assert.Equal(mean, exact.Scalars[i].Mean, 1e-9 * Math.Max(Math.Abs(mean), Math.Sqrt(variance)));
            Assert.Equal(variance, exact.Scalars[i].Sd * exact.Scalars[i].Sd, 1e-9 * variance);
        }
    }

    // The loadings alone are recorded. There are two modes, one the mirror image of the other, far apart, on a grid of three axes that cannot be halved as
    // often as one would like: what it says of its own error bounds that of the evidence, and, being of the same rule, that of the moments.
    [Fact]
    public void PrincipalComponent_HasBothModes()
    {
        ExactPosterior exact = Studies.PrincipalComponent.Exact();
        double error = exact.LogEvidence.StandardError;
        Assert.InRange(error, 0, 1e-4);
        Assert.Equal(Recorded.PrincipalComponent.LogEvidence, exact.LogEvidence.Value, error);
        for (int d = 0; d < 3; d++)
        {
            Assert.Equal(0, exact.Scalars[d].Mean, error);
            Assert.Equal(Recorded.PrincipalComponent.Moments[d].Variance, Math.Pow(exact.Scalars[d].Sd, 2), error);
        }
    }
}
