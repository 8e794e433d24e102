using System.Globalization;
using System.Xml.Linq;

namespace ProbDsl.Reports.Tests;

public class LatentPlotsTests
{
    // Three orthonormal directions of five dimensions, and a mean.
    private static readonly double[][] s_axes = [[0.6, 0.8, 0, 0, 0], [-0.48, 0.36, 0.8, 0, 0], [0, 0, 0, 0.28, 0.96]];
    private static readonly double[] s_mean = [1, -2, 3, 0.5, -4];

    private static double[] Point(double a, double b, double c) => [.. s_mean.Select((m, i) => m + a * s_axes[0][i] + b * s_axes[1][i] + c * s_axes[2][i])];

    // Six points at ±3, ±2 and ±1 along the directions: variances 9/3, 4/3 and 1/3. What is left is rounding.
    [Fact]
    public void ThePlaneOfMostVariance_IsThatOfTheConstruction()
    {
        double[][] rows = [Point(3, 0, 0), Point(-3, 0, 0), Point(0, 2, 0), Point(0, -2, 0), Point(0, 0, 1), Point(0, 0, -1)];
        var plane = Projection.Of(rows);
        Assert.Equal(13.0 / 14, plane.Share, 12);
        (double X, double Y) first = plane.Place(rows[0]), second = plane.Place(rows[2]), third = plane.Place(rows[4]);
        Assert.Equal((3, 0), (Math.Round(first.X, 12), Math.Round(first.Y, 12)));
        Assert.Equal((0, 2), (Math.Round(second.X, 12), Math.Round(second.Y, 12)));
        Assert.Equal((0, 0), (Math.Round(third.X, 12), Math.Round(third.Y, 12)));
    }

    [Fact]
    public void RowsOfTwoNumbers_AreShownAsTheyAre()
    {
        var plane = Projection.Of([[1, 2], [5, -3], [0.5, 0.5]]);
        Assert.Equal(1, plane.Share);
        Assert.Equal((5, -3), plane.Place([5, -3]));
    }

    [Fact]
    public void RowsThatCannotBeProjected_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Projection.Of([[1, 2]]));
        Assert.Throws<ArgumentException>(() => Projection.Of([[1, 2], [1, 2, 3]]));
        Assert.Throws<ArgumentException>(() => Projection.Of([[1, 2, 3], [1, 2, 3]]));
    }

    // Rotations are orthogonal to rounding: each of n² sums of n products of numbers near the norm errs by n ulps of it.
    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(40)]
    public void EigenvectorsAreOrthonormalAndTheMatrixTimesEachIsItsMultiple(int n)
    {
        var random = new Philox(3, 0);
        double[,] matrix = new double[n, n], copy = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                copy[i, j] = copy[j, i] = matrix[i, j] = matrix[j, i] = random.NextNormal();
            }
        }

        (double[] values, double[][] vectors) = SymmetricEigen.Of(matrix);
        double tolerance = 1e-13 * n;
        Assert.Equal(values.OrderDescending(), values);
        for (int k = 0; k < n; k++)
        {
            for (int l = 0; l < n; l++)
            {
                Assert.Equal(k == l ? 1 : 0, vectors[k].Zip(vectors[l], (a, b) => a * b).Sum(), tolerance);
            }

            for (int i = 0; i < n; i++)
            {
                Assert.Equal(values[k] * vectors[k][i], Enumerable.Range(0, n).Sum(j => copy[i, j] * vectors[k][j]), tolerance * Math.Sqrt(n));
            }
        }
    }

    [Fact]
    public void AScatterOfMoreThanTwoDimensions_StatesTheShareOfVariance()
    {
        Plot plot = LatentPlots.Scatter("Means of q", [Point(3, 0, 0), Point(-3, 0, 0), Point(0, 2, 0), Point(0, -2, 0), Point(0, 0, 1), Point(0, 0, -1)], [0, 0, 1, 1, 7, 7], ["zero", "one"]);
        Assert.Equal("Means of q: 93 % of the variance of 5 dimensions", plot.Title);
        Assert.Equal(2, plot.Data.Split('\n').Count(l => l.StartsWith("\"7\",", StringComparison.Ordinal)));

        // The prior is around 0, which lies at −mean along the two directions: dot products by hand, −(0.6 − 1.6) and −(−0.48 − 0.72 + 2.4).
        double[][] circle = Rows(plot, "prior, 1, 2 and 3 sd");
        Assert.All(circle, p => Assert.Equal(1, Math.Sqrt(Math.Pow(p[0] - 1, 2) + Math.Pow(p[1] + 1.2, 2)), 7));
        XDocument.Parse(plot.Svg);
    }

    [Fact]
    public void KlPerDimension_CountsTheActiveOnes()
    {
        Plot plot = LatentPlots.KlPerDimension("KL", [1.5, 0.002, 0.2, 0]);
        Assert.Equal("KL: 2 of 4 active", plot.Title);
        Assert.Equal([[1, 1.5], [2, 0.002], [3, 0.2], [4, 0]], Rows(plot, "KL"));
    }

    [Fact]
    public void ARateDistortionCurve_RunsAlongItsRates()
    {
        Plot plot = LatentPlots.RateDistortion("t", [("vae", [(3, 1, 0.5), (1, 4, 2), (2, 2, 1)])], [(0, 6), (4, 0)]);
        Assert.Equal([[1, 4], [2, 2], [3, 1]], Rows(plot, "vae"));
        Assert.Contains("\"vae β 0.5\",3,1,,", plot.Data, StringComparison.Ordinal);
        Assert.Contains(XDocument.Parse(plot.Svg).Descendants(), e => e.Value == "β 2");
    }

    private static double[][] Rows(Plot plot, string series) => [.. plot.Data.Split('\n').Where(l => l.StartsWith($"\"{series}\",", StringComparison.Ordinal))
        .Select(l => l[(series.Length + 3)..].Split(',').Where(c => c.Length > 0).Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray())];
}
