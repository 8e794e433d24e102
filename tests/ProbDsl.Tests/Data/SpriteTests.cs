namespace ProbDsl.Tests.Data;

public sealed class SpriteTests
{
    [Fact]
    public void TheSameSeed_GivesTheSameBits_ForAnyCount()
    {
        ImageSet many = Sprites.Draw(200, 7), few = Sprites.Draw(30, 7);
        for (int n = 0; n < few.Count; n++)
        {
            Assert.Equal(many[n].ToDoubles(), few[n].ToDoubles());
        }

        Assert.Equal(many.Factor("rotation")[..30], few.Factor("rotation"));
        Assert.NotEqual(few[0].ToDoubles(), Sprites.Draw(1, 8)[0].ToDoubles());
    }

    // As for digits.
    [Fact]
    public void TheBits_AreThoseOfEveryMachine() => Assert.Equal("177BEF0FC7D10803", GlyphTests.Hash(Sprites.Draw(100, 1, antiAliased: true)));

    [Fact]
    public void TheGrid_HasEveryCombinationOnce_TheLastFactorFastest()
    {
        ImageSet grid = Sprites.Grid(2, 3, 4, 5);
        Assert.Equal(3 * 2 * 3 * 4 * 5, grid.Count);
        (double Shape, double Scale, double Rotation, double X, double Y)[] seen = [.. Enumerable.Range(0, grid.Count).Select(n =>
            (grid.Factor("shape")[n], grid.Factor("scale")[n], grid.Factor("rotation")[n], grid.Factor("x")[n], grid.Factor("y")[n]))];
        Assert.Equal(seen.Distinct().Order(), seen);
        Assert.Equal(grid.Count, seen.Distinct().Count());
        Assert.Equal([0.5, 1], seen.Select(s => s.Scale).Distinct());
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], seen.Select(s => s.Y).Distinct());
        Assert.Equal([0, 2 * Math.PI / 3, 4 * Math.PI / 3], seen.Select(s => s.Rotation).Distinct());
        Assert.Equal(["Square", "Ellipse", "Heart"], grid.LabelNames);
        Assert.Equal((0, 1), (grid.Minimum, grid.Maximum));
        Assert.All(Enumerable.Range(0, grid.Count), n => Assert.All(grid[n].ToDoubles(), x => Assert.True(x is 0 or 1)));
    }

    // A quarter turn is exact: cosine and sine are 0 and ±1.
    [Fact]
    public void AShape_IsTheSameAfterTheTurnsOfItsSymmetry_AndNoOthers()
    {
        ImageSet turned = Sprites.Grid(1, 4, 1, 1, antiAliased: true);
        double[][] image = [.. Enumerable.Range(0, 12).Select(n => turned[n].ToDoubles())];
        Assert.Equal(image[0], image[1]);
        Assert.Equal(image[0], image[3]);
        Assert.Equal(image[4], image[6]);
        Assert.NotEqual(image[4], image[5]);
        Assert.Equal(4, image[8..].Select(i => string.Join(' ', i)).Distinct().Count());
    }

    // The circle around a shape has the radius r = 0.28·scale·size. Areas: a square of diagonal 2r has 2r²; the ellipse πr²/2; (u²+v²−1)³ ≤ u²v³ has 3.6619727 (by
    // quadrature in polar coordinates) and reaches to 1.4245478, so that the heart has 1.8045 r². Of the points that are counted, 64 a pixel, an outline of length L passes the
    // cells of fewer than 8·(|Δu| + |Δv|) + 1 ≤ 8·√2·L + 1, each of 1/64; L is at most 2πr. At the ends of its room nothing may be cut off, hence all nine places.
    [Fact]
    public void TheInkOfASprite_IsTheAreaOfItsShape_WhereverItIs()
    {
        const int Size = 64;
        ImageSet grid = Sprites.Grid(2, 5, 3, 3, Size, antiAliased: true);
        double[] area = [2, Math.PI / 2, 1.8045];
        for (int n = 0; n < grid.Count; n++)
        {
            double r = 0.28 * grid.Factor("scale")[n] * Size, passed = (8 * Math.Sqrt(2) * 2 * Math.PI * r + 1) / 64;
            Assert.Equal(area[grid.Labels[n]] * r * r, grid[n].ToDoubles().Sum(), passed);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void TheMiddleOfASprite_IsWhereItsFactorsSay(int shape)
    {
        // Squares and ellipses have their centre of mass there; the heart has it on its axis, which at rotation 0 is upright. Pixels err by less than half of one.
        ImageSet grid = Sprites.Grid(1, 1, 3, 3, 64, antiAliased: true);
        for (int n = 9 * shape; n < 9 * shape + 9; n++)
        {
            double[] image = grid[n];
            double sum = image.Sum(), x = image.Select((v, i) => v * (i % 64 + 0.5)).Sum() / sum, y = image.Select((v, i) => v * (i / 64 + 0.5)).Sum() / sum;
            Assert.Equal((0.28 + 0.44 * grid.Factor("x")[n]) * 64, x, 0.5);
            if (shape < 2)
            {
                Assert.Equal((0.28 + 0.44 * grid.Factor("y")[n]) * 64, y, 0.5);
            }
        }
    }

    // Kolmogorov and Smirnov at 1e-6: √(ln(2e6)/2) = 2.69 over √n.
    [Theory]
    [InlineData("scale", 0.5, 1)]
    [InlineData("rotation", 0, 2 * Math.PI)]
    [InlineData("x", 0, 1)]
    [InlineData("y", 0, 1)]
    public void DrawnFactors_AreUniform(string name, double low, double high)
    {
        double[] values = [.. Sprites.Draw(4000, 5, size: 8).Factor(name).Order()];
        double distance = values.Select((v, i) => Math.Abs((v - low) / (high - low) - (i + 0.5) / values.Length)).Max() + 0.5 / values.Length;
        Assert.InRange(distance, 0, 2.69 / Math.Sqrt(values.Length));
    }

    [Fact]
    public void WhatCannotBeDrawn_IsTold()
    {
        Assert.Contains("rotations is 0", Assert.Throws<ArgumentOutOfRangeException>(() => Sprites.Grid(rotations: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be drawn at once", Assert.Throws<ArgumentOutOfRangeException>(() => Sprites.Grid(100000, 100000, 100000, 100000)).Message, StringComparison.Ordinal);
    }
}
