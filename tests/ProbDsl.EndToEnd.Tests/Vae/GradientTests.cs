namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>The ELBO of models with networks: its gradient by differences, minibatches against the whole, each row apart.</summary>
public class GradientTests
{
    private static readonly double[][] s_bits = Bits(12, 6, seed: 3);

    private static readonly SmallVae s_vae = new(s_bits);

    private static readonly SharedNetwork s_shared = new(new int[,] { { 1, 0, 3, 2 }, { 0, 0, 1, 5 }, { 2, 2, 0, 1 }, { 4, 1, 0, 0 } }, [0.3, -0.5, 1.2, 0.1]);

    [Fact]
    public void Gradient_IsTheDerivative()
    {
        Check(s_vae.ParameterCount, s_vae.NoiseCount, (phi, eps, g) => s_vae.Elbo(phi, eps, g));
        Check(s_vae.ParameterCount, s_vae.NoiseCount, (phi, eps, g) => s_vae.Reconstruction(phi, eps, g));
        Check(s_vae.ParameterCount, s_vae.NoiseCount, (phi, eps, g) => s_vae.Kl(phi, eps, g));
        Check(s_shared.ParameterCount, s_shared.NoiseCount, (phi, eps, g) => s_shared.Elbo(phi, eps, g));
        var sized = new SizedVae([[0.4, -1.0], [-0.3, 0.8], [1.2, 0.1]]);
        Check(sized.ParameterCount, sized.NoiseCount, (phi, eps, g) => sized.Elbo(phi, eps, g));
        Check(sized.ParameterCount, sized.NoiseCount, (phi, eps, g) => sized.Kl(phi, eps, g));
        var linear = new LinearVae([.. s_bits.Select(row => row[..5])]);
        Check(linear.ParameterCount, linear.NoiseCount, (phi, eps, g) => linear.Elbo(phi, eps, g));
    }

    /// <summary>The closed-form KL of each row, by hand from what the encoder gives: the prior of a row depends on its data.</summary>
    [Fact]
    public void KlUnderAPriorThatBranches_IsThatOfEachRow()
    {
        double[][] x = [[0.4, -1.0], [-0.3, 0.8], [1.2, 0.1]];
        var sized = new SizedVae(x);
        double[] phi = Numbers(sized.ParameterCount, 1), noise = Numbers(sized.NoiseCount, 2), gradient = new double[phi.Length];
        double expected = 0;
        foreach (double[] row in x)
        {
            // The encoder's weights come first: a row for each input, then the bias; outputs are mean and log sd.
            double mean = (row[0] * phi[0]) + (row[1] * phi[2]) + phi[4], logSd = (row[0] * phi[1]) + (row[1] * phi[3]) + phi[5];
            (double m, double s) = row[0] > 0 ? (0, 1) : (0.5, 2.0);
            expected += Math.Log(s) - logSd + ((Math.Exp(2 * logSd) + ((mean - m) * (mean - m))) / (2 * s * s)) - 0.5;
        }

        Assert.Equal(expected, sized.Kl(phi, noise, gradient), 1e-12);
    }

    /// <summary>The numbers that dropout draws are a function of the seed, so that the ELBO stays a function of the parameters.</summary>
    [Fact]
    public void GradientUnderDropout_IsTheDerivative()
    {
        var deep = new DeepVae(s_bits);
        double[] values = [.. new ulong?[] { null, 1, 2 }.Select(seed =>
        {
            var workspace = new Workspace<Scalar> { TrainingSeed = seed };
            double Elbo(double[] phi, double[] eps, double[] g) => ScalarSpan.ToDouble(deep.Elbo(ScalarSpan.Cast(phi), ScalarSpan.Cast(eps), ScalarSpan.Cast(g.AsSpan()), workspace));
            Check(deep.ParameterCount, deep.NoiseCount, Elbo);
            return Elbo(Numbers(deep.ParameterCount, 1), Numbers(deep.NoiseCount, 2), new double[deep.ParameterCount]);
        })];
        Assert.Equal(3, values.Distinct().Count());
    }

    [Fact]
    public void LogJointOfADecoder_HasTheDerivative()
        => Check(s_vae.Dimension, 0, (u, _, g) => s_vae.LogJoint(u, g));

