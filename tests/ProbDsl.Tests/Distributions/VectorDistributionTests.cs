namespace ProbDsl.Tests.Distributions;

/// <summary>Distributions of vectors against those of numbers: each is a chain, a product or a special case of them.</summary>
public sealed class VectorDistributionTests
{
    private const int Draws = 40_000;

    private static readonly double[,] s_covariance = { { 2, 0.3, -0.5 }, { 0.3, 1, 0.2 }, { -0.5, 0.2, 1.5 } };

    private static readonly double[] s_mean = [0.5, -1, 2];

    public static TheoryData<string> Names => [.. Made.Keys];

    private static Dictionary<string, IVectorDistribution> Made { get; } = new()
    {
        ["Dirichlet"] = new Dirichlet([0.5, 1, 3.5]),
        ["Multinomial"] = Multinomial.FromProbabilities(30, [0.1, 0.7, 0.2]),
        ["FromCovariance"] = MultivariateNormal.FromCovariance(s_mean, s_covariance),
        ["FromCholesky"] = MultivariateNormal.FromCholesky(s_mean, new double[,] { { 1.5, 0, 0 }, { -0.4, 0.7, 0 }, { 0.2, 0.1, 2 } }),
        ["FromPrecision"] = MultivariateNormal.FromPrecision(s_mean, s_covariance),
        ["WithLogSds"] = NormalVector.WithLogSds([1, -2], [0.3, -1.5]),
        ["NormalMixtureVector"] = NormalMixtureVector.FromLogits([0.3, -1, 0.5], new double[,] { { 1, -2 }, { 3, 0 }, { -2, 1 } }, new double[,] { { 0.3, -1.5 }, { 0, -0.5 }, { -1, 0.2 } }),
        ["ContinuousBernoulliVector"] = ContinuousBernoulliVector.FromLogits([0.1, -7, 2]),
        ["DiscretisedLogisticVector"] = DiscretisedLogisticVector.FromLocationAndLogScale(9, [0.4, 1.1, -3, -1.5]),
        ["CategoricalVector"] = CategoricalVector.FromLogits(3, [0.2, -1, 1.5, 0, -0.3, 2]),
    };

    // Each sum rounds once a term.
    [Theory]
    [InlineData(0.7, 2.5)]
    [InlineData(3, 1)]
    public void Dirichlet_OfTwo_IsBeta(double alpha, double beta)
    {
        var pair = new Dirichlet([alpha, beta]);
        var single = new Beta(alpha, beta);
        foreach (double x in new[] { 1e-12, 0.03, 0.5, 0.99 })
        {
            Assert.Equal(single.LogDensity(x), pair.LogDensity([x, 1 - x]), 1e-12);
        }

        Assert.Equal(single.Mean, pair.Mean[0], 1e-15);
        Assert.Equal(single.Variance, pair.Variance[1], 1e-15);
        Assert.Equal(-single.Variance, pair.Covariance[0, 1], 1e-15);
    }

    [Fact]
    public void Dirichlet_IntegratesToOne()
    {
        // Over the triangle, with the inner integral from 0 to what is left: no α below 1, so that the integrand is bounded.
        var triple = new Dirichlet([1.5, 2, 3]);
        double Inner(double x) => PanelIntegral.Between(y => Math.Exp(triple.LogDensity([x, y, 1 - x - y])), 0, 1 - x);
        Assert.Equal(1, PanelIntegral.Between(Inner, 0, 1), 1e-9);
    }

    [Fact]
    public void Symmetric_IsTheSameWrittenOut()
    {
        Assert.Equal(new Dirichlet([1.5, 1.5, 1.5]), Dirichlet.Symmetric(3, 1.5));
        Assert.NotEqual(new Dirichlet([1.5, 1.5]), Dirichlet.Symmetric(3, 1.5));
        Assert.Equal(Math.Log(2), Dirichlet.Symmetric(3, 1).LogDensity([0.2, 0.3, 0.5]), 1e-15);
    }

