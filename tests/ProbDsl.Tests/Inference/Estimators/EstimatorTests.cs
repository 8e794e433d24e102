namespace ProbDsl.Tests.Inference.Estimators;

/// <summary>What is known exactly: at the posterior, in one dimension by quadrature, and across lane widths.</summary>
public class EstimatorTests
{
    private static readonly ConjugateNormal s_conjugate = new([0.4, -1.3, 2.2, 0.9], 2);
    private static readonly CorrelatedPair s_pair = new(0.7);

    // Of the exact posteriors in φ: (m, s), and (m₁, m₂, log L₁₁, L₂₁, log L₂₂).
    private static readonly double[] s_conjugatePosterior = [s_conjugate.PosteriorMean, 0.5 * Math.Log(s_conjugate.PosteriorVariance)];
    private static readonly double[] s_pairPosterior = [0, 0, 0, 0.7, 0.5 * Math.Log(1 - (0.7 * 0.7))];

    private static readonly GradientEstimator[] s_assembled =
        [GradientEstimator.MonteCarloEntropy, GradientEstimator.StickingTheLanding, GradientEstimator.DoublyReparameterised(1), GradientEstimator.DoublyReparameterised(3)];

    public static TheoryData<int> Assembled => [0, 1, 2, 3];

    public static TheoryData<int> ZeroAtThePosterior => [1, 2, 3];

    /// <summary>A dozen operations on numbers of size 1 to 10, of which the slopes of log p and log q are then subtracted.</summary>
    [Theory]
    [MemberData(nameof(ZeroAtThePosterior))]
    public void Gradient_AtThePosterior_IsZeroForEveryDraw(int estimator)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Zero(new WholeElbo<MeanField<ConjugateNormal>>(new(s_conjugate)).In<Scalar>(s_assembled[estimator]), s_conjugatePosterior, s_conjugate.LogEvidence, seed);
            Zero(new WholeElbo<FullRank<CorrelatedPair>>(new(s_pair)).In<Scalar>(s_assembled[estimator]), s_pairPosterior, 0, seed);
        }
    }

    [Fact]
    public void ClosedFormGradient_AtThePosterior_IsNotZero()
    {
        StepElbo<Scalar> elbo = new WholeElbo<FullRank<CorrelatedPair>>(new(s_pair)).In<Scalar>(GradientEstimator.ClosedFormEntropy);
        Assert.All(Evaluate(elbo, s_pairPosterior, Quadrature.Normals(2, 1)).Gradient, g => Assert.True(Math.Abs(g) > 1e-3));
    }

    [Fact]
    public void DoublyReparameterisedWithOneDraw_SticksTheLandingToTheLastBit()
    {
        var program = new WholeElbo<FullRank<Equicorrelated>>(new(new Equicorrelated(3, 0.4)));
        double[] phi = Quadrature.Normals(9, 5), noise = Quadrature.Normals(3, 6);
        (double expected, double[] slope) = Evaluate(program.In<Scalar>(GradientEstimator.StickingTheLanding), phi, noise);
        (double value, double[] gradient) = Evaluate(program.In<Scalar>(GradientEstimator.DoublyReparameterised(1)), phi, noise);
        Assert.Equal(expected, value);
        Assert.Equal(slope, gradient);
    }

    /// <summary>
    /// Over the noise by the trapezoidal rule, whose error for these integrands is far below that of rounding: the mean gradients of the ELBO's estimators,
    /// and of the doubly reparameterised one for K = 2, are derivatives of the mean bound. Fourth-order differences with h = 10⁻³ are good to 1e-9.
    /// </summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void MeanGradient_IsTheDerivativeOfTheMeanBound(int which, int draws)
    {
        GradientEstimator[] all = [GradientEstimator.ClosedFormEntropy, .. s_assembled[..2], GradientEstimator.DoublyReparameterised(2)];
        StepElbo<Scalar> elbo = new WholeElbo<MeanField<LogGammaRate>>(new(new LogGammaRate(2.5, 1.7))).In<Scalar>(all[which]);
        double[] phi = [0.6, -0.4];
        (_, double[] gradient) = Quadrature.Mean(elbo, phi, draws);
        for (int i = 0; i < 2; i++)
        {
            double At(double step) => Quadrature.Mean(elbo, [.. phi.Select((x, j) => j == i ? x + step : x)], draws).Value;
            const double H = 1e-3;
            double slope = ((8 * (At(H) - At(-H))) - (At(2 * H) - At(-2 * H))) / (12 * H);
            Assert.Equal(slope, gradient[i], 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Assembled))]
    public void Step_HasTheSameBitsForEveryLaneWidth(int estimator)
    {
        double[] one = Step<Scalar>(estimator, out double value);
        Assert.Equal(one, Step<Lane256>(estimator, out double four));
        Assert.Equal(one, Step<Lane512>(estimator, out double eight));
        Assert.Equal((value, value), (four, eight));
    }

    [Theory]
    [MemberData(nameof(Assembled))]
    public void Step_AllocatesNothingOnceWarm(int estimator)
    {
        StepGradient<Lane256> step = Steps<Lane256>(estimator);
        double[] phi = Quadrature.Normals(9, 5), gradient = new double[9];
        step.Evaluate(phi, 0, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        step.Evaluate(phi, 1, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void DoublyReparameterised_OfNoDraws_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => GradientEstimator.DoublyReparameterised(0));

    private static StepGradient<T> Steps<T>(int estimator)
        where T : unmanaged, ILane<T>
        => new(new WholeElbo<FullRank<Equicorrelated>>(new(new Equicorrelated(3, 0.4))).In<T>(s_assembled[estimator]), 16, new BatchOrder(0, 1, 1), 1);

    private static double[] Step<T>(int estimator, out double value)
        where T : unmanaged, ILane<T>
    {
        double[] gradient = new double[9];
        value = Steps<T>(estimator).Evaluate(Quadrature.Normals(9, 5), 3, gradient);
        return gradient;
    }

    private static void Zero(StepElbo<Scalar> elbo, double[] phi, double logEvidence, ulong seed)
    {
        (double value, double[] gradient) = Evaluate(elbo, phi, Quadrature.Normals(elbo.NoiseCount, seed));
        Assert.Equal(logEvidence, value, 1e-13 * Math.Max(1, 10 * Math.Abs(logEvidence)));
        Assert.All(gradient, g => Assert.Equal(0, g, 1e-13));
    }

    private static (double Value, double[] Gradient) Evaluate(StepElbo<Scalar> elbo, double[] phi, double[] noise)
    {
        double[] gradient = new double[phi.Length];
        elbo.MoveTo(phi);
        return (elbo.Evaluate(ScalarSpan.Cast(noise), [], ScalarSpan.Cast(gradient.AsSpan())).Value, gradient);
    }
}
