namespace ProbDsl.EndToEnd.Tests.Exact;

/// <summary>The pulls of data and prior at the blocks of an ordinary fit.</summary>
public class GradientBlockTests
{
    [Fact]
    public void AtTheOptimum_EveryBlockBalances()
    {
        FitResult fit = Studies.Regression.Fit();
        GradientDecomposition pulls = fit.Gradients;
        Assert.Equal(fit.Phi.Length, pulls.Blocks.Sum(b => b.Count));
        Assert.All(pulls.Blocks, b => Assert.True(b.Name.EndsWith("_mean", StringComparison.Ordinal) || b.Name.EndsWith("_logSd", StringComparison.Ordinal), b.Name));

        // The sum is the gradient that the fit stopped at, over the same draws, to the rounding of sums of some hundred terms.
        GradientBlock whole = pulls.Whole;
        Assert.Equal(fit.GradientNorm, whole.SumNorm, 1e-12 * whole.Kl.Norm);
        foreach (GradientBlock block in pulls.Blocks.Append(whole))
        {
            // The sum of a block is at most that of all; two pulls differ in norm by at most their sum, and 1 + cos is at most ‖sum‖²/(2‖a‖‖b‖).
            double most = whole.SumNorm + 1e-15;
            Assert.Equal(block.Kl.Norm, block.Reconstruction.Norm, most);
            Assert.InRange(block.Cosine + 1, -1e-15, (most * most / (2 * block.Kl.Norm * block.Reconstruction.Norm)) + 1e-15);
        }

        GradientBalance balance = fit.Balance;
        Assert.Equal(balance.ReconstructionNorm, whole.Reconstruction.Norm, 1e-12 * balance.ReconstructionNorm);
        Assert.Equal(whole.Reconstruction.Norm, Math.Sqrt(pulls.Blocks.Sum(b => b.Reconstruction.Norm * b.Reconstruction.Norm)), 1e-12 * whole.Reconstruction.Norm);
    }

    /// <summary>
    /// Eight readings with variance ½ of a mean with the prior N(1, 2²): by the mean of q one draw μ pulls with 16·(x̄ − μ), whose mean and standard deviation are known. The
    /// KL has a closed form, and so no noise.
    /// </summary>
    [Fact]
    public void SignalToNoise_OfAGaussianMean_IsKnown()
    {
        double[] x = [2.3, 1.1, 1.9, 2.8, 2.2, 1.4, 3.1, 1.7];
        double precision = x.Length / 0.5, mean = ((precision * x.Average()) + (1 / 4.0)) / (precision + (1 / 4.0)), sd = 1 / Math.Sqrt(precision + (1 / 4.0));
        GradientDecomposition pulls = new GaussianMean(x).Fit().Gradients;
        GradientBlock block = Assert.Single(pulls.Blocks, b => b.Name == "mu_mean");
        Assert.All(pulls.Blocks, b => Assert.Equal(double.PositiveInfinity, b.Kl.SignalToNoise));

        // The draws have the variance 1; its estimate is divided by one less than their number. A fit that could gain 1e-10 has sd and mean right to the root of it.
        double signal = precision * Math.Abs(x.Average() - mean), noise = precision * sd * Math.Sqrt(pulls.Draws / (pulls.Draws - 1.0));
        Assert.Equal(signal, block.Reconstruction.Norm, 1e-5 * precision * sd);
        Assert.Equal(signal, block.Kl.Norm, 1e-5 * precision * sd);
        Assert.Equal(signal / noise, block.Reconstruction.SignalToNoise, 2e-5);
    }
}
