namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>A mixture of normals as the prior of a vector: its density, its gradient, and that it counts to the KL.</summary>
public class MixturePriorVectorTests
{
    private static readonly double[][] s_bits = Bits(12, 6, seed: 3);

    private static readonly HillsVae s_hills = new(s_bits);

    private static readonly GivenHillsVae s_given = new(s_bits, [0.2, -1, 0.4], new double[,] { { 1, -1 }, { 0.3, 2 }, { -2, 0 } }, new double[,] { { 0.1, -0.4 }, { -0.3, 0 }, { 0.2, -1 } });

    [Fact]
    public void Gradient_IsTheDerivative()
    {
        GradientTests.Check(s_hills.ParameterCount, s_hills.NoiseCount, (phi, eps, g) => s_hills.Elbo(phi, eps, g));
        GradientTests.Check(s_hills.ParameterCount, s_hills.NoiseCount, (phi, eps, g) => s_hills.Kl(phi, eps, g));
        GradientTests.Check(s_hills.Dimension, 0, (u, _, g) => s_hills.LogPrior(u, g));
        GradientTests.Check(s_given.ParameterCount, s_given.NoiseCount, (phi, eps, g) => s_given.Kl(phi, eps, g));
    }

    /// <summary>KL by hand at the draw: minus q's entropy, minus the density of the mixture as the run-time type has it. The reconstruction knows nothing of it.</summary>
    [Fact]
    public void Kl_IsThatOfTheMixtureAtTheDraw()
    {
        double[] phi = GradientTests.Numbers(s_hills.ParameterCount, 1), noise = GradientTests.Numbers(s_hills.NoiseCount, 2), gradient = new double[phi.Length];
        int encoder = Encoder.WeightCount;
        var prior = NormalMixtureVector.FromLogits(phi[encoder..(encoder + 3)], Matrix(phi, encoder + 3), Matrix(phi, encoder + 9));
        double expected = 0;
        for (int n = 0; n < s_bits.Length; n++)
        {
            double[] out_ = new TrainedNetwork(Encoder, phi[..encoder]).Apply(s_bits[n]);
            double[] z = [.. Enumerable.Range(0, 2).Select(i => out_[i] + (Math.Exp(out_[2 + i]) * noise[(2 * n) + i]))];
            expected -= out_[2] + out_[3] + 1 + Math.Log(2 * Math.PI);
            expected -= prior.LogDensity(z);
        }

        // Sums of the same terms in another order.
        Assert.Equal(expected, s_hills.Kl(phi, noise, gradient), 1e-12 * Math.Abs(expected));
        Assert.All(gradient[encoder..(encoder + 15)], d => Assert.NotEqual(0, d));
        s_hills.Reconstruction(phi, noise, gradient);
        Assert.All(gradient[encoder..(encoder + 15)], d => Assert.Equal(0, d));
        Assert.Equal("z: Monte Carlo", string.Join("; ", HillsVae.KlLedger));
    }

    [Fact]
    public void Kl_IsThatOfTheRowsMixture()
    {
        double[] phi = GradientTests.Numbers(s_given.ParameterCount, 1), noise = GradientTests.Numbers(s_given.NoiseCount, 2), gradient = new double[phi.Length];
        int encoder = Encoder.WeightCount;
        var one = NormalMixtureVector.FromLogits([0.2, -1, 0.4], new double[,] { { 1, -1 }, { 0.3, 2 }, { -2, 0 } }, new double[,] { { 0.1, -0.4 }, { -0.3, 0 }, { 0.2, -1 } });
        var two = NormalMixtureVector.FromLogits([0.5, -0.5], new double[,] { { phi[encoder], phi[encoder + 1] }, { phi[encoder + 2], phi[encoder + 3] } }, new double[,] { { 0.1, -0.1 }, { 0, 0.2 } });
        double expected = 0;
        for (int n = 0; n < s_bits.Length; n++)
        {
            double[] out_ = new TrainedNetwork(Encoder, phi[..encoder]).Apply(s_bits[n]);
            double[] z = [.. Enumerable.Range(0, 2).Select(i => out_[i] + (Math.Exp(out_[2 + i]) * noise[(2 * n) + i]))];
            expected -= out_[2] + out_[3] + 1 + Math.Log(2 * Math.PI);
            expected -= (s_bits[n][0] > 0 ? one : two).LogDensity(z);
        }

        // A mixture that is chosen row by row is data of rows, kept in single precision: each number is rounded by 2⁻²⁴ of it at most.
        Assert.Equal(expected, s_given.Kl(phi, noise, gradient), Math.Abs(expected) / (1 << 24));
    }

    /// <summary>Beside a class: each state has its draw, whose mixture counts with the state's probability. A component that comes twice is one.</summary>
    [Fact]
    public void MixtureBesideAClass_HasTheDerivative_AndAComponentTwiceIsOne()
    {
        var once = new ClassOfHills(s_bits, [0], new double[,] { { 0.3, -1 } }, new double[,] { { 0.2, -0.1 } });
        var twice = new ClassOfHills(s_bits, [0.4, -0.6], new double[,] { { 0.3, -1 }, { 0.3, -1 } }, new double[,] { { 0.2, -0.1 }, { 0.2, -0.1 } });
        GradientTests.Check(twice.ParameterCount, twice.NoiseCount, (phi, eps, g) => twice.Elbo(phi, eps, g));
        double[] phi = GradientTests.Numbers(once.ParameterCount, 1), noise = GradientTests.Numbers(once.NoiseCount, 2), gradient = new double[phi.Length], other = new double[phi.Length];

        // Sums of the same terms in another order.
        Assert.Equal(once.Kl(phi, noise, gradient), twice.Kl(phi, noise, other), 1e-11);
        Assert.Equal(gradient, other, (x, y) => Math.Abs(x - y) <= 1e-12 * (1 + Math.Abs(x)));
        Assert.Equal("y: closed form; z: Monte Carlo", string.Join("; ", ClassOfHills.KlLedger));
    }

