using ProbDsl.EndToEnd.Tests.Exact;

namespace ProbDsl.EndToEnd.Tests.Reference;

/// <summary>NUTS against exact posteriors where some moments have no standard error of their own: what has one is compared.</summary>
public class InvariantTests
{
    private static readonly ulong[] s_seeds = [20260101, 1, 2];

    public static TheoryData<ulong> Seeds => [.. s_seeds];

    // The tails fall like x⁻⁴: x² has a mean and no variance, so that the draws' standard deviation has no standard error. Quantiles have one, and log(1 + x²) all moments.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void PowerTails_HaveTheirQuantiles(ulong seed)
    {
        var exact = new HeavyTail([3.0]).Exact();
        var reference = new HeavyTail([3.0]).Reference(new ReferenceOptions { Seed = seed });
        Assert.True(reference.IsReference, reference.Verdict);
        foreach (double p in new[] { 0.05, 0.25, 0.5, 0.75, 0.95 })
        {
            FourErrors.Hold($"{p} quantile", exact.Mu.Sd, exact.Mu.Quantile(p), reference.Mu.Quantile(p), reference.Mu.QuantileStandardError(p));
        }

        Assert.Equal(0, exact.LogSize.MeanStandardError);
        FourErrors.Hold("mean", exact.LogSize.Sd, exact.LogSize.Mean, reference.LogSize.Mean, reference.LogSize.MeanStandardError);
    }

    // The square of log(1 + x²) falls like e^(−3√s): by its largest draws its tail may look as if it had no variance, and the standard error of the standard deviation is then infinite.
    [Fact]
    public void PowerTails_HaveTheStandardDeviationOfTheirLogarithm()
    {
        ScalarPosterior exact = new HeavyTail([3.0]).Exact().LogSize;
        ScalarPosterior[] known = [.. s_seeds.Select(seed => new HeavyTail([3.0]).Reference(new ReferenceOptions { Seed = seed }).LogSize).Where(x => double.IsFinite(x.SdStandardError))];
        Assert.InRange(known.Length, 2, 3);
        Assert.All(known, x => FourErrors.Hold("sd", exact.Sd, exact.Sd, x.Sd, x.SdStandardError));
    }

    // (w, z) and (−w, −z) are as likely, and no chain passes between the two: their means are not known, which is said. What is the same in both hills is known from
    // chains in either: E wᵢ² and E zⱼ² are the exact variances, the means being 0, and E wᵢzⱼ the exact covariances.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void MirroredHills_AreRefused_AndTheirInvariantsRight(ulong seed)
    {
        var exact = Studies.PrincipalComponent.Exact();
        var reference = Mirrored.Reference(new ReferenceOptions { Seed = seed });
        Assert.False(reference.IsReference);
        Assert.Contains("the chains disagree on", reference.Verdict, StringComparison.Ordinal);
        for (int d = 0; d < 3; d++)
        {
            ScalarPosterior w = exact.W[d];
            Near(w.Sd * w.Sd, reference.SquaredW[d]);

            // P(w² ≤ x) = F(√x) − F(−√x), whose value at the draws' quantile is that of the quantiles four standard errors to either side, or between.
            (double quantile, double error) = (reference.SquaredW[d].Quantile(0.9), reference.SquaredW[d].QuantileStandardError(0.9));
            double Below(double x) => w.Cdf(Math.Sqrt(x)) - w.Cdf(-Math.Sqrt(x));
            Assert.InRange(error, 0, 0.1 * quantile);
            Assert.InRange(0.9, Below(quantile - 4 * error), Below(quantile + 4 * error));
        }

        for (int n = 0; n < 8; n++)
        {
            Near(exact.Z[n].Sd * exact.Z[n].Sd, reference.SquaredZ[n]);
            for (int d = 0; d < 3; d++)
            {
                Near(exact.Covariance(exact.W[d], exact.Z[n]), reference.Product[n, d]);
            }
        }
    }

    private static MirroredComponent Mirrored
        => new(new[,] { { 1.1, 0.7, -0.4 }, { -0.9, -0.8, 0.9 }, { 0.3, 0.6, 0.1 }, { 2.2, 1.0, -1.3 }, { -1.6, -1.2, 0.5 }, { 0.2, -0.3, 0.4 }, { -0.4, 0.1, -0.6 }, { 1.0, 1.3, -1.0 } });

    private static void Near(double expected, ScalarPosterior found) => FourErrors.Hold(found.Name, found.Sd, expected, found.Mean, found.MeanStandardError);
}

/// <summary>The principal component with what does not change where all signs do.</summary>
[ProbabilisticModel]
public sealed partial class MirroredComponent(double[,] x)
{
    int Rows => x.GetLength(0);

    int Columns => x.GetLength(1);

    [Prior] Normal W([Plate(nameof(Columns))] int d) => new(0, 1);

    [Prior] Normal Z([Plate(nameof(Rows))] int n) => new(0, 1);

    [Likelihood] Normal X(int n, int d, double[] w, double[] z) => new(w[d] * z[n], Math.Sqrt(0.3));

    [Derived] double SquaredW([Plate(nameof(Columns))] int d, double[] w) => w[d] * w[d];

    [Derived] double SquaredZ([Plate(nameof(Rows))] int n, double[] z) => z[n] * z[n];

    [Derived] double Product([Plate(nameof(Rows))] int n, [Plate(nameof(Columns))] int d, double[] w, double[] z) => w[d] * z[n];
}
