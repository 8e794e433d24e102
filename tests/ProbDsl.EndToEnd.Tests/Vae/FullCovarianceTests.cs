using System.Reflection;
using ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Vae_FullVae;

namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>A q with any covariance: gradients by differences, the KL by hand, and the gap closed where the posterior is a correlated normal.</summary>
public class FullCovarianceTests
{
    private const int Rows = 8;
    private static readonly FullVae s_full = new(Data(Rows, 6, isBits: true));

    [Fact]
    public void Gradient_IsTheDerivative()
    {
        GradientTests.Check(s_full.ParameterCount, s_full.NoiseCount, (phi, eps, g) => s_full.Elbo(phi, eps, g));
        GradientTests.Check(s_full.ParameterCount, s_full.NoiseCount, (phi, eps, g) => s_full.Kl(phi, eps, g));
        GradientTests.Check(s_full.ParameterCount, s_full.NoiseCount, (phi, eps, g) => s_full.Reconstruction(phi, eps, g));
    }

    /// <summary>½ (tr Σ + m·m − n − log det Σ) with Σ = C·Cᵀ, by the run-time distribution of what the encoder gives.</summary>
    [Fact]
    public void Kl_IsTheClosedForm()
    {
        (double[] phi, double[] noise, double[] gradient) = (GradientTests.Numbers(s_full.ParameterCount, 1), GradientTests.Numbers(s_full.NoiseCount, 2), new double[s_full.ParameterCount]);
        Assert.Equal("z: closed form", string.Join("; ", FullVae.KlLedger));
        double expected = 0;
        foreach (double[] row in Data(Rows, 6, isBits: true))
        {
            double[] h = Encoder(phi, row);
            MultivariateNormal q = MultivariateNormal.FromMeanAndFactor(h);
            expected += (0.5 * (q.Variance.Sum() + q.Mean.Sum(m => m * m) - 3)) - h[3] - h[4] - h[5];
        }

        // Some tens of terms of order 1.
        Assert.Equal(expected, s_full.Kl(phi, noise, gradient), 1e-13 * expected);
    }

    /// <summary>The reconstruction at z = m + C·ε, row by row, and the density of the run-time distribution there.</summary>
    [Fact]
    public void Draw_IsByHand()
    {
        double[][] x = Data(Rows, 6, isBits: true);
        FullVae.FullVaeTraining trained = s_full.Train(new TrainingOptions { Epochs = 3, BatchSize = 4, StepSize = 0.05 });
        (double[] phi, double[] noise) = (trained.Parameters, GradientTests.Numbers(s_full.NoiseCount, 2));
        double expected = 0, off = 0;
        for (int n = 0; n < Rows; n++)
        {
            MultivariateNormal q = MultivariateNormal.FromMeanAndFactor(trained.Encoder.Apply(x[n]));
            double[] h = trained.Encoder.Apply(x[n]), eps = noise[(3 * n)..((3 * n) + 3)];
            double[] z =
            [
                h[0] + (Math.Exp(h[3]) * eps[0]),
                h[1] + (h[6] * eps[0]) + (Math.Exp(h[4]) * eps[1]),
                h[2] + (h[7] * eps[0]) + (h[8] * eps[1]) + (Math.Exp(h[5]) * eps[2]),
            ];
            expected += BernoulliVector.FromLogits(trained.Decoder.Apply(z)).LogDensity(x[n]);
            off += Math.Abs(q.LogDensity(z) + (0.5 * eps.Sum(e => (e * e) + Math.Log(2 * Math.PI))) + h[3] + h[4] + h[5]);
        }

        Assert.Equal(expected, s_full.Reconstruction(phi, noise, new double[phi.Length]), 1e-12 * Math.Abs(expected));

        // log q(z) = log N(ε) − Σ log Cᵢᵢ.
        Assert.Equal(0, off, 1e-12);
    }

