namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>Classes beside networks: given, or latent with a q whose expectation is exact.</summary>
public class ClassTests
{
    private static readonly double[][] s_bits = [[1, 0, 1, 1], [0, 0, 1, 0], [1, 1, 0, 0], [0, 1, 0, 1]];

    [Fact]
    public void GivenClasses_HaveTheDerivative()
    {
        var model = new ConditionalVae(s_bits, [0, 2, 1, 2]);
        GradientTests.Check(model.ParameterCount, model.NoiseCount, (phi, eps, g) => model.Elbo(phi, eps, g));
    }

    /// <summary>What goes into the networks, by hand: the parts of a row in the order in which they are written.</summary>
    [Fact]
    public void GivenClasses_HaveTheLikelihoodByHand()
    {
        int[] label = [0, 2, 1, 2];
        var model = new ConditionalVae(s_bits, label);
        double[] u = GradientTests.Numbers((2 * 4) + (6 * 3) + 3 + (3 * 4) + 4, 5);
        double expected = 0;
        for (int n = 0; n < 4; n++)
        {
            double[] z = u[(2 * n)..((2 * n) + 2)];
            expected += BernoulliVector.FromLogits(Network(u[8..], [.. z, .. ProbMath.OneHot(label[n], 3), z[0] * z[1]], 4)).LogDensity(s_bits[n]);
        }

        Assert.Equal(expected, model.LogLikelihood(u, new double[u.Length]), 1e-13 * Math.Abs(expected));
    }

    private static readonly double[] s_frequency = [0.5, 0.2, 0.3];

    private static readonly SemiVae s_semi = new(s_bits, [-1, 2, -1, 0], s_frequency);

    private const int ClassifierWeights = (4 * 3) + 3 + (3 * 3) + 3, EncoderWeights = (7 * 3) + 3 + (3 * 4) + 4;

    [Fact]
    public void LatentClasses_HaveTheDerivative()
    {
        GradientTests.Check(s_semi.ParameterCount, s_semi.NoiseCount, (phi, eps, g) => s_semi.Elbo(phi, eps, g));
        GradientTests.Check(s_semi.ParameterCount, s_semi.NoiseCount, (phi, eps, g) => s_semi.Reconstruction(phi, eps, g));
        GradientTests.Check(s_semi.ParameterCount, s_semi.NoiseCount, (phi, eps, g) => s_semi.Kl(phi, eps, g));
    }

    /// <summary>Σ_y q(y|x) (log p(y) − log q(y|x) + log p(x|z,y) − KL(q(z|x,y) ‖ N(0, I))) with the networks by hand; a row whose label is known has that state alone.</summary>
    [Fact]
    public void LatentClasses_HaveTheBoundOfM2()
    {
        (double[] phi, double[] noise) = (GradientTests.Numbers(s_semi.ParameterCount, 1), GradientTests.Numbers(s_semi.NoiseCount, 2));
        Assert.Equal(4 * 3 * 2, noise.Length);
        int[] label = [-1, 2, -1, 0];
        (double reconstruction, double kl) = (0, 0);
        for (int n = 0; n < 4; n++)
        {
            double[] q = label[n] < 0 ? Categorical.FromLogits(Network(phi, s_bits[n], 3)).Probabilities : ProbMath.OneHot(label[n], 3);
            for (int y = 0; y < 3; y++)
            {
                double[] code = Network(phi[ClassifierWeights..], [.. s_bits[n], .. ProbMath.OneHot(y, 3)], 4);
                double[] z = [.. Enumerable.Range(0, 2).Select(i => code[i] + (Math.Exp(code[2 + i]) * noise[(6 * n) + (2 * y) + i]))];
                double[] logits = Network(phi[(ClassifierWeights + EncoderWeights)..], [.. z, .. ProbMath.OneHot(y, 3)], 4);
                reconstruction += q[y] * BernoulliVector.FromLogits(logits).LogDensity(s_bits[n]);
                double ofZ = Enumerable.Range(0, 2).Sum(i => 0.5 * ((code[i] * code[i]) + Math.Exp(2 * code[2 + i]) - 1) - code[2 + i]);
                kl += q[y] == 0 ? 0 : q[y] * (ofZ + Math.Log(q[y] / s_frequency[y]));
            }
        }

        double[] gradient = new double[phi.Length];
        Assert.Equal(reconstruction, s_semi.Reconstruction(phi, noise, gradient), 1e-13 * Math.Abs(reconstruction));
        Assert.Equal(kl, s_semi.Kl(phi, noise, gradient), 1e-13 * kl);
        Assert.Equal(reconstruction - kl, s_semi.Elbo(phi, noise, gradient), 1e-13 * Math.Abs(reconstruction));
        Assert.Equal("y: closed form; z: closed form", string.Join("; ", SemiVae.KlLedger));
    }

