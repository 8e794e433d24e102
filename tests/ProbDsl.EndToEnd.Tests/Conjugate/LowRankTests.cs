namespace ProbDsl.EndToEnd.Tests.Conjugate;

/// <summary>Two standard normals with correlation r: any rank from 1 holds the posterior.</summary>
[ProbabilisticModel, LowRank(1)]
public sealed partial class RankOnePair(double r)
{
    [Prior] Normal A() => new(0, 1);

    [Prior] Normal B(double a) => new(r * a, Math.Sqrt(1 - r * r));

    [Factor] double Nothing(double b) => 0 * b;
}

[ProbabilisticModel, LowRank(2)]
public sealed partial class RankTwoPair(double r) : IGenerated
{
    [Prior] Normal A() => new(0, 1);

    [Prior] Normal B(double a) => new(r * a, Math.Sqrt(1 - r * r));

    [Factor] double Nothing(double b) => 0 * b;
}

[ProbabilisticModel, LowRank(3)]
public sealed partial class RankThreePair(double r)
{
    [Prior] Normal A() => new(0, 1);

    [Prior] Normal B(double a) => new(r * a, Math.Sqrt(1 - r * r));

    [Factor] double Nothing(double b) => 0 * b;
}

/// <summary>The number of latents is that of the data, and may be less than the rank.</summary>
[ProbabilisticModel, LowRank(3)]
public sealed partial class RankThreeHierarchy(double[] y, double[] sd)
{
    int N => y.Length;

    [Prior] Normal Mu() => new(0, 2);

    [Prior] Normal Theta([Plate(nameof(N))] int j, double mu) => new(mu, 1);

    [Likelihood] Normal Y(int j, double[] theta) => new(theta[j], sd[j]);
}

/// <summary>A low-rank family that is large enough is a full-rank one, also where its diagonal has nothing left to add.</summary>
public class LowRankTests
{
    // A predicted gain of 1e-10 nats is √2e-10 = 1.4e-5 standard deviations; the fixed draws have exact second moments.
    private const double Tolerance = 2e-5;

    private static readonly double[] s_y = [0.3, 2.1, 1.4];
    private static readonly double[] s_sd = [0.5, 1.2, 0.8];

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.999)]
    [InlineData(-0.9999)]
    public void Pair_IsRecoveredForEveryRank(double r)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var options = new FitOptions { Seed = seed };
            foreach (FitResult fit in new FitResult[] { new RankOnePair(r).Fit(options), new RankTwoPair(r).Fit(options), new RankThreePair(r).Fit(options) })
            {
                Assert.Equal(FitStatus.Converged, fit.Status);
                foreach (ScalarPosterior u in fit.Scalars)
                {
                    Close.Within(Tolerance, 0, u.Mean, $"{fit.Family}, seed {seed}: mean");
                    Close.Within(Tolerance, 1, u.Sd, $"{fit.Family}, seed {seed}: standard deviation");
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Hierarchy_EqualsFullRank(int groups)
    {
        (double[] y, double[] sd) = (s_y[..groups], s_sd[..groups]);
        FitResult low = new RankThreeHierarchy(y, sd).Fit();
        FitResult full = new FullRankHierarchy(y, sd).Fit();
        Assert.Equal(FitStatus.Converged, low.Status);
        foreach ((ScalarPosterior a, ScalarPosterior b) in low.Scalars.Zip(full.Scalars))
        {
            Close.Within(Tolerance, b.Mean, a.Mean, "mean");
            Close.Within(Tolerance, b.Sd, a.Sd, "standard deviation");
        }
    }

    /// <summary>The determinant of D² + F·Fᵀ where F alone spans the plane, however small D is.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(-12)]
    [InlineData(-20)]
    [InlineData(-400)]
    public void Entropy_KeepsItsDigitsAsTheDiagonalVanishes(double logSd)
    {
        // F = ((1, 0), (½, 2)): |D² + F·Fᵀ| = (d² + 1)(d² + 4¼) − ¼. With no noise the draw is the mean 0, where log p = −log 2π for r = 0.
        double d = Math.Exp(2 * logSd);
        double determinant = ((d + 1) * (d + 4.25)) - 0.25;
        double kl = (-0.5 * Math.Log(determinant)) - Math.Log(2 * Math.PI * Math.E) + Math.Log(2 * Math.PI);
        (double value, double[] gradient) = Evaluation.Scalar(new RankTwoPair(0), Piece.Kl, [0, 0, logSd, logSd, 1, 0, 0.5, 2], [0, 0, 0, 0]);

        // A dozen operations on numbers of size 1.
        Close.Within(1e-14, kl, value, "KL");
        Close.Within(1e-14, -d * (d + 4.25) / determinant, gradient[2], "derivative in the first log sd");
        Close.Within(1e-14, -d * (d + 1) / determinant, gradient[3], "derivative in the second log sd");
    }
}
