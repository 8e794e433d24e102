namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>Vectors of independent elements as likelihoods of decoders: against the distributions that they name, by differences, rows apart, and what data they refuse.</summary>
public class LikelihoodTests
{
    private static readonly double[][] s_shares = [[0, 0.25, 0.5, 1], [0.9, 0.3, 0.01, 0.77], [0.4, 0.6, 0.5, 0.5]];

    private static readonly double[][] s_levels = [[0, 255, 100, 17], [3, 128, 254, 255], [90, 1, 0, 60]];

    private static readonly int[][] s_classes = [[0, 2, 1, 1], [2, 2, 0, 1], [1, 0, 0, 2]];

    private static readonly double[][] s_reals = [[0.3, -1.2, 0.8, 2], [-0.4, 0.1, 1.1, -0.6], [1.5, 0.2, -0.9, 0.4]];

    [Fact]
    public void Gradients_AreDerivatives()
    {
        Gradient(new ShareVae(s_shares), (m, phi, eps, g) => m.Elbo(phi, eps, g), m => (m.ParameterCount, m.NoiseCount));
        Gradient(new LevelVae(s_levels), (m, phi, eps, g) => m.Elbo(phi, eps, g), m => (m.ParameterCount, m.NoiseCount));
        Gradient(new LevelsOfOneScale(3, s_classes), (m, phi, eps, g) => m.Elbo(phi, eps, g), m => (m.ParameterCount, m.NoiseCount));
        Gradient(new ClassVae(3, s_classes), (m, phi, eps, g) => m.Elbo(phi, eps, g), m => (m.ParameterCount, m.NoiseCount));
        Gradient(new SpreadVae(s_reals), (m, phi, eps, g) => m.Elbo(phi, eps, g), m => (m.ParameterCount, m.NoiseCount));
        Gradient(new PixelSdVae(s_reals), (m, phi, eps, g) => m.Elbo(phi, eps, g), m => (m.ParameterCount, m.NoiseCount));

        static void Gradient<T>(T model, Func<T, double[], double[], double[], double> elbo, Func<T, (int Parameters, int Noise)> counts)
            => GradientTests.Check(counts(model).Parameters, counts(model).Noise, (phi, eps, g) => elbo(model, phi, eps, g));
    }

    /// <summary>The generated density is that of the run-time distribution at the decoder's output, which is computed by hand.</summary>
    [Fact]
    public void LogLikelihood_IsThatOfTheDistribution()
    {
        Same(new ShareVae(s_shares).LogLikelihood, s_shares, 4, 0, (y, _) => ContinuousBernoulliVector.FromLogits(y));
        Same(new LevelVae(s_levels).LogLikelihood, s_levels, 8, 0, (y, _) => DiscretisedLogisticVector.FromLocationAndLogScale(256, y));
        Same(new LevelsOfOneScale(3, s_classes).LogLikelihood, Reals(s_classes), 4, 1, (y, own) => DiscretisedLogisticVector.WithScale(3, y, Math.Exp(own[0])));
        Same(new ClassVae(3, s_classes).LogLikelihood, Reals(s_classes), 12, 0, (y, _) => CategoricalVector.FromLogits(3, y));
        Same(new RealClassVae(Reals(s_classes)).LogLikelihood, Reals(s_classes), 12, 0, (y, _) => CategoricalVector.FromLogits(3, y));
        Same(new SpreadVae(s_reals).LogLikelihood, s_reals, 8, 0, (y, _) => NormalVector.FromMeanAndLogSd(y));
        Same(new PixelSdVae(s_reals).LogLikelihood, s_reals, 4, 4, (y, own) => NormalVector.WithLogSds(y, own));
    }

    [Fact]
    public void RowsApart_AverageToTheWhole()
    {
        Averages(new ShareVae(s_shares), 3, (m, phi, eps, g) => m.Elbo(phi, eps, g), (m, phi, eps, rows, g) => m.ElboOnBatch(phi, eps, rows, g), m => (m.ParameterCount, m.NoiseCount));
        Averages(new LevelVae(s_levels), 3, (m, phi, eps, g) => m.Elbo(phi, eps, g), (m, phi, eps, rows, g) => m.ElboOnBatch(phi, eps, rows, g), m => (m.ParameterCount, m.NoiseCount));
        Averages(new ClassVae(3, s_classes), 3, (m, phi, eps, g) => m.Elbo(phi, eps, g), (m, phi, eps, rows, g) => m.ElboOnBatch(phi, eps, rows, g), m => (m.ParameterCount, m.NoiseCount));
        Averages(new SpreadVae(s_reals), 3, (m, phi, eps, g) => m.Elbo(phi, eps, g), (m, phi, eps, rows, g) => m.ElboOnBatch(phi, eps, rows, g), m => (m.ParameterCount, m.NoiseCount));
        Averages(new PixelSdVae(s_reals), 3, (m, phi, eps, g) => m.Elbo(phi, eps, g), (m, phi, eps, rows, g) => m.ElboOnBatch(phi, eps, rows, g), m => (m.ParameterCount, m.NoiseCount));
    }

