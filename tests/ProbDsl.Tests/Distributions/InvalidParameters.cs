namespace ProbDsl.Tests.Distributions;

/// <summary>A parameter out of its domain is refused with a message that names it; a struct that was never constructed gives NaN.</summary>
public sealed class InvalidParameters
{
    private static readonly (string Start, Func<object> Create)[] Refused =
    [
        ("Normal: sd must be positive and finite, but was -1.", () => new Normal(0, -1)),
        ("Normal: sd must be positive and finite, but was 0.", () => new Normal(0, 0)),
        ("Normal: sd must be positive and finite, but was NaN.", () => new Normal(0, double.NaN)),
        ("Normal: mean must be finite, but was NaN.", () => new Normal(double.NaN, 1)),
        ("LogNormal: mu must be finite", () => new LogNormal(double.PositiveInfinity, 1)),
        ("LogNormal: sigma must be positive", () => new LogNormal(0, 0)),
        ("HalfNormal: scale must be positive", () => new HalfNormal(double.PositiveInfinity)),
        ("StudentT: degreesOfFreedom must be positive", () => new StudentT(0, 0, 1)),
        ("StudentT: location must be finite", () => new StudentT(1, double.NaN, 1)),
        ("StudentT: scale must be positive", () => new StudentT(1, 0, -2)),
        ("Cauchy: location must be finite", () => new Cauchy(double.NaN, 1)),
        ("Cauchy: scale must be positive", () => new Cauchy(0, 0)),
        ("HalfCauchy: scale must be positive", () => new HalfCauchy(-5)),
        ("Laplace: scale must be positive", () => new Laplace(0, 0)),
        ("Laplace: location must be finite", () => new Laplace(double.NaN, 1)),
        ("Logistic: scale must be positive", () => new Logistic(0, 0)),
        ("Logistic: location must be finite", () => new Logistic(double.NaN, 1)),
        ("Gumbel: scale must be positive", () => new Gumbel(0, 0)),
        ("Gumbel: location must be finite", () => new Gumbel(double.NaN, 1)),
        ("Exponential: rate must be positive", () => new Exponential(0)),
        ("Gamma: shape must be positive", () => Gamma.FromShapeAndRate(0, 1)),
        ("Gamma: rate must be positive", () => Gamma.FromShapeAndRate(1, 0)),
        ("Gamma: scale must be positive", () => Gamma.FromShapeAndScale(1, -1)),
        ("Gamma: mean must be positive", () => Gamma.FromMeanAndSd(-1, 1)),
        ("Gamma: sd must be positive", () => Gamma.FromMeanAndSd(1, 0)),
        ("InverseGamma: shape must be positive", () => new InverseGamma(0, 1)),
        ("InverseGamma: scale must be positive", () => new InverseGamma(1, 0)),
        ("ChiSquared: degreesOfFreedom must be positive", () => new ChiSquared(0)),
        ("Weibull: shape must be positive", () => new Weibull(0, 1)),
        ("Weibull: scale must be positive", () => new Weibull(1, 0)),
        ("Beta: alpha must be positive", () => new Beta(0, 1)),
        ("Beta: beta must be positive", () => new Beta(1, 0)),
        ("Beta: mean must be between 0 and 1, both excluded, but was 1.", () => Beta.FromMeanAndConcentration(1, 2)),
        ("Beta: concentration must be positive", () => Beta.FromMeanAndConcentration(0.5, 0)),
        ("Uniform: lower must be less than upper = 1, but was 2.", () => new Uniform(2, 1)),
        ("Uniform: lower must be finite", () => new Uniform(double.NegativeInfinity, 1)),
        ("Uniform: upper must be finite", () => new Uniform(0, double.PositiveInfinity)),
        ("TruncatedNormal: sd must be positive", () => new TruncatedNormal(0, 0, 0, 1)),
        ("TruncatedNormal: mean must be finite", () => new TruncatedNormal(double.NaN, 1, 0, 1)),
        ("TruncatedNormal: lower must be less than upper = 0, but was 1.", () => new TruncatedNormal(0, 1, 1, 0)),
        ("TruncatedNormal: upper must be a number", () => new TruncatedNormal(0, 1, 1, double.NaN)),
        ("Flat: lower must be finite", () => Flat.Above(double.NaN)),
        ("Flat: upper must be finite", () => Flat.Below(double.PositiveInfinity)),
        ("Flat: lower must be less than upper = 1, but was 1.", () => Flat.Between(1, 1)),
        ("Bernoulli: probability must be between 0 and 1, but was 1.5.", () => Bernoulli.FromProbability(1.5)),
        ("Bernoulli: logit must be finite", () => Bernoulli.FromLogit(double.NaN)),
        ("Binomial: trials must be zero or more, but was -1.", () => Binomial.FromProbability(-1, 0.5)),
        ("Binomial: probability must be between 0 and 1", () => Binomial.FromProbability(1, -0.5)),
        ("Binomial: logit must be finite", () => Binomial.FromLogit(1, double.NegativeInfinity)),
        ("ContinuousBernoulli: logit must be finite", () => ContinuousBernoulli.FromLogit(double.PositiveInfinity)),
        ("DiscretisedLogistic: levels must be at least 1", () => new DiscretisedLogistic(0, 0, 1)),
        ("DiscretisedLogistic: location must be finite", () => new DiscretisedLogistic(256, double.NaN, 1)),
        ("DiscretisedLogistic: scale must be positive", () => new DiscretisedLogistic(256, 0, 0)),
        ("Poisson: rate must be positive", () => Poisson.FromRate(0)),
        ("Poisson: logRate must be finite and at most 709", () => Poisson.FromLogRate(1000)),
        ("NegativeBinomial: mean must be positive", () => NegativeBinomial.FromMeanAndDispersion(0, 1)),
        ("NegativeBinomial: dispersion must be positive", () => NegativeBinomial.FromMeanAndDispersion(1, 0)),
        ("NegativeBinomial: logMean must be finite", () => NegativeBinomial.FromLogMeanAndDispersion(double.NaN, 1)),
        ("NegativeBinomial: successes must be positive", () => NegativeBinomial.FromSuccessesAndProbability(0, 0.5)),
        ("NegativeBinomial: probability must be between 0 and 1, both excluded", () => NegativeBinomial.FromSuccessesAndProbability(1, 1)),
        ("Geometric: probability must be greater than 0 and at most 1", () => Geometric.FromProbability(0)),
        ("Geometric: logit must be finite", () => Geometric.FromLogit(double.NaN)),
        ("Categorical: probabilities must sum to 1, but their sum was 0.9", () => Categorical.FromProbabilities([0.5, 0.4])),
        ("Categorical: probabilities[1] must be between 0 and 1, but was -0.5.", () => Categorical.FromProbabilities([1, -0.5, 0.5])),
        ("Categorical: probabilities must have at least one category", () => Categorical.FromProbabilities([])),
        ("Categorical: logits[0] must be finite or −∞, but was NaN.", () => Categorical.FromLogits([double.NaN, 1])),
        ("Categorical: logits must contain a finite number", () => Categorical.FromLogits([double.NegativeInfinity])),
    ];

    /// <summary>The indices of the table.</summary>
    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Refused.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Refusal_NamesTheParameterTheRuleAndTheValue(int index)
    {
        (string start, Func<object> create) = Refused[index];
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(create);
        Assert.StartsWith(start, exception.Message, StringComparison.Ordinal);
        Assert.Contains(exception.ParamName!, start, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_HasNaNLogDensity()
    {
        IDistribution[] defaults =
        [
            default(Normal), default(LogNormal), default(HalfNormal), default(StudentT), default(Cauchy), default(HalfCauchy),
            default(Laplace), default(Logistic), default(Gumbel), default(Exponential), default(Gamma), default(InverseGamma),
            default(ChiSquared), default(Weibull), default(Beta), default(Uniform), default(TruncatedNormal), default(Flat),
            default(Bernoulli), default(Binomial), default(Poisson), default(NegativeBinomial), default(Geometric), default(Categorical),
            default(ContinuousBernoulli), default(DiscretisedLogistic),
        ];
        Assert.All(defaults, distribution => Assert.Equal(double.NaN, distribution.LogDensity(0)));
        Assert.All(defaults, distribution => Assert.Equal(double.NaN, distribution.LogDensity(1)));
    }
}
