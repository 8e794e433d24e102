namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>A prior that is made of what the encoder gives for learned rows (Tomczak and Welling 2018).</summary>
public class VampPriorTests
{
    private static readonly double[][] s_bits = MixturePriorVectorTests.Groups(12);

    private static readonly VampVae s_vamp = new(s_bits);

    [Fact]
    public void Gradient_IsTheDerivative()
    {
        GradientTests.Check(s_vamp.ParameterCount, s_vamp.NoiseCount, (phi, eps, g) => s_vamp.Elbo(phi, eps, g));
        GradientTests.Check(s_vamp.ParameterCount, s_vamp.NoiseCount, (phi, eps, g) => s_vamp.Kl(phi, eps, g));
        GradientTests.Check(s_vamp.Dimension, 0, (u, _, g) => s_vamp.LogPrior(u, g));
    }

    /// <summary>By hand: minus q's entropy, minus the log of the mean density of the encoder's outputs at the pseudo-inputs.</summary>
    [Fact]
    public void Kl_IsThatOfThePseudoInputs()
    {
        VampVae.VampVaeTraining start = s_vamp.Train(new TrainingOptions { Epochs = 0 });
        double[] phi = [.. start.Parameters.Select((p, i) => p + (0.3 * Math.Sin(i)))], noise = GradientTests.Numbers(s_vamp.NoiseCount, 2), gradient = new double[phi.Length];
        Mlp shape = new(inputs: 6, hidden: [5], outputs: 4, Activation.Tanh);
        int pseudo = phi.Length - (5 * 6), encoder = 0;

        // Parameters stand in the order in which the methods name them: here the encoder's first or the pseudo-inputs, found by what the start has.
        for (int at = 0; at + 30 <= phi.Length; at++)
        {
            pseudo = start.Parameters[at..(at + 30)].SequenceEqual(start.PseudoInputs.Cast<double>()) ? at : pseudo;
            encoder = at + shape.WeightCount <= phi.Length && start.Parameters[at..(at + shape.WeightCount)].SequenceEqual(start.Encoder.Weights) ? at : encoder;
        }

        double[,] inputs = new double[5, 6];
        Buffer.BlockCopy(phi, pseudo * sizeof(double), inputs, 0, 30 * sizeof(double));
        var network = new TrainedNetwork(shape, phi[encoder..(encoder + shape.WeightCount)]);
        var prior = NormalMixtureVector.FromMeansAndLogSds(network.ApplyToRows(inputs));
        double expected = 0;
        for (int n = 0; n < s_bits.Length; n++)
        {
            double[] output = network.Apply(s_bits[n]);
            double[] z = [.. Enumerable.Range(0, 2).Select(i => output[i] + (Math.Exp(output[2 + i]) * noise[(2 * n) + i]))];
            expected -= output[2] + output[3] + 1 + Math.Log(2 * Math.PI) + prior.LogDensity(z);
        }

        // Sums of the same terms in another order.
        Assert.Equal(expected, s_vamp.Kl(phi, noise, gradient), 1e-12 * Math.Abs(expected));
        Assert.All(gradient[pseudo..(pseudo + 30)], d => Assert.NotEqual(0, d));
    }

    [Fact]
    public void Minibatches_AverageToTheWhole()
    {
        (double[] phi, double[] noise) = (GradientTests.Numbers(s_vamp.ParameterCount, 1), GradientTests.Numbers(s_vamp.NoiseCount, 2));
        double[] whole = new double[phi.Length], batch = new double[phi.Length], mean = new double[phi.Length];
        double value = s_vamp.Elbo(phi, noise, whole), sum = 0;
        int[][] batches = [[0, 5, 7, 2], [1, 3, 4, 6], [8, 9, 10, 11]];
        foreach (int[] rows in batches)
        {
            sum += s_vamp.ElboOnBatch(phi, noise, rows, batch) / 3;
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += batch[i] / 3;
            }
        }

        Assert.Equal(value, sum, 1e-12 * Math.Abs(value));
        Assert.Equal(whole, mean, (x, y) => Math.Abs(x - y) <= 1e-12 * (1 + Math.Abs(x)));
    }

    /// <summary>By quadrature, with the learned prior written out from what training gives.</summary>
    [Fact]
    public void Evidence_IsAboveTheElbo_ByQuadrature()
    {
        double[][] x = MixturePriorVectorTests.Groups(60);
        var model = new VampVae(x);
        VampVae.VampVaeTraining trained = model.Train(new TrainingOptions { Epochs = 60, BatchSize = 20, StepSize = 0.01 });
        var prior = NormalMixtureVector.FromMeansAndLogSds(trained.Encoder.ApplyToRows(trained.PseudoInputs));
        RowGap gap = Assert.Single(trained.Gap(model, 0));

        // The trapezium rule for a smooth density that falls off at both ends errs by rounding once the step is below the narrowest width.
        const double Step = 0.05;
        double evidence = 0;
        for (double z0 = -10; z0 <= 10; z0 += Step)
        {
            for (double z1 = -10; z1 <= 10; z1 += Step)
            {
                evidence += Step * Step * Math.Exp(prior.LogDensity([z0, z1]) + BernoulliVector.FromLogits(trained.Decoder.Apply([z0, z1])).LogDensity(x[0]));
            }
        }

        // The gap's own quadrature settles at 1e-8.
        Assert.Equal(Math.Log(evidence), gap.LogLikelihood, 1e-7);
        Assert.True(gap.Gap > 0);
    }

    [Fact]
    public void RowsOfAnotherLength_AreRefused()
    {
        var narrow = new NarrowVampVae([[1, 0, 1]]);
        Assert.Equal("Z[0]: a row with 2 numbers goes into Encoder, whose first layer takes 3.", Assert.Throws<ModelDataException>(() => narrow.ParameterCount).Message);
    }
}
