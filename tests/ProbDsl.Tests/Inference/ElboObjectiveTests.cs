namespace ProbDsl.Tests.Inference;

public class ElboObjectiveTests
{
    private static readonly double[] Point = [0.3, -0.2, 0.1, -0.4];

    [Fact]
    public void Gradient_IsTheDerivative()
    {
        ElboObjective<MeanField<CorrelatedPair>, Scalar> objective = Objective<Scalar>();
        double[] gradient = new double[4], ignored = new double[4];
        objective.Evaluate(Point, gradient);
        for (int i = 0; i < 4; i++)
        {
            const double H = 1e-5;
            double[] up = (double[])Point.Clone(), down = (double[])Point.Clone();
            (up[i], down[i]) = (up[i] + H, down[i] - H);
            double slope = (objective.Evaluate(up, ignored) - objective.Evaluate(down, ignored)) / (2 * H);

            // A central difference errs by h² f''' / 6 + ε f / h, both about 1e-10 with values and derivatives of order 10.
            Assert.Equal(slope, gradient[i], 1e-8);
        }
    }

    [Fact]
    public void Value_IsTheExactElbo()
    {
        // Second moments are exact, so the average of a quadratic is its expectation:
        // E log p = −½ q (m₁² + m₂² − 2 r m₁ m₂ + s₁² + s₂²) − log 2π − ½ log(1 − r²), with q = 1 / (1 − r²).
        double r = 0.8, q = 1 / (1 - r * r), m1 = Point[0], m2 = Point[1];
        double variances = Math.Exp(2 * Point[2]) + Math.Exp(2 * Point[3]);
        double expected = -0.5 * q * (m1 * m1 + m2 * m2 - 2 * r * m1 * m2 + variances) - 0.5 * Math.Log(1 - r * r) + 1 + Point[2] + Point[3];

        // Rounding of 64 terms of order 10.
        Assert.Equal(expected, -Objective<Scalar>().Evaluate(Point, new double[4]), 1e-12);
    }

    [Fact]
    public void Widths_GiveTheSameBits()
    {
        double[] scalar = new double[4], four = new double[4], eight = new double[4];
        double value = Objective<Scalar>().Evaluate(Point, scalar);
        Assert.Equal(value, Objective<Lane256>().Evaluate(Point, four));
        Assert.Equal(value, Objective<Lane512>().Evaluate(Point, eight));
        Assert.Equal(scalar, four);
        Assert.Equal(scalar, eight);
    }

    [Fact]
    public void Evaluations_AllocateNothing()
    {
        ElboObjective<MeanField<CorrelatedPair>, Lane256> objective = Objective<Lane256>();
        double[] gradient = new double[4];
        objective.Evaluate(Point, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 100; k++)
        {
            objective.Evaluate(Point, gradient);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static ElboObjective<MeanField<CorrelatedPair>, T> Objective<T>()
        where T : unmanaged, ILane<T>
        => new(new MeanField<CorrelatedPair>(new CorrelatedPair(0.8)), FixedDraws.Create(64, 2, 3));
}
