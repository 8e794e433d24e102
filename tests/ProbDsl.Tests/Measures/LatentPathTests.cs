namespace ProbDsl.Tests.Measures;

/// <summary>Geodesics of maps whose metric is known, and of decoders.</summary>
public class LatentPathTests
{
    /// <summary>Angles to the sphere of radius 1: the geodesic is the great circle, as long as the angle between its ends.</summary>
    [Theory]
    [InlineData(1.0, 0.0, 1.0, 1.5)]
    [InlineData(0.6, 0.0, 0.6, 2.5)]
    [InlineData(0.4, 0.2, 2.0, 1.3)]
    public void OnASphere_TheGeodesicIsTheGreatCircle(double theta0, double phi0, double theta1, double phi1)
    {
        var sphere = new Sphere();
        double[] from = [theta0, phi0], to = [theta1, phi1], a = new double[3], b = new double[3];
        sphere.Map(1, from, a);
        sphere.Map(1, to, b);
        double exact = Math.Acos((a[0] * b[0]) + (a[1] * b[1]) + (a[2] * b[2]));
        LatentPath straight = LatentPath.Straight(sphere, from, to, 64), geodesic = IsOfSecondOrder(sphere, from, to, exact);
        Assert.Equal(65, geodesic.Points.Length);
        Assert.True(straight.Length > geodesic.Length * 1.001, $"straight {straight.Length}, geodesic {geodesic.Length}, exact {exact}");
    }

    /// <summary>Polar coordinates of the plane: the geodesic is the straight line of the plane.</summary>
    [Fact]
    public void InPolarCoordinates_TheGeodesicIsALineOfThePlane()
    {
        var plane = new Polar();
        double[] from = [1, 0], to = [2, 1.8];
        double exact = Math.Sqrt(1 + 4 - (4 * Math.Cos(1.8)));
        LatentPath geodesic = IsOfSecondOrder(plane, from, to, exact);
        foreach (double[] z in geodesic.Points)
        {
            // Distance of the point from the line through (1, 0) and (2 cos 1.8, 2 sin 1.8): the square of the pieces of 1/64.
            (double x, double y) = (z[0] * Math.Cos(z[1]), z[0] * Math.Sin(z[1]));
            Assert.Equal(0, (((x - 1) * 2 * Math.Sin(1.8)) - (y * ((2 * Math.Cos(1.8)) - 1))) / exact, 1e-3);
        }
    }

    // A piece that is straight in the latents strays from the geodesic by the square of its length and turns by its length, and the excess is the square of the turn: with twice as
    // many pieces a quarter is left.
    private static LatentPath IsOfSecondOrder(LatentMap map, double[] from, double[] to, double exact)
    {
        LatentPath[] paths = [.. ((int[])[16, 32, 64]).Select(n => LatentPath.Geodesic(map, from, to, n))];
        double[] excess = [.. paths.Select(p => p.Length / exact - 1)];
        Assert.InRange(excess[2], 0, 2e-4);
        Assert.InRange(excess[1] / excess[0], 0.2, 0.3);
        Assert.InRange(excess[2] / excess[1], 0.2, 0.3);
        return paths[2];
    }

    /// <summary>Of an affine map the straight way is the geodesic, as long as ‖W(z₁ − z₀)‖.</summary>
    [Fact]
    public void OfAnAffineDecoder_TheStraightWayIsShortest()
    {
        DecoderMap map = Decoder([], DecoderOutput.Mean, 1);
        double[] from = [-1, 0.5], to = [0.7, 1];
        double exact = Math.Sqrt(map.Map(to).Zip(map.Map(from), (a, b) => (a - b) * (a - b)).Sum());
        Assert.Equal(exact, LatentPath.Straight(map, from, to).Length, 1e-12);
        Assert.Equal(exact, LatentPath.Geodesic(map, from, to).Length, 1e-12);
    }

    /// <summary>Ways between random points under networks that bend.</summary>
    [Theory]
    [InlineData(DecoderOutput.Mean)]
    [InlineData(DecoderOutput.Logits)]
    public void Geodesic_IsNeverLongerThanTheStraightWay(DecoderOutput output)
    {
        DecoderMap map = Decoder([12], output, 2);
        var random = new Philox(5);
        int shorter = 0;
        for (int pair = 0; pair < 20; pair++)
        {
            double[] from = [2 * random.NextNormal(), 2 * random.NextNormal()], to = [2 * random.NextNormal(), 2 * random.NextNormal()];
            double straight = LatentPath.Straight(map, from, to).Length, geodesic = LatentPath.Geodesic(map, from, to).Length;
            Assert.True(geodesic <= straight, $"pair {pair}: geodesic {geodesic}, straight {straight}");
            shorter += geodesic < 0.999 * straight ? 1 : 0;
        }

        Assert.True(shorter >= 10, $"the comparison says something: {shorter} of 20 are shorter by a thousandth");
    }

