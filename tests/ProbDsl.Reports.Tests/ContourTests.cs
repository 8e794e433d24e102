namespace ProbDsl.Reports.Tests;

public class ContourTests
{
    private static readonly Window s_square = new(-2, 2, -2, 2);

    // Linear interpolation in cells of side h leaves a point at most h²/8 · |f''| / |f'| = h²/8 · 2/(2r) off the circle, which is reached at the axes, and chords are shorter by less; 1e-12 is for rounding.
    [Theory]
    [InlineData(21)]
    [InlineData(81)]
    [InlineData(161)]
    public void TheContourOfASquareDistance_IsTheCircle(int nodes)
    {
        Contour contour = Contour.Of(Grid.Of(s_square, nodes, nodes, (x, y) => x * x + y * y), 1.21);
        IReadOnlyList<(double X, double Y)> line = Assert.Single(contour.Lines);
        Assert.Equal(line[0], line[^1]);
        double h = 4.0 / (nodes - 1), length = line.Zip(line.Skip(1), (a, b) => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2))).Sum();
        Assert.All(line, p => Assert.InRange(Math.Abs(Math.Sqrt(p.X * p.X + p.Y * p.Y) - 1.1), 0, h * h / 8 / 1.1 + 1e-12));
        Assert.InRange(length, 2 * Math.PI * 1.1 * (1 - h * h), 2 * Math.PI * 1.1);
    }

    [Fact]
    public void ThePlanesContours_AreStraightAndExact()
    {
        Grid grid = Grid.Of(s_square, 14, 9, (x, y) => x + 2 * y);
        foreach (double level in (double[])[-3, 0.1, 2.5])
        {
            IReadOnlyList<(double X, double Y)> line = Assert.Single(Contour.Of(grid, level).Lines);
            Assert.All(line, p => Assert.Equal(level, p.X + 2 * p.Y, 12));
            double ends = Math.Abs(line[0].Y - line[^1].Y), expected = Math.Min(2, (level + 2) / 2) - Math.Max(-2, (level - 2) / 2);
            Assert.Equal(expected, ends, 12);
        }

        Assert.Empty(Contour.Of(grid, 7).Lines);
    }

    [Fact]
    public void ASaddle_IsTwoLinesThatDoNotMeet()
    {
        Grid grid = Grid.Of(s_square, 40, 40, (x, y) => x * y);
        Contour contour = Contour.Of(grid, 0.01);
        Assert.Equal(2, contour.Lines.Count);
        Assert.All(contour.Lines, line => Assert.True(line.All(p => p.X > 0) || line.All(p => p.X < 0)));
    }

    [Fact]
    public void ValuesThatAreNotFinite_LeaveAGap()
    {
        Contour contour = Contour.Of(Grid.Of(s_square, 21, 21, (x, y) => x < -1 ? double.NaN : y), 0.05);
        Assert.Equal(-1, Assert.Single(contour.Lines).Min(p => p.X), 12);
    }
}
