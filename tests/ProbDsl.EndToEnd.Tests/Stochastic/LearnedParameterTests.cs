namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>
/// Parameters θ of p, learned together with q. A mean field holds these posteriors, so that max over q of the ELBO is log p(y; θ), and the joint optimum is
/// the maximum of the marginal likelihood: y ~ N(level, 1 + e^2s) has the group means as levels and e^2s = mean squared deviation − 1.
/// </summary>
public class LearnedParameterTests
{
    private static readonly double[] s_y = [1.9, -3.1, 0.4, 2.8, -2.2, -0.7, 3.9, 1.1, -1.6, 2.3, -4.0, 0.2];
    private static readonly int[] s_group = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2];

    private static readonly GradientEstimator[] s_estimators =
    [
        GradientEstimator.ClosedFormEntropy, GradientEstimator.MonteCarloEntropy, GradientEstimator.StickingTheLanding, GradientEstimator.DoublyReparameterised(4),
    ];

    public static TheoryData<int> Estimators => [0, 1, 2, 3];

    public static TheoryData<StochasticMethod, int> InBatches()
    {
        var cases = new TheoryData<StochasticMethod, int>();
        foreach (StochasticMethod method in Enum.GetValues<StochasticMethod>())
        {
            for (int k = 0; k < 3; k++)
            {
                cases.Add(method, k);
            }
        }

        return cases;
    }

    private static double[] Levels => [.. Enumerable.Range(0, 3).Select(g => s_y.Where((_, n) => s_group[n] == g).Average())];

    /// <summary>
    /// A predicted gain of 1e-10 nats leaves θ off by √(2e-10/c), where c, the curvature of log p(y; θ), is at least 1 here; the draws are exact for
    /// quadratic functions, and the marginal likelihood is seen through q, whose own errors are of the same size: 1e-4 is five times √2e-10 and more.
    /// </summary>
    [Fact]
    public void Fit_FindsTheMaximumMarginalLikelihood()
    {
        FitResult spread = new LearnedSpread(s_y).Fit();
        Assert.True(spread.Status == FitStatus.Converged, spread.Reason);
        Close.Within(1e-4, LogSpread([0, 0, 0]), spread.Phi[^1], "log spread");
        FitResult groups = new LearnedGroups(s_y, s_group, 3).Fit();
        Assert.True(groups.Status == FitStatus.Converged, groups.Reason);
        Check(groups, 1e-4);
    }

    /// <summary>0.002 of bias and four standard errors of 0.002, in units of 1, as in <see cref="ConjugateStochasticTests"/>.</summary>
    [Theory]
    [MemberData(nameof(Estimators))]
    public void StochasticFit_FindsTheMaximumMarginalLikelihood(int estimator)
    {
        var options = new FitOptions { EvaluationDraws = 64, Stochastic = new StochasticOptions { Estimator = s_estimators[estimator] } };
        FitResult spread = new LearnedSpread(s_y).Fit(options);
        Assert.True(spread.Status == FitStatus.Converged, spread.Reason);
        Close.Within(0.01, LogSpread([0, 0, 0]), spread.Phi[^1], "log spread");
        FitResult groups = new LearnedGroups(s_y, s_group, 3).Fit(options);
        Assert.True(groups.Status == FitStatus.Converged, groups.Reason);
        Check(groups, 0.01);
    }

    /// <summary>
    /// With a latent for each row: all parameters, those of q too, are where they are without batches. Batches of a third of the data are noisy: the default of
    /// two million steps left one case at 0.0020.
    /// </summary>
    [Theory]
    [MemberData(nameof(InBatches))]
    public void FitInMinibatches_FindsTheMaximumMarginalLikelihood(StochasticMethod method, int estimator)
    {
        var stochastic = new StochasticOptions { Method = method, BatchSize = 4, MaxSteps = 4_000_000, Estimator = s_estimators[estimator] };
        FitResult fit = new LearnedGroupsInBatches(s_y, s_group, 3).Fit(new FitOptions { EvaluationDraws = 64, Stochastic = stochastic });
        Assert.True(fit.Status == FitStatus.Converged, fit.Reason);
        Check(fit, 0.01);
        double precision = Math.Exp(-2 * fit.Phi[^1]), sd = 1 / Math.Sqrt(1 + precision);
        for (int n = 0; n < s_y.Length; n++)
        {
            // Given θ as it was found.
            double mean = (s_y[n] + (precision * fit.Phi[^(4 - s_group[n])])) * sd * sd;
            Close.Within(0.01, 0, (fit.Phi[n] - mean) / sd, "mean");
            Close.Within(0.01, 1, Math.Exp(fit.Phi[s_y.Length + n]) / sd, "standard deviation");
        }
    }

    /// <summary>
    /// Steps of gradient descent with decay λ rest where the gradient is λ·φ. For the levels, whose gradient at the best q is (Σy − n·level)/(1 + e^2s),
    /// and for s; for the mean of z, in units of its variance v, where v·((y − m) − (m − level)·e^−2s) = λ·m. So each level solves a linear equation,
    /// given s, which is read off the fit, as are the variances.
    /// </summary>
    [Fact]
    public void StochasticFit_WithWeightDecay_RestsWhereDecayBalancesTheGradient()
    {
        const double Decay = 0.3;
        var stochastic = new StochasticOptions { Method = StochasticMethod.Sgd, Estimator = GradientEstimator.StickingTheLanding, WeightDecay = Decay };
        FitResult fit = new LearnedGroups(s_y, s_group, 3).Fit(new FitOptions { EvaluationDraws = 64, Stochastic = stochastic });
        Assert.True(fit.Status == FitStatus.Converged, fit.Reason);
        int rows = s_y.Length;
        double[] level = fit.Phi.Slice(2 * rows, 3).ToArray();
        double precision = Math.Exp(-2 * fit.Phi[^1]);
        for (int g = 0; g < 3; g++)
        {
            // m = v·(y + level·precision)/(v·(1 + precision) + λ); precision·Σ(m − level) = λ·level.
            double pull = 0, weight = Decay;
            for (int n = 0; n < rows; n++)
            {
                if (s_group[n] == g)
                {
                    double v = Math.Exp(2 * fit.Phi[rows + n]), scale = v / ((v * (1 + precision)) + Decay);
                    pull += precision * scale * s_y[n];
                    weight += precision * (1 - (scale * precision));
                }
            }

            Close.Within(0.01, pull / weight, level[g], "level");
            Assert.True(Math.Abs(level[g] - Levels[g]) > 0.05, "The decay has moved nothing.");
        }
    }

    private static double LogSpread(double[] levels) => 0.5 * Math.Log(s_y.Select((y, n) => Math.Pow(y - levels[s_group[n]], 2)).Average() - 1);

    // φ ends with the levels and the log spread.
    private static void Check(FitResult fit, double tolerance)
    {
        for (int g = 0; g < 3; g++)
        {
            Close.Within(tolerance, Levels[g], fit.Phi[^(4 - g)], "level");
        }

        Close.Within(tolerance, LogSpread(Levels), fit.Phi[^1], "log spread");
    }
}