    [Fact]
    public void OutsideItsSupport_NothingHasDensity()
    {
        Assert.Equal(double.NegativeInfinity, Made["Dirichlet"].LogDensity([0.5, 0.6, -0.1]));
        Assert.Equal(double.NegativeInfinity, Made["Dirichlet"].LogDensity([0.5, 0.6, 0.1]));
        Assert.Equal(double.NegativeInfinity, Made["Multinomial"].LogDensity([10, 10, 9]));
        Assert.Equal(double.NegativeInfinity, Made["Multinomial"].LogDensity([15.5, 10.5, 4]));
        Assert.True(double.IsNaN(Made["Dirichlet"].LogDensity([0.5, double.NaN, 0.5])));
        Assert.True(double.IsNaN(default(Dirichlet).LogDensity([])));
        Assert.True(double.IsNaN(default(Multinomial).LogDensity([])));
        Assert.True(double.IsNaN(default(MultivariateNormal).LogDensity([])));
        Assert.True(double.IsNaN(default(NormalMixtureVector).LogDensity([])));
        Assert.Throws<ArgumentException>(() => Made["Dirichlet"].LogDensity([0.5, 0.5]));
    }

    /// <summary>A sum of densities, by hand; far out, where each underflows, its logarithm is that of the nearest component.</summary>
    [Fact]
    public void NormalMixture_IsTheWeightedSum()
    {
        var mixture = NormalMixtureVector.FromLogits([0.3, -1], new double[,] { { 1, -2 }, { 3, 0 } }, new double[,] { { 0.3, -1.5 }, { 0, -0.5 } });
        NormalVector[] components = [NormalVector.WithLogSds([1, -2], [0.3, -1.5]), NormalVector.WithLogSds([3, 0], [0, -0.5])];
        double weight = 1 / (1 + Math.Exp(-1.3));
        double[] x = [1.4, -1.1];
        Assert.Equal(weight, mixture.Weights[0], 1e-15);
        Assert.Equal(Math.Log((weight * Math.Exp(components[0].LogDensity(x))) + ((1 - weight) * Math.Exp(components[1].LogDensity(x)))), mixture.LogDensity(x), 1e-13);
        double[] far = [80, 0];
        Assert.Equal(Math.Log(weight) + components[0].LogDensity(far), mixture.LogDensity(far), 1e-10);
        Assert.Equal(mixture.LogDensity(x), NormalMixtureVector.FromLogits([1000.3, 999], new double[,] { { 1, -2 }, { 3, 0 } }, new double[,] { { 0.3, -1.5 }, { 0, -0.5 } }).LogDensity(x), 1e-12);
        var equal = NormalMixtureVector.FromMeansAndLogSds([[1, -2, 0.3, -1.5], [3, 0, 0, -0.5]]);
        Assert.Equal(Math.Log(0.5 * (Math.Exp(components[0].LogDensity(x)) + Math.Exp(components[1].LogDensity(x)))), equal.LogDensity(x), 1e-13);
    }

    [Fact]
    public void Multinomial_IsAProductOfBinomials()
    {
        double[] p = [0.1, 0.7, 0.2];
        double total = 0;
        for (int a = 0; a <= 6; a++)
        {
            for (int b = 0; a + b <= 6; b++)
            {
                double expected = Binomial.FromProbability(6, p[0]).LogDensity(a) + Binomial.FromProbability(6 - a, p[1] / (p[1] + p[2])).LogDensity(b);
                double log = Multinomial.FromProbabilities(6, p).LogDensity([a, b, 6 - a - b]);
                Assert.Equal(expected, log, 1e-13);
                total += Math.Exp(log);
            }
        }

        Assert.Equal(1, total, 1e-13);
        Assert.Equal(0, Multinomial.FromProbabilities(4, [0, 1]).LogDensity([0, 4]), 1e-15);
    }

    // Channels: first what all elements have of the first kind. Sums of at most 81 masses, each good to rounding.
    [Fact]
    public void VectorsOfElements_AreProductsAndSumToOne()
    {
        Categorical[] elements = [Categorical.FromLogits([0.2, 1.5, -0.3]), Categorical.FromLogits([-1, 0, 2])];
        DiscretisedLogistic[] levels = [new(9, 8 * 0.4, 8 * Math.Exp(-3)), new(9, 8 * 1.1, 8 * Math.Exp(-1.5))];
        (double ofClasses, double ofLevels) = (0, 0);
        for (int a = 0; a < 9; a++)
        {
            for (int b = 0; b < 9; b++)
            {
                ofLevels += Math.Exp(Made["DiscretisedLogisticVector"].LogDensity([a, b]));
                Assert.Equal(levels[0].LogDensity(a) + levels[1].LogDensity(b), Made["DiscretisedLogisticVector"].LogDensity([a, b]), 1e-13);
                ofClasses += Math.Exp(Made["CategoricalVector"].LogDensity([a, b]));
                Assert.Equal(elements[0].LogDensity(a) + elements[1].LogDensity(b), Made["CategoricalVector"].LogDensity([a, b]), 1e-14);
            }
        }

        Assert.Equal(1, ofClasses, 1e-14);
        Assert.Equal(1, ofLevels, 1e-13);
    }

