namespace ProbDsl.Tests.Measures;

/// <summary>Silhouettes and nearest neighbours by hand.</summary>
public class ClusterTests
{
    private static readonly double[][] s_points = [[0.0], [1.0], [10.0], [12.0]];

    [Fact]
    public void Silhouette_ByHand()
        => Assert.Equal((10 / 11.0 + 9 / 10.0 + 7.5 / 9.5 + 9.5 / 11.5) / 4, Silhouette.Of(s_points, [3, 3, 7, 7]), 1e-15);

    /// <summary>A point alone counts as 0; one as near to another cluster as to its own as 0 too.</summary>
    [Fact]
    public void Silhouette_OfAPointAlone()
        => Assert.Equal((0 + 0 + 0.5) / 3, Silhouette.Of([[0.0], [1.0], [2.0]], [0, 1, 1]), 1e-15);

    [Fact]
    public void Silhouette_OfTheWrongLabels_IsNegative()
        => Assert.True(Silhouette.Of(s_points, [0, 1, 0, 1]) < -0.2);

    [Fact]
    public void Neighbours_Vote()
    {
        var three = new Neighbours(s_points, [3, 3, 7, 7], neighbours: 3);
        Assert.Equal(3, three.Label([2.0]));
        Assert.Equal(2 / 3.0, three.Share([2.0], 3), 1e-15);
        Assert.Equal(7, three.Label([9.0]));
        Assert.Equal(0.5, three.Accuracy([[2.0], [9.0]], [3, 3]));

        // Two and two: the nearest one's.
        Assert.Equal(7, new Neighbours(s_points, [3, 3, 7, 7], neighbours: 4).Label([6.0]));
    }

    /// <summary>The same as sorting all distances.</summary>
    [Fact]
    public void Neighbours_AreTheNearest()
    {
        var random = new Philox(4);
        double[][] points = [.. Enumerable.Range(0, 200).Select(_ => new[] { random.NextNormal(), random.NextNormal() })];
        int[] labels = [.. Enumerable.Range(0, 200)];
        for (int k = 0; k < 50; k++)
        {
            double[] at = [random.NextNormal(), random.NextNormal()];
            int[] nearest = [.. labels.OrderBy(i => Math.Pow(points[i][0] - at[0], 2) + Math.Pow(points[i][1] - at[1], 2)).Take(7)];
            var seven = new Neighbours(points, labels, 7);
            Assert.All(labels, l => Assert.Equal(nearest.Contains(l) ? 1 / 7.0 : 0, seven.Share(at, l)));
            Assert.Equal(nearest[0], seven.Label(at));
        }
    }

    [Fact]
    public void Refusals_SayWhatIsWrong()
    {
        Assert.Contains("4 points and 3 labels", Assert.Throws<ArgumentException>(() => Silhouette.Of(s_points, [0, 1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("All points have one label", Assert.Throws<ArgumentException>(() => Silhouette.Of(s_points, [1, 1, 1, 1])).Message, StringComparison.Ordinal);
    }
}
