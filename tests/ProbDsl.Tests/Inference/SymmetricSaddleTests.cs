namespace ProbDsl.Tests.Inference;

public class SymmetricSaddleTests
{
    private const int Size = 30;
    private static readonly int[] s_all = [.. Enumerable.Range(0, Size)];
    private static readonly double[] s_units = [.. s_all.Select(i => 1 + 0.1 * i)];

    [Fact]
    public void ADirectionDown_IsFound()
    {
        double[] point = new double[Size];
        int evaluations = 0;

        // Of thirty directions one goes down, not along an axis, to 1/4 below at a distance of 1.
        Assert.True(SymmetricSaddle.TryLeave(new Quartic(-1), point, s_all, s_units, 1e-5, ref evaluations));
        Assert.True(new Quartic(-1).Evaluate(point, new double[Size]) < -1e-5);
        new Lbfgs(Size, new LbfgsOptions { GainTolerance = 1e-12 }).Minimise(new Quartic(-1), point);

        // To what another step would gain.
        Assert.Equal(-0.25, new Quartic(-1).Evaluate(point, new double[Size]), 1e-9);

        // Ten products of two evaluations; what is at the point and on both sides; six doublings; the point itself again.
        Assert.InRange(evaluations, 1, 30);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void AMinimum_AndAFlatPlace_AreLeftAlone(double curvature)
    {
        double[] point = new double[Size];
        int evaluations = 0;
        Assert.False(SymmetricSaddle.TryLeave(new Quartic(curvature), point, s_all, s_units, 1e-5, ref evaluations));
        Assert.All(point, x => Assert.Equal(0, x));
        Assert.InRange(evaluations, 1, 20);
    }

    [Fact]
    public void OtherVariables_AreNotMoved()
    {
        double[] point = [.. s_all.Select(i => i < 5 ? 0.0 : 0.01)];
        int evaluations = 0;
        Assert.True(SymmetricSaddle.TryLeave(new Quartic(-1), point, s_all[..5], s_units[..5], 1e-5, ref evaluations));
        Assert.Contains(point[..5], x => x != 0);
        Assert.All(point[5..], x => Assert.Equal(0.01, x));
    }

    // ½ |x|² + ½ (c − 1) y² + ¼ y⁴ with y the part of x along a direction that has a share of every axis, most of the first five.
    private readonly struct Quartic(double curvature) : IObjective
    {
        private static readonly double[] s_direction = [.. s_all.Select(i => (i < 5 ? 1 : 0.1) / Math.Sqrt(5.25))];

        public int Dimension => Size;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            double along = 0, square = 0;
            for (int i = 0; i < Size; i++)
            {
                along += point[i] * s_direction[i];
                square += point[i] * point[i];
            }

            for (int i = 0; i < Size; i++)
            {
                gradient[i] = point[i] + ((curvature - 1) * along + along * along * along) * s_direction[i];
            }

            return 0.5 * square + 0.5 * (curvature - 1) * along * along + 0.25 * along * along * along * along;
        }
    }
}