    [Fact]
    public void MultivariateNormal_IsAChainOfNormals()
    {
        double[] x = [1.2, 0.3, -0.7];
        var whole = MultivariateNormal.FromCovariance(s_mean, s_covariance);

        // The first; the second given it; the third given both, by the textbook formulas for two by two.
        double log = new Normal(s_mean[0], Math.Sqrt(s_covariance[0, 0])).LogDensity(x[0]);
        double slope = s_covariance[0, 1] / s_covariance[0, 0];
        log += new Normal(s_mean[1] + slope * (x[0] - s_mean[0]), Math.Sqrt(s_covariance[1, 1] - slope * s_covariance[0, 1])).LogDensity(x[1]);
        double determinant = s_covariance[0, 0] * s_covariance[1, 1] - s_covariance[0, 1] * s_covariance[0, 1];
        double first = (s_covariance[1, 1] * s_covariance[2, 0] - s_covariance[0, 1] * s_covariance[2, 1]) / determinant;
        double second = (s_covariance[0, 0] * s_covariance[2, 1] - s_covariance[0, 1] * s_covariance[2, 0]) / determinant;
        double variance = s_covariance[2, 2] - first * s_covariance[2, 0] - second * s_covariance[2, 1];
        log += new Normal(s_mean[2] + first * (x[0] - s_mean[0]) + second * (x[1] - s_mean[1]), Math.Sqrt(variance)).LogDensity(x[2]);
        Assert.Equal(log, whole.LogDensity(x), 1e-13);
    }