    /// <summary>Where log q has parameters of its own, ε is had from z by them: estimators of the gradient along the draw alone rest on that.</summary>
    [Fact]
    public void WeightOfADraw_HasTheDerivativesOfItsParts()
        => WeightChecks.Run(new ModelProgram((ModelData)typeof(FullVae).GetProperty("ModelData", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(s_full)!), seed: 11);

    [Fact]
    public void Minibatches_AverageToTheWhole()
        => LikelihoodTests.Averages(s_full, Rows, (m, phi, eps, g) => m.Elbo(phi, eps, g), (m, phi, eps, rows, g) => m.ElboOnBatch(phi, eps, rows, g), m => (m.ParameterCount, m.NoiseCount));

    /// <summary>
    /// x ~ N(b, WWᵀ + σ²I) has the posterior N(Λ⁻¹Wᵀ(x − b)/σ², Λ⁻¹) with Λ = I + WᵀW/σ² far from diagonal: an affine encoder can give it, and does where its weights are
    /// set so. Trained, it leaves nothing to the family and little to the networks; a diagonal q loses ½(log Λ₁₁ + log Λ₂₂ − log det Λ) at best.
    /// </summary>
    [Fact]
    public void LinearDecoder_IsLeftNoGap()
    {
        double[][] x = Data(40, 5);
        var model = new LinearFullVae(x);
        LinearFullVae.LinearFullVaeTraining trained = model.Train(new TrainingOptions { Epochs = 300, BatchSize = 20, StepSize = 0.01 });
        double variance = Math.Exp(2 * trained.Parameters[^1]);
        double[] b = trained.Decoder.Apply([0, 0]), w0 = Column(1, 0), w1 = Column(0, 1);
        double p00 = 1 + (Dot(w0, w0) / variance), p11 = 1 + (Dot(w1, w1) / variance), p01 = Dot(w0, w1) / variance, det = (p00 * p11) - (p01 * p01);
        double ofDiagonal = 0.5 * (Math.Log(p00) + Math.Log(p11) - Math.Log(det));
        Assert.True(ofDiagonal > 0.01, "a diagonal q is worse");

        // Sums over grids of some thousand terms of tens of nats; the climb ends where a step gains 1e-13 of that.
        const double Tolerance = 1e-9;
        IReadOnlyList<RowGap> before = trained.Gap(model, 0, 17);
        Assert.All(before, gap => Assert.Equal(0, gap.ApproximationGap, Tolerance));
        Assert.All(before, gap => Assert.InRange(gap.AmortisationGap, 10 * Tolerance, 1));

        // C·Cᵀ = Λ⁻¹ = [p11, −p01; −p01, p00]/det. Rows of the encoder's matrix are inputs; its columns mean, log diagonal, and what is below it.
        double c00 = Math.Sqrt(p11 / det), c10 = -p01 / det / c00, c11 = Math.Sqrt((p00 / det) - (c10 * c10));
        double[] phi = trained.Parameters;
        for (int i = 0; i < 5; i++)
        {
            double[] row = [((p11 * w0[i]) - (p01 * w1[i])) / det / variance, ((p00 * w1[i]) - (p01 * w0[i])) / det / variance, 0, 0, 0];
            row.CopyTo(phi, 5 * i);
        }

        double[] m = [.. Enumerable.Range(0, 2).Select(k => -Enumerable.Range(0, 5).Sum(i => phi[(5 * i) + k] * b[i]))];
        new[] { m[0], m[1], Math.Log(c00), Math.Log(c11), c10 }.CopyTo(phi, 25);
        foreach (RowGap gap in trained.Gap(model, [.. Enumerable.Range(0, 40)]))
        {
            Assert.Equal(0, gap.Gap, Tolerance);
            Assert.Equal(0, gap.AmortisationGap, Tolerance);
        }

        double[] Column(double first, double second) => [.. trained.Decoder.Apply([first, second]).Zip(b, (v, o) => v - o)];
    }

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, c) => a * c).Sum();

    private static double[] Encoder(double[] phi, double[] row)
    {
        double[] hidden = [.. Enumerable.Range(0, 5).Select(k => Math.Tanh(row.Select((v, i) => v * phi[(5 * i) + k]).Sum() + phi[30 + k]))];
        return [.. Enumerable.Range(0, 9).Select(k => hidden.Select((v, i) => v * phi[35 + (9 * i) + k]).Sum() + phi[80 + k])];
    }

    /// <summary>Prior and q of one vector without a plate: the exact posterior is normal, and q comes to it.</summary>
    [Fact]
    public void PlainModel_HasTheExactPosterior()
    {
        var model = new PlainFull(new[,] { { 1, 0.3 }, { 0.3, 2 } }, [0.5, -1], [0.4, 0.9, 1.3]);
        GradientTests.Check(model.ParameterCount, model.NoiseCount, (phi, eps, g) => model.Elbo(phi, eps, g));
        var fit = model.Fit();
        var exact = model.Exact();
        Assert.Equal(exact.LogEvidence.Value, fit.Elbo, 1e-6);
    }

    [Fact]
    public void AnotherNumberOfOutputs_IsRefused()
    {
        var model = new ShortFactor(Data(3, 6, isBits: true));
        Assert.StartsWith("QZ[0]: the vector of mean and factor has 8 numbers, but FromMeanAndFactor takes n(n + 3)/2", Assert.Throws<ModelDataException>(() => model.ParameterCount).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MultivariateNormal.FromMeanAndFactor(new double[8]));
    }

    internal static double[][] Data(int count, int width, bool isBits = false)
    {
        var random = new Philox(33, (ulong)width);
        double[][] axes = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, width).Select(_ => random.NextNormal()).ToArray())];
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            (double a, double b) = (random.NextNormal(), random.NextNormal());
            return Enumerable.Range(0, width).Select(i => isBits ? (random.NextDouble() < 0.4 ? 1.0 : 0.0) : (a * axes[0][i]) + (b * axes[1][i]) + (0.5 * random.NextNormal())).ToArray();
        })];
    }
}