    /// <summary>The expectation over the batches of an epoch, exactly.</summary>
    [Fact]
    public void Minibatches_AverageToTheWhole()
    {
        (double[] phi, double[] noise) = (GradientTests.Numbers(s_hills.ParameterCount, 1), GradientTests.Numbers(s_hills.NoiseCount, 2));
        double[] whole = new double[phi.Length], batch = new double[phi.Length], mean = new double[phi.Length];
        double value = s_hills.Elbo(phi, noise, whole), sum = 0;
        int[][] batches = [[0, 5, 7, 2], [1, 3, 4, 6], [8, 9, 10, 11]];
        foreach (int[] rows in batches)
        {
            sum += s_hills.ElboOnBatch(phi, noise, rows, batch) / 3;
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += batch[i] / 3;
            }
        }

        // Sums of the same terms in another order.
        Assert.Equal(value, sum, 1e-12 * Math.Abs(value));
        Assert.Equal(whole, mean, (x, y) => Math.Abs(x - y) <= 1e-12 * (1 + Math.Abs(x)));
    }

    /// <summary>log p(x) by a sum over a grid of z in which the learned mixture and the likelihood are written out; the components were told apart.</summary>
    [Fact]
    public void Evidence_IsAboveTheElbo_ByQuadrature()
    {
        double[][] x = Groups(90);
        var model = new HillsVae(x);
        HillsVae.HillsVaeTraining trained = model.Train(new TrainingOptions { Epochs = 150, BatchSize = 30, StepSize = 0.01 });
        var prior = NormalMixtureVector.FromLogits(trained.Logits, trained.Means, trained.LogSds);
        Assert.All(Enumerable.Range(1, 2), k => Assert.True(Math.Abs(trained.Means[0, 0] - trained.Means[k, 0]) + Math.Abs(trained.Means[0, 1] - trained.Means[k, 1]) > 0.1));
        Assert.All(trained.Logits, logit => Assert.NotEqual(0, logit));
        foreach (RowGap gap in trained.Gap(model, 0, 1, 2))
        {
            // The trapezium rule for a smooth density that falls off at both ends errs by rounding once the step is below the narrowest width.
            const double Step = 0.05;
            double evidence = 0;
            for (double z0 = -10; z0 <= 10; z0 += Step)
            {
                for (double z1 = -10; z1 <= 10; z1 += Step)
                {
                    evidence += Step * Step * Math.Exp(prior.LogDensity([z0, z1]) + BernoulliVector.FromLogits(trained.Decoder.Apply([z0, z1])).LogDensity(x[gap.Row]));
                }
            }

            // The gap's own quadrature settles at 1e-8.
            Assert.Equal(Math.Log(evidence), gap.LogLikelihood, 1e-7);
            Assert.True(gap.Gap > 0, $"row {gap.Row}: {gap.Gap}");
        }
    }

    /// <summary>Without networks too: the evidence of a row is Σ πₖ N(y; mₖ, sₖ² + σ²), and the ELBO of the fit is below it.</summary>
    [Fact]
    public void FitWithoutNetworks_IsBelowTheEvidence()
    {
        double[,] y = { { 1.2, -0.7 }, { -1.5, 0.2 } }, means = { { 1, -1 }, { -2, 0 } }, logSds = { { 0.1, -0.4 }, { 0.2, -1 } };
        double[] logits = [0.2, -0.4];
        const double Sd = 0.8;
        var model = new GivenHills(y, logits, means, logSds, Sd);
        var wider = NormalMixtureVector.FromLogits(logits, means, new double[,] { { Wider(0.1), Wider(-0.4) }, { Wider(0.2), Wider(-1) } });
        double evidence = wider.LogDensity([1.2, -0.7]) + wider.LogDensity([-1.5, 0.2]);
        GivenHills.GivenHillsPosterior fit = model.Fit();
        Assert.True(fit.Elbo < evidence + (4 * fit.ElboStandardError));
        Assert.Equal(evidence, fit.LogEvidence.Value, 0.05);
        var draws = Enumerable.Range(1, 4000).Select(seed => model.SimulatePrior((ulong)seed).Z[0, 0]).ToArray();

        // Six standard errors of the mean of 4,000 draws of the mixture.
        var prior = NormalMixtureVector.FromLogits(logits, means, logSds);
        Assert.Equal(prior.Mean[0], draws.Average(), 6 * Math.Sqrt(prior.Variance[0] / draws.Length));
        double Wider(double logSd) => 0.5 * Math.Log(Math.Exp(2 * logSd) + (Sd * Sd));
    }

    private static Mlp Encoder => new(inputs: 6, hidden: [5], outputs: 4, Activation.Tanh);

    private static double[,] Matrix(double[] phi, int at) => new[,] { { phi[at], phi[at + 1] }, { phi[at + 2], phi[at + 3] }, { phi[at + 4], phi[at + 5] } };

    // Three kinds of rows.
    internal static double[][] Groups(int rows)
    {
        var random = new Philox(41);
        return [.. Enumerable.Range(0, rows).Select(n => Enumerable.Range(0, 6).Select(k => random.NextDouble() < (k / 2 == n % 3 ? 0.9 : 0.1) ? 1.0 : 0.0).ToArray())];
    }

    private static double[][] Bits(int rows, int columns, ulong seed)
    {
        var random = new Philox(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => random.NextDouble() < 0.4 ? 1.0 : 0.0).ToArray())];
    }
}