    /// <summary>Data outside what a vector can be are refused before the first step, with a word on what would work.</summary>
    [Fact]
    public void DataOutsideTheSupport_AreRefused()
    {
        Refused("X[0, 2]: x[n][entry] must be 0 or 1, but is 200. Grey values become bits by ImageSet.Binarise;", () => new SmallVae([[1, 0, 200, 1, 0, 0]]).ParameterCount);
        Refused("X[0, 2]: x[n][entry] must be 0 or 1, but is 0.5. ", () => new SmallVae([[1, 0, 0.5, 1, 0, 0]]).ParameterCount);
        Refused("X[1, 1]: x[n][entry] must be from 0 to 1, but is 17. Divide grey values by the largest, 255;", () => new ShareVae([[0, 1, 0, 0.2], [0, 17, 3, 4]]).ParameterCount);
        Refused("X[0, 0]: x[n][entry] must be from 0 to 1, but is -0.25.", () => new ShareVae([[-0.25, 1, 0, 0.2]]).ParameterCount);
        Refused("X[0, 3]: x[n][entry] must be a whole number from 0 to 255, the last level, but is 0.2.", () => new LevelVae([[0, 1, 0, 0.2]]).ParameterCount);
        Refused("X[0, 3]: x[n][entry] must be a whole number from 0 to 3, the last level, but is 4.", () => new LevelsOfOneScale(4, [[0, 1, 0, 4]]).ParameterCount);
        Refused("X[0, 1]: x[n][entry] must be at most 2, where the support ends, but is 3.", () => new ClassVae(3, [[0, 3, 0, 0]]).ParameterCount);
        Refused("X[0, 1]: x[n][entry] must be a whole number, but is 1.5.", () => new RealClassVae([[0, 1.5, 0, 0]]).ParameterCount);
        Refused("X[0, 1]: x[n][entry] must be at least 0, where the support begins, but is -1.", () => new RealClassVae([[0, -1, 0, 0]]).ParameterCount);
        Refused("Counts[0, 1]: counts[n, entry] must be at least 0", () => new SharedNetwork(new int[,] { { 1, -1, 3, 2 } }, [0.3]).ParameterCount);
    }

    private static void Refused(string start, Func<object> use) => Assert.StartsWith(start, Assert.Throws<ModelDataException>(use).Message, StringComparison.Ordinal);

    private static double[][] Reals(int[][] rows) => [.. rows.Select(row => row.Select(v => (double)v).ToArray())];

    private delegate double LogDensity(ReadOnlySpan<double> u, Span<double> gradient);

    // Latents come first, then the decoder's weights, a row for each input of a layer and then its bias, then what the likelihood has of its own.
    private static void Same(LogDensity logLikelihood, double[][] x, int outputs, int own, Func<double[], double[], IVectorDistribution> made)
    {
        int weights = (2 * 3) + 3 + (3 * outputs) + outputs;
        double[] u = GradientTests.Numbers((2 * x.Length) + weights + own, 5);
        double[] w = u[(2 * x.Length)..], parameters = w[weights..];
        double expected = 0;
        for (int n = 0; n < x.Length; n++)
        {
            double[] hidden = [.. Enumerable.Range(0, 3).Select(j => Math.Tanh((u[2 * n] * w[j]) + (u[(2 * n) + 1] * w[3 + j]) + w[6 + j]))];
            double[] y = [.. Enumerable.Range(0, outputs).Select(j => w[9 + (3 * outputs) + j] + Enumerable.Range(0, 3).Sum(k => hidden[k] * w[9 + (k * outputs) + j]))];
            expected += made(y, parameters).LogDensity(x[n]);
        }

        // Sums of some ten terms, each good to rounding.
        Assert.Equal(expected, logLikelihood(u, new double[u.Length]), 1e-13 * Math.Abs(expected));
    }

    internal static void Averages<T>(T model, int rows, Func<T, double[], double[], double[], double> elbo, Func<T, double[], double[], int[], double[], double> onBatch, Func<T, (int Parameters, int Noise)> counts)
    {
        (double[] phi, double[] noise) = (GradientTests.Numbers(counts(model).Parameters, 1), GradientTests.Numbers(counts(model).Noise, 2));
        double[] whole = new double[phi.Length], one = new double[phi.Length], mean = new double[phi.Length];
        double value = elbo(model, phi, noise, whole), sum = 0;
        for (int n = 0; n < rows; n++)
        {
            sum += onBatch(model, phi, noise, [n], one) / rows;
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += one[i] / rows;
            }
        }

        // Sums of the same terms in another order.
        Assert.Equal(value, sum, 1e-12 * Math.Abs(value));
        Assert.Equal(whole, mean, (a, b) => Math.Abs(a - b) <= 1e-12 * (1 + Math.Abs(a)));
    }
}