    [Fact]
    public void Energy_HasTheGradientOfDifferences()
    {
        DecoderMap map = Decoder([6], DecoderOutput.Logits, 3);
        var energy = new PathEnergy(map, [-1, 0.3], [1.2, 0.8], 4);
        double[] at = [-0.5, 0.4, 0.2, 0.9, 0.6, -0.1], gradient = new double[6], none = new double[6];
        energy.Evaluate(at, gradient);
        for (int i = 0; i < at.Length; i++)
        {
            double[] above = [.. at], below = [.. at];
            above[i] += 1e-5;
            below[i] -= 1e-5;

            // Central differences err by the square of the step and the rounding of values over it.
            Assert.Equal((energy.Evaluate(above, none) - energy.Evaluate(below, none)) / 2e-5, gradient[i], 1e-6);
        }
    }

    [Fact]
    public void Metric_IsThatOfTheSphere()
    {
        double[] metric = new Sphere().Metric([0.8, 0.3]), exact = [1, 0, 0, Math.Sin(0.8) * Math.Sin(0.8)];
        Assert.All(metric.Zip(exact), m => Assert.Equal(m.Second, m.First, 1e-15));
    }

    [Fact]
    public void SphericalWay_KeepsTheDistanceFromTheOrigin()
    {
        DecoderMap map = Decoder([6], DecoderOutput.Mean, 4);
        LatentPath way = LatentPath.Spherical(map, [2, 0], [0, 2], 8);
        Assert.All(way.Points, z => Assert.Equal(2, Math.Sqrt((z[0] * z[0]) + (z[1] * z[1])), 1e-12));
        Assert.Equal(Math.Sqrt(2), way.Points[4][0], 1e-12);
        Assert.Contains("opposite directions", Assert.Throws<ArgumentException>(() => LatentPath.Spherical(map, [1, 1], [-2, -2])).Message, StringComparison.Ordinal);
        Assert.Contains("The ends have 1 and 2 numbers", Assert.Throws<ArgumentException>(() => LatentPath.Straight(map, [1], [-2, -2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AttributeDirection_ByHand()
    {
        // Means (1, 0) and (3, 0); along the first axis the groups are 0, 2 and 2, 4, with squares of 2 and 2 over 4 - 2 codes.
        var found = AttributeDirection.Of([[0, 5], [2, -5], [2, 1], [4, -1]], [false, false, true, true]);
        Assert.Equal([2, 0], found.Direction);
        Assert.Equal(2 / Math.Sqrt(2), found.EffectSize, 1e-15);
        Assert.Equal([0, 7], found.Shift([1, 7], -0.5));
        Assert.Contains("1 have it", Assert.Throws<ArgumentException>(() => AttributeDirection.Of([[0], [2], [2]], [false, false, true])).Message, StringComparison.Ordinal);
    }

    private static DecoderMap Decoder(int[] hidden, DecoderOutput output, ulong seed)
    {
        var network = new Mlp(2, hidden, 5, Activation.Tanh);
        var random = new Philox(seed);
        return new DecoderMap(new TrainedNetwork(network, [.. Enumerable.Range(0, network.WeightCount).Select(_ => random.NextNormal())]), output);
    }

    private sealed class Sphere : LatentMap
    {
        public override int Latents => 2;

        public override int Outputs => 3;

        public override void Map(int rows, ReadOnlySpan<double> z, Span<double> x)
        {
            for (int r = 0; r < rows; r++)
            {
                (double theta, double phi) = (z[2 * r], z[(2 * r) + 1]);
                (x[3 * r], x[(3 * r) + 1], x[(3 * r) + 2]) = (Math.Sin(theta) * Math.Cos(phi), Math.Sin(theta) * Math.Sin(phi), Math.Cos(theta));
            }
        }

        public override void PullBack(int rows, ReadOnlySpan<double> z, ReadOnlySpan<double> v, Span<double> pulled)
        {
            for (int r = 0; r < rows; r++)
            {
                (double theta, double phi) = (z[2 * r], z[(2 * r) + 1]);
                pulled[2 * r] = (v[3 * r] * Math.Cos(theta) * Math.Cos(phi)) + (v[(3 * r) + 1] * Math.Cos(theta) * Math.Sin(phi)) - (v[(3 * r) + 2] * Math.Sin(theta));
                pulled[(2 * r) + 1] = (-v[3 * r] * Math.Sin(theta) * Math.Sin(phi)) + (v[(3 * r) + 1] * Math.Sin(theta) * Math.Cos(phi));
            }
        }
    }

    private sealed class Polar : LatentMap
    {
        public override int Latents => 2;

        public override int Outputs => 2;

        public override void Map(int rows, ReadOnlySpan<double> z, Span<double> x)
        {
            for (int r = 0; r < rows; r++)
            {
                (x[2 * r], x[(2 * r) + 1]) = (z[2 * r] * Math.Cos(z[(2 * r) + 1]), z[2 * r] * Math.Sin(z[(2 * r) + 1]));
            }
        }

        public override void PullBack(int rows, ReadOnlySpan<double> z, ReadOnlySpan<double> v, Span<double> pulled)
        {
            for (int r = 0; r < rows; r++)
            {
                (double radius, double angle) = (z[2 * r], z[(2 * r) + 1]);
                pulled[2 * r] = (v[2 * r] * Math.Cos(angle)) + (v[(2 * r) + 1] * Math.Sin(angle));
                pulled[(2 * r) + 1] = radius * ((-v[2 * r] * Math.Sin(angle)) + (v[(2 * r) + 1] * Math.Cos(angle)));
            }
        }
    }
}
