namespace ProbDsl.Tests.Inference;

/// <summary>Products with the Hessian of the negative ELBO, for a Gaussian target where the Hessian is known.</summary>
public class HessianProductTests
{
    private const double R = 0.8;
    private static readonly double[] s_point = [0.3, -0.2, 0.1, -0.4];
    private static readonly double[] s_direction = [0.7, -1.1, 0.4, 2.0];

    /// <summary>
    /// Second moments are exact, so that −ELBO = ½ q (m₁² + m₂² − 2 r m₁ m₂ + s₁² + s₂²) − log s₁ − log s₂ + constant with q = 1/(1 − r²): in
    /// (m, log s) the Hessian is q·(1, −r; −r, 1) beside the diagonal 2 q s².
    /// </summary>
    [Fact]
    public void Hessian_OfAGaussianTarget_IsKnown()
    {
        double q = 1 / (1 - R * R);
        double[] hessian = new double[16];
        Product<Scalar>().Fill(s_point, hessian);
        double[] expected =
        [
            q, -q * R, 0, 0,
            -q * R, q, 0, 0,
            0, 0, 2 * q * Math.Exp(2 * s_point[2]), 0,
            0, 0, 0, 2 * q * Math.Exp(2 * s_point[3]),
        ];
        for (int i = 0; i < 16; i++)
        {
            // Rounding of 64 terms of order 10, as in the value.
            Assert.Equal(expected[i], hessian[i], 1e-12);
        }
    }

    [Fact]
    public void Widths_GiveTheSameBits_AndThoseOfTheObjective()
    {
        double[] gradient = new double[4];
        double value = new ElboObjective<MeanField<CorrelatedPair>, Lane256>(Program, Draws).Evaluate(s_point, gradient);
        double[] product = Check(Product<Scalar>());
        Assert.Equal(product, Check(Product<Lane256>()));
        Assert.Equal(product, Check(Product<Lane512>()));
        double[] Check<T>(HessianProduct<MeanField<CorrelatedPair>, T> function)
            where T : unmanaged, ILane<T>
        {
            double[] slope = new double[4], result = new double[4];
            Assert.Equal(value, function.Evaluate(s_point, s_direction, slope, result));
            Assert.Equal(gradient, slope);
            return result;
        }
    }

    [Fact]
    public void LaterProducts_AllocateNothing()
    {
        HessianProduct<MeanField<CorrelatedPair>, Lane256> function = Product<Lane256>();
        var logJoint = new LogJointHessian<MeanField<CorrelatedPair>, Lane256>(Program);
        double[] gradient = new double[4], product = new double[4], hessian = new double[16], small = new double[4];
        long allocated = 0;
        for (int pass = 0; pass < 3; pass++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            function.Evaluate(s_point, s_direction, gradient, product);
            function.Fill(s_point, hessian);
            logJoint.Evaluate(s_point.AsSpan(0, 2), s_direction.AsSpan(0, 2), gradient, product);
            logJoint.Fill(s_point.AsSpan(0, 2), small);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void HessianOfTheLogJoint_OfAGaussianTarget_IsMinusItsPrecision()
    {
        double q = 1 / (1 - R * R);
        double[] expected = [-q, q * R, q * R, -q], hessian = new double[4];
        new LogJointHessian<MeanField<CorrelatedPair>, Lane512>(Program).Fill([3.0, -1.0], hessian);
        for (int i = 0; i < 4; i++)
        {
            // A few roundings of numbers of order 1.
            Assert.Equal(expected[i], hessian[i], 1e-14);
        }
    }

    [Fact]
    public void MatrixOfAnotherSize_IsRefused()
        => Assert.Throws<ArgumentException>(() => Product<Scalar>().Fill(s_point, new double[15]));

    private static MeanField<CorrelatedPair> Program => new(new CorrelatedPair(R));

    private static FixedDraws Draws => FixedDraws.Create(64, 2, 3);

    private static HessianProduct<MeanField<CorrelatedPair>, T> Product<T>()
        where T : unmanaged, ILane<T>
        => new(Program, Draws);
}
