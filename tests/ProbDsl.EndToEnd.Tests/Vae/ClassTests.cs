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

    // Three hidden units: a row for each input of a layer, then its bias.
    private static double[] Network(double[] w, double[] row, int outputs)
    {
        double[] hidden = [.. Enumerable.Range(0, 3).Select(j => Math.Tanh(w[(3 * row.Length) + j] + row.Select((x, i) => x * w[(3 * i) + j]).Sum()))];
        double[] second = w[((3 * row.Length) + 3)..];
        return [.. Enumerable.Range(0, outputs).Select(j => second[(3 * outputs) + j] + hidden.Select((h, i) => h * second[(outputs * i) + j]).Sum())];
    }
}
