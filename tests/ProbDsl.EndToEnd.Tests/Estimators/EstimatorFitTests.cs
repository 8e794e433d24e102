using ProbDsl.EndToEnd.Tests.Stochastic;

namespace ProbDsl.EndToEnd.Tests.Estimators;

/// <summary>Stochastic fits by each estimator, where the family holds the posterior: means to 0.01 standard deviations, standard deviations to 1 %.</summary>
/// <remarks>
/// The tolerance is that of <see cref="ConjugateStochasticTests"/>, which has mean fields: 0.002 of bias and four standard errors of 0.002.
/// </remarks>
public class EstimatorFitTests
{
    private const double Allowed = 0.01;
    private const double Coupling = 0.2;

    private static readonly GradientEstimator[] s_estimators =
    [
        GradientEstimator.ClosedFormEntropy, GradientEstimator.MonteCarloEntropy, GradientEstimator.StickingTheLanding, GradientEstimator.DoublyReparameterised(4),
    ];

    private static readonly int[] s_laneWidths = [1, 4, 8];
    private static readonly double[] s_pull = [1.0, -0.5, 0.2];

    public static TheoryData<int, ulong> Cases()
    {
        var cases = new TheoryData<int, ulong>();
        for (int k = 0; k < s_estimators.Length; k++)
        {
            for (ulong seed = 1; seed <= 5; seed++)
            {
                cases.Add(k, seed);
            }
        }

        return cases;
    }

    public static TheoryData<int> Assembled => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_OfAFullRank_IsExact(int estimator, ulong seed)
    {
        FitResult fit = new CoupledFullRank(s_pull, Coupling).Fit(Options(estimator, seed));
        ReadOnlySpan<double> phi = fit.Phi.ToArray();
        double[,] root = { { Math.Exp(phi[3]), 0, 0 }, { phi[4], Math.Exp(phi[5]), 0 }, { phi[6], phi[7], Math.Exp(phi[8]) } };
        Check(fit, (i, j) => Enumerable.Range(0, 3).Sum(k => root[i, k] * root[j, k]));
    }

    /// <summary>Diagonal and factor trade against each other, so that noise dies down slowly: the default of two million steps left one seed at 0.0022.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_OfALowRank_IsExact(int estimator, ulong seed)
    {
        FitOptions options = Options(estimator, seed);
        FitResult fit = new CoupledLowRank(s_pull, Coupling).Fit(options with { Stochastic = options.Stochastic! with { MaxSteps = 4_000_000 } });
        double[] phi = [.. fit.Phi.ToArray()];
        Check(fit, (i, j) => (phi[6 + i] * phi[6 + j]) + (i == j ? Math.Exp(2 * phi[3 + i]) : 0));
    }

    [Theory]
    [MemberData(nameof(Assembled))]
    public void Fit_HasTheSameBitsForEveryLaneWidth(int estimator)
    {
        (double[] x, double[] y) = ConjugateStochasticTests.Data();
        FitResult[] fits =
        [
            .. s_laneWidths.Select(lanes => new WholeLine(x, y).Fit(new FitOptions
            {
                LaneWidth = lanes,
                EvaluationDraws = 64,
                Stochastic = new StochasticOptions { Estimator = s_estimators[estimator], MaxSteps = 500 },
            })),
        ];
        Assert.Equal(fits[0].Phi.ToArray(), fits[1].Phi.ToArray());
        Assert.Equal(fits[0].Phi.ToArray(), fits[2].Phi.ToArray());
    }

    /// <summary>Also where the gradients are the same, as those of these two.</summary>
    [Fact]
    public void Checkpoint_OfAnotherEstimator_IsRefused()
    {
        string path = Path.GetTempFileName();
        File.Delete(path);
        (double[] x, double[] y) = ConjugateStochasticTests.Data();
        void Run(GradientEstimator estimator) => new WholeLine(x, y).Fit(new FitOptions
        {
            EvaluationDraws = 64,
            Stochastic = new StochasticOptions { Estimator = estimator, MaxSteps = 100, Checkpoint = path },
        });
        try
        {
            Run(GradientEstimator.StickingTheLanding);
            Assert.Throws<InvalidDataException>(() => Run(GradientEstimator.DoublyReparameterised(1)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Fit_OfPartOfTheRowsByAnImportanceWeightedBound_IsRefused()
    {
        (double[] x, double[] y) = ConjugateStochasticTests.Data();
        ArgumentException e = Assert.Throws<ArgumentException>(() => new BatchedLine(x, y).Fit(
            new FitOptions { Stochastic = new StochasticOptions { Estimator = GradientEstimator.DoublyReparameterised(4), BatchSize = 12 } }));
        Assert.Contains("needs all 48 rows", e.Message, StringComparison.Ordinal);
    }

    private static FitOptions Options(int estimator, ulong seed)
        => new() { Seed = seed, EvaluationDraws = 64, Stochastic = new StochasticOptions { Estimator = s_estimators[estimator] } };

    // Covariance I + c/(1 − 3c)·11ᵀ, mean covariance·pull. A correlation is judged as a standard deviation is, on the scale of its own two.
    private static void Check(FitResult fit, Func<int, int, double> covariance)
    {
        double common = Coupling / (1 - (3 * Coupling)), variance = 1 + common;
        Assert.True(fit.Status == FitStatus.Converged, fit.Reason);
        for (int i = 0; i < 3; i++)
        {
            double mean = s_pull[i] + (common * s_pull.Sum());
            Close.Within(Allowed, 0, (fit.Phi[i] - mean) / Math.Sqrt(variance), "mean");
            for (int j = 0; j < i; j++)
            {
                Close.Within(2 * Allowed, common / variance, covariance(i, j) / variance, "correlation");
            }

            Close.Within(Allowed, 1, Math.Sqrt(covariance(i, i) / variance), "standard deviation");
        }
    }
}