    /// <summary>The expectation over the batches of an epoch, exactly.</summary>
    [Fact]
    public void Minibatches_AverageToTheWhole()
    {
        (double[] phi, double[] noise) = (Numbers(s_vae.ParameterCount, 1), Numbers(s_vae.NoiseCount, 2));
        double[] whole = new double[phi.Length], batch = new double[phi.Length], mean = new double[phi.Length];
        double value = s_vae.Elbo(phi, noise, whole), sum = 0;
        int[][] batches = [[0, 5, 7, 2], [1, 3, 4, 6], [8, 9, 10, 11]];
        foreach (int[] rows in batches)
        {
            sum += s_vae.ElboOnBatch(phi, noise, rows, batch) / 3;
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += batch[i] / 3;
            }
        }

        // Sums of the same terms in another order.
        Assert.Equal(value, sum, 1e-12 * Math.Abs(value));
        Assert.Equal(whole, mean, (x, y) => Math.Abs(x - y) <= 1e-12 * (1 + Math.Abs(x)));
    }

    [Fact]
    public void Lanes_HaveTheScalarBits()
    {
        (double[] phi, double[] noise) = (Numbers(s_vae.ParameterCount, 1), Numbers(s_vae.NoiseCount, 2));
        double[] gradient = new double[phi.Length];
        double value = s_vae.Elbo(phi, noise, gradient);
        Lane256[] lanes = new Lane256[phi.Length];
        Lane256 inLanes = s_vae.Elbo<Lane256>([.. phi.Select(x => (Lane256)x)], [.. noise.Select(x => (Lane256)x)], lanes, new Workspace<Lane256>());
        for (int k = 0; k < Lane256.Width; k++)
        {
            Assert.Equal(value, Lane256.Get(inLanes, k));
            Assert.Equal(gradient, lanes.Select(g => Lane256.Get(g, k)));
        }
    }

    /// <summary>Data of another shape than a network's are refused before the first step, with names and sizes.</summary>
    [Fact]
    public void RowsOfAnotherLength_AreRefused()
    {
        var model = new Narrow([[1, 0, 1, 1, 0]]);
        Assert.Equal("QZ[0]: a row with 5 numbers goes into Encoder, whose first layer takes 6.", Assert.Throws<ModelDataException>(() => model.ParameterCount).Message);
        var wide = new SmallVae([[1, 0, 1, 1, 0]]);
        Assert.StartsWith("X[0]: x[n] has 5 elements", Assert.Throws<ModelDataException>(() => wide.ParameterCount).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GreyValuesUnderABernoulli_AreRefused()
    {
        var model = new SmallVae([[1, 0, 200, 1, 0, 0]]);
        Assert.Contains("X[0, 2]: x[n][entry] must be", Assert.Throws<ModelDataException>(() => model.ParameterCount).Message, StringComparison.Ordinal);
    }

    internal delegate double Function(double[] point, double[] noise, double[] gradient);

    internal static void Check(int count, int noiseCount, Function function)
    {
        double[] point = Numbers(count, 1), noise = Numbers(noiseCount, 2), gradient = new double[count], scratch = new double[count];
        function(point, noise, gradient);
        for (int i = 0; i < count; i++)
        {
            double at = point[i], h = 1e-5;
            point[i] = at + h;
            double above = function(point, noise, scratch);
            point[i] = at - h;
            double below = function(point, noise, scratch);
            point[i] = at;

            // Central differences err by h²/6 of the third derivative and by ε·|value|/h: about 1e-9 here, where values are some tens.
            double difference = (above - below) / (2 * h);
            Assert.True(Math.Abs(gradient[i] - difference) <= 1e-7 * Math.Max(1, Math.Abs(difference)), $"parameter {i}: {gradient[i]:R}, by differences {difference:R}");
        }
    }

    internal static double[] Numbers(int count, ulong stream)
    {
        var random = new Philox(7, stream);
        return [.. Enumerable.Range(0, count).Select(_ => 0.5 * random.NextNormal())];
    }

    private static double[][] Bits(int rows, int columns, ulong seed)
    {
        var random = new Philox(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => random.NextDouble() < 0.4 ? 1.0 : 0.0).ToArray())];
    }
}