    [Fact]
    public void MultivariateNormal_IsTheSameByPrecisionAndFactor()
    {
        // Σ = C Cᵀ and its inverse, by hand for a C of small whole numbers: all entries below are exact.
        double[,] factor = { { 2, 0 }, { 1, 0.5 } }, covariance = { { 4, 2 }, { 2, 1.25 } }, precision = { { 1.25, -2 }, { -2, 4 } };
        MultivariateNormal[] same = [MultivariateNormal.FromCovariance([1, 2], covariance), MultivariateNormal.FromPrecision([1, 2], precision), MultivariateNormal.FromCholesky([1, 2], factor)];
        foreach (MultivariateNormal one in same)
        {
            Assert.Equal(same[0].LogDensity([0.3, -0.4]), one.LogDensity([0.3, -0.4]), 1e-13);
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(covariance[i, i], one.Variance[i], 1e-13);
                Assert.Equal(covariance[0, 1], one.Covariance[i, 1 - i], 1e-13);
            }
        }
    }

    // The same matrices, whose entries and factors are all exact; the inverse of a factor rounds once an operation.
    [Fact]
    public void Chain_HasThePrecision()
    {
        double[,] factor = { { 2, 0 }, { 1, 0.5 } }, covariance = { { 4, 2 }, { 2, 1.25 } }, precision = { { 1.25, -2 }, { -2, 4 } };
        foreach (NormalChain chain in new[] { NormalChain.FromCovariance(covariance), NormalChain.FromPrecision(precision), NormalChain.FromCholesky(factor) })
        {
            double[,] found = chain.Precision();
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(precision[i, i], found[i, i], 1e-14);
                Assert.Equal(precision[0, 1], found[i, 1 - i], 1e-14);
            }
        }
    }

    // Means of 40,000 draws lie within four of their standard errors, sample covariances within five of theirs: a product of two deviations with kurtosis below 9
    // (Beta(0.5, 4.5) has 6.8, the most here) has a standard deviation below 3 √(vᵢ vⱼ).
    [Theory]
    [MemberData(nameof(Names))]
    public void Draws_HaveTheMoments(string name)
    {
        IVectorDistribution law = Made[name];
        var random = new Philox(11, 0);
        double[][] draws = [.. Enumerable.Range(0, Draws).Select(_ => law.Sample(ref random))];
        double[] mean = law.Mean, variance = law.Variance;
        double[,] covariance = law.Covariance;
        for (int i = 0; i < law.Count; i++)
        {
            Assert.Equal(mean[i], draws.Average(d => d[i]), 4 * Math.Sqrt(variance[i] / Draws));
            Assert.Equal(variance[i], covariance[i, i], 1e-14);
            for (int j = 0; j < law.Count; j++)
            {
                Assert.Equal(covariance[i, j], draws.Average(d => (d[i] - mean[i]) * (d[j] - mean[j])), 5 * 3 * Math.Sqrt(variance[i] * variance[j] / Draws));
            }
        }

        Assert.All(draws.Take(100), d => Assert.True(double.IsFinite(law.LogDensity(d))));
    }

    [Fact]
    public void InvalidParameters_AreNamed()
    {
        Says("Dirichlet: concentration[1] must be positive and finite, but was 0.", () => new Dirichlet([1, 0]));
        Says("Dirichlet: concentration must have at least one element, but was empty.", () => new Dirichlet([]));
        Says("Dirichlet: count must be at least 1, but was 0.", () => Dirichlet.Symmetric(0, 1));
        Says("Multinomial: trials must be zero or more, but was -1.", () => Multinomial.FromProbabilities(-1, [1]));
        Says("MultivariateNormal: mean[0] must be finite, but was NaN.", () => MultivariateNormal.FromCovariance([double.NaN], new double[,] { { 1 } }));
        Says("MultivariateNormal: the matrix is 1 × 1, but mean has 2 elements.", () => MultivariateNormal.FromCovariance([0, 1], new double[,] { { 1 } }));
        Says("covariance must be square and not empty, but is 1 × 2.", () => MultivariateNormal.FromCovariance([0], new double[,] { { 1, 2 } }));
        Says("covariance[0, 1] must equal covariance[1, 0] = 0.2, since the matrix is symmetric, but is 0.3.", () => MultivariateNormal.FromCovariance([0, 0], new[,] { { 1, 0.3 }, { 0.2, 1 } }));
        Says("covariance must be positive definite, but a direction has the variance -3 (pivot 2 of 2 of its Cholesky factor).", () => MultivariateNormal.FromCovariance([0, 0], new double[,] { { 1, 2 }, { 2, 1 } }));
        Says("precision must be positive definite, but a direction has the precision -3 (pivot 2 of 2 of its Cholesky factor).", () => MultivariateNormal.FromPrecision([0, 0], new double[,] { { 1, 2 }, { 2, 1 } }));
        Says("factor[0, 1] must be 0, above the diagonal, but is 1.", () => MultivariateNormal.FromCholesky([0, 0], new double[,] { { 1, 1 }, { 0, 1 } }));
        Says("factor[1, 1] must be positive, being on the diagonal, but is 0.", () => MultivariateNormal.FromCholesky([0, 0], new double[,] { { 1, 0 }, { 0, 0 } }));
    }

    [Fact]
    public void InvalidChannels_AreNamed()
    {
        Says("CategoricalVector: logits must have 3 numbers for each element, but has 4 in all.", () => CategoricalVector.FromLogits(3, [1, 2, 3, 4]));
        Says("CategoricalVector: logits must have at least one element, but was empty.", () => CategoricalVector.FromLogits(3, []));
        Says("NormalVector: meanAndLogSd must have 2 numbers for each element, but has 3 in all.", () => NormalVector.FromMeanAndLogSd([1, 2, 3]));
        Says("NormalMixtureVector: there are 2 logits, 1 × 2 means and 1 × 2 log standard deviations.", () => NormalMixtureVector.FromLogits([0, 0], new double[1, 2], new double[1, 2]));
        Says("NormalMixtureVector: logits[1] must be finite, but was NaN.", () => NormalMixtureVector.FromLogits([0, double.NaN], new double[2, 2], new double[2, 2]));
        Says("NormalMixtureVector: meanAndLogSd must have at least one row, and all rows one length.", () => NormalMixtureVector.FromMeansAndLogSds([[1, 2], [1, 2, 3, 4]]));
        Says("DiscretisedLogistic: scale must be positive and finite, but was 0.", () => DiscretisedLogisticVector.WithScale(256, [0.5], 0));
        Says("ContinuousBernoulli: logit must be finite, but was NaN.", () => ContinuousBernoulliVector.FromLogits([double.NaN]));
    }

    private static void Says(string message, Func<object> make)
        => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
}
