namespace ProbDsl.Tests.Distributions;

/// <summary>One row for each distribution and each regime of its parameters that has a formula or an algorithm of its own.</summary>
public static class DistributionTable
{
    private static readonly Row[] Rows =
    [
        new("Normal", new Normal(1.5, 0.7), -1, 0.3, 1.5, 4),
        new("LogNormal", new LogNormal(0.3, 0.8), 0.01, 0.5, 1, 8),
        new("HalfNormal", new HalfNormal(2.5), 0.001, 0.8, 3, 9),
        new("StudentT heavy", new StudentT(0.8, 0.5, 2), -50, -1, 0.6, 300),
        new("StudentT", new StudentT(4.5, 0.5, 2), -20, -1, 0.4, 9),
        new("StudentT nearly normal", new StudentT(5000, 0.5, 2), -6, -1, 0.4, 7),
        new("Cauchy", new Cauchy(0.5, 2), -1000, -1, 0.6, 40),
        new("HalfCauchy", new HalfCauchy(2), 0.001, 1, 2, 500),
        new("Laplace", new Laplace(0.5, 2), -20, 0, 0.6, 15),
        new("Logistic", new Logistic(0.5, 2), -30, 0, 0.6, 25),
        new("Gumbel", new Gumbel(0.5, 2), -6, 0, 0.6, 30),
        new("Exponential", new Exponential(0.7), 1e-6, 0.5, 2, 20),
        new("Gamma sharp at zero", Gamma.FromShapeAndRate(0.4, 2), 1e-9, 0.05, 0.5, 6),
        new("Gamma", Gamma.FromShapeAndScale(3.5, 0.5), 0.05, 1, 2, 9),
        new("Gamma of large shape", Gamma.FromMeanAndSd(40, 0.1), 39.6, 39.9, 40, 40.4),
        new("InverseGamma", new InverseGamma(4.5, 2), 0.1, 0.3, 0.7, 20),
        new("InverseGamma heavy", new InverseGamma(0.9, 2), 0.1, 1, 5, 500),
        new("ChiSquared of one", new ChiSquared(1), 1e-6, 0.2, 1, 12),
        new("ChiSquared", new ChiSquared(7.5), 0.2, 4, 8, 30),
        new("Weibull falling", new Weibull(0.7, 3), 1e-6, 0.5, 3, 40),
        new("Weibull", new Weibull(2.5, 3), 0.05, 1, 3, 7),
        new("Weibull narrow", new Weibull(400, 3), 2.9, 2.99, 3, 3.01),
        new("Beta", new Beta(2.5, 4), 0.001, 0.2, 0.5, 0.95),
        new("Beta sharp at zero", new Beta(0.4, 1.5), 1e-9, 0.01, 0.3, 0.97),
        new("Beta of large weight", Beta.FromMeanAndConcentration(0.3, 10_000), 0.28, 0.295, 0.3, 0.32),
        new("ContinuousBernoulli", ContinuousBernoulli.FromLogit(3), 0.001, 0.3, 0.7, 0.98),
        new("ContinuousBernoulli nearly uniform", ContinuousBernoulli.FromLogit(-0.3), 0.001, 0.3, 0.7, 0.98),
        new("ContinuousBernoulli uniform", ContinuousBernoulli.FromLogit(0), 0.001, 0.3, 0.7, 0.98),
        new("ContinuousBernoulli at an end", ContinuousBernoulli.FromLogit(-800), 1e-6, 1e-3, 2e-3, 0.01),
        new("Uniform", new Uniform(-1, 3), -0.9, 0, 1, 2.9),
        new("TruncatedNormal around the mean", new TruncatedNormal(0.5, 2, -1, 3), -0.9, 0.2, 1, 2.9),
        new("TruncatedNormal above", new TruncatedNormal(0.5, 2, -3, double.PositiveInfinity), -2.9, 0.2, 1, 8),
        new("TruncatedNormal far above", new TruncatedNormal(0, 1, 30, double.PositiveInfinity), 30.001, 30.02, 30.1, 30.5),
        new("TruncatedNormal far below", new TruncatedNormal(0, 1, double.NegativeInfinity, -30), -30.5, -30.1, -30.02, -30.001),
        new("TruncatedNormal far and thin", new TruncatedNormal(0, 1, 12, 12.01), 12.0001, 12.004, 12.006, 12.0099),
        new("TruncatedNormal thin", new TruncatedNormal(0, 1, -0.001, 0.002), -0.0009, 0.0003, 0.001, 0.0019),
        new("Bernoulli", Bernoulli.FromProbability(0.3), 0, 1),
        new("Bernoulli of a logit", Bernoulli.FromLogit(1.7), 0, 1),
        new("Binomial", Binomial.FromProbability(12, 0.35), 0, 1, 4, 9, 12),
        new("Binomial large", Binomial.FromProbability(2000, 0.35), 600, 690, 700, 780),
        new("Binomial of a logit", Binomial.FromLogit(40, -2.2), 0, 1, 4, 12),
        new("DiscretisedLogistic", new DiscretisedLogistic(256, 100, 7), 0, 60, 100, 180),
        new("DiscretisedLogistic at an end", new DiscretisedLogistic(256, 260, 4), 220, 250, 255),
        new("DiscretisedLogistic wide", new DiscretisedLogistic(10, 4.2, 300), 0, 3, 9),
        new("DiscretisedLogistic narrow", new DiscretisedLogistic(256, 100.3, 0.02), 100),
        new("Poisson", Poisson.FromRate(3.2), 0, 1, 3, 12),
        new("Poisson large", Poisson.FromLogRate(7), 900, 1080, 1097, 1250),
        new("NegativeBinomial", NegativeBinomial.FromMeanAndDispersion(6, 1.7), 0, 1, 6, 50),
        new("NegativeBinomial scattered", NegativeBinomial.FromLogMeanAndDispersion(1, 0.2), 0, 1, 3, 60),
        new("NegativeBinomial nearly Poisson", NegativeBinomial.FromMeanAndDispersion(6, 1e7), 0, 1, 6, 20),
        new("NegativeBinomial of successes", NegativeBinomial.FromSuccessesAndProbability(5, 0.3), 0, 3, 11, 50),
        new("Geometric", Geometric.FromProbability(0.2), 0, 1, 5, 60),
        new("Geometric of a logit", Geometric.FromLogit(2.5), 0, 1, 5),
        new("Categorical", Categorical.FromProbabilities([0.1, 0, 0.6, 0.3]), 0, 2, 3),
        new("Categorical of logits", Categorical.FromLogits([1000, 1001, 999, 990]), 0, 1, 2, 3),
    ];

    /// <summary>The names of all rows.</summary>
    public static TheoryData<string> All => Select(_ => true);

    /// <summary>The names of the continuous rows.</summary>
    public static TheoryData<string> Continuous => Select(row => row.Distribution is IContinuousDistribution);

    /// <summary>The names of the discrete rows.</summary>
    public static TheoryData<string> Discrete => Select(row => row.Distribution is IDiscreteDistribution);

    internal static Row Get(string name) => Rows.Single(row => row.Name == name);

    private static TheoryData<string> Select(Func<Row, bool> predicate)
    {
        var names = new TheoryData<string>();
        foreach (Row row in Rows.Where(predicate))
        {
            names.Add(row.Name);
        }

        return names;
    }

    /// <summary>A distribution and points of its support.</summary>
    internal sealed record Row(string Name, IDistribution Distribution, params double[] Points);
}