    [Fact]
    public void MinibatchesOfLatentClasses_AverageToTheWhole()
        => LikelihoodTests.Averages(s_semi, 4, (m, phi, eps, g) => m.Elbo(phi, eps, g), (m, phi, eps, rows, g) => m.ElboOnBatch(phi, eps, rows, g), m => (m.ParameterCount, m.NoiseCount));

    /// <summary>
    /// log p(x), and log p(x, y) of rows whose y is known, by importance weights summed over the states, against quadrature over z: a product rule of 81 × 81 points
    /// from −8 to 8 is exact to 1e-12 for an integrand as smooth as the normal density.
    /// </summary>
    [Fact]
    public void LogLikelihoodOfLatentClasses_IsTheIntegral()
    {
        SemiVae.SemiVaeTraining trained = s_semi.Train(new TrainingOptions { Epochs = 150, BatchSize = 4, StepSize = 0.01 });
        NetworkEvaluation evaluation = trained.Evaluate(s_semi, new EvaluationOptions { Draws = 2000 });
        int[] label = [-1, 2, -1, 0];
        double expected = 0;
        for (int n = 0; n < 4; n++)
        {
            double sum = 0;
            for (int y = 0; y < 3; y++)
            {
                for (int i = 0; i < 81 * 81 && (label[n] < 0 || label[n] == y); i++)
                {
                    double[] z = [(0.2 * (i / 81)) - 8, (0.2 * (i % 81)) - 8];
                    double log = BernoulliVector.FromLogits(trained.Decoder.Apply([.. z, .. ProbMath.OneHot(y, 3)])).LogDensity(s_bits[n]);
                    sum += 0.04 * s_frequency[y] * Math.Exp(log - (0.5 * ((z[0] * z[0]) + (z[1] * z[1]))) - Math.Log(2 * Math.PI));
                }
            }

            expected += Math.Log(sum) / 4;
        }

        // q has been fitted, so that a weight's standard deviation is below its mean: the logarithm of a row's mean of 2,000 is good to 1/√2000, here within five of it.
        Assert.Equal(expected, evaluation.LogLikelihood.Value, 5 / Math.Sqrt(4 * 2000));
        Assert.True(evaluation.Elbo.Value < evaluation.LogLikelihood.Value);
    }

    /// <summary>KL(q(y) ‖ p(y)) + Σ_y q(y) KL(q(z) ‖ p(z | y)), by hand.</summary>
    [Fact]
    public void PriorOfAClass_HasTheKlByHand()
    {
        var model = new ClusteredVae(s_bits);
        GradientTests.Check(model.ParameterCount, model.NoiseCount, (phi, eps, g) => model.Elbo(phi, eps, g));
        double[] point = GradientTests.Numbers(model.ParameterCount, 1);
        int ofClassifier = (4 * 3) + 3 + 3 + 1, ofEncoder = (4 * 3) + 3 + (3 * 4) + 4;
        double distance = point[ofClassifier + ofEncoder], expected = 0;
        foreach (double[] row in s_bits)
        {
            double q = ProbMath.LogisticSigmoid(Network(point, row, 1)[0]);
            double[] code = Network(point[ofClassifier..], row, 4);
            foreach ((double ofState, double prior, double mean) in new[] { (q, 0.3, distance), (1 - q, 0.7, -distance) })
            {
                double[] means = [mean, 0];
                double ofZ = Enumerable.Range(0, 2).Sum(i => Math.Log(0.5) - code[2 + i] + ((Math.Exp(2 * code[2 + i]) + Math.Pow(code[i] - means[i], 2)) / 0.5) - 0.5);
                expected += ofState * (ofZ + Math.Log(ofState / prior));
            }
        }

        Assert.Equal(expected, model.Kl(point, GradientTests.Numbers(model.NoiseCount, 2), new double[point.Length]), 1e-13 * expected);
    }

    // Three hidden units: a row for each input of a layer, then its bias.
    private static double[] Network(double[] w, double[] row, int outputs)
    {
        double[] hidden = [.. Enumerable.Range(0, 3).Select(j => Math.Tanh(w[(3 * row.Length) + j] + row.Select((x, i) => x * w[(3 * i) + j]).Sum()))];
        double[] second = w[((3 * row.Length) + 3)..];
        return [.. Enumerable.Range(0, outputs).Select(j => second[(3 * outputs) + j] + hidden.Select((h, i) => h * second[(outputs * i) + j]).Sum())];
    }
}
