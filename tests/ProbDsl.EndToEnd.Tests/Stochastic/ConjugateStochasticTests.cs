using Xunit.Abstractions;

namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>
/// Stochastic fits of a normal posterior that mean field holds exactly: means to 0.01 standard deviations, standard deviations to 1 %.
/// </summary>
/// <remarks>
/// The fit ends at a standard error of at most 0.002 units and iterates of variance at most 0.002, so that an average is off by less than
/// 0.002 (bias, −v for log σ) + 4 · 0.002 (noise, four standard errors) = 0.01. The unit of a declared q's mean is 1: the declared q here has its mean in
/// units of the posterior's standard deviation to one digit, so that 0.002 of these are 0.0021 at most. The importance-weighted bound has the same
/// optimum as the ELBO, because both are then the log evidence.
/// </remarks>
public class ConjugateStochasticTests(ITestOutputHelper output)
{
    private const double Allowed = 0.01;
    private const int Rows = 48;

    private static readonly Dictionary<string, GradientEstimator> s_estimators = new GradientEstimator[]
    {
        GradientEstimator.ClosedFormEntropy, GradientEstimator.MonteCarloEntropy, GradientEstimator.StickingTheLanding, GradientEstimator.DoublyReparameterised(4),
    }.ToDictionary(e => e.ToString());

    /// <summary>Every optimiser with every estimator, on all data, in batches, and for a declared q; what the library refuses is left out.</summary>
    public static TheoryData<StochasticMethod, string, string, ulong> Cases()
    {
        var cases = new TheoryData<StochasticMethod, string, string, ulong>();
        foreach (StochasticMethod method in Enum.GetValues<StochasticMethod>())
        {
            foreach ((string name, GradientEstimator estimator) in s_estimators)
            {
                for (ulong seed = 1; seed <= 5; seed++)
                {
                    cases.Add(method, name, "whole", seed);
                    if (estimator.Draws == 1)
                    {
                        cases.Add(method, name, "batches", seed);
                    }

                    if (method != StochasticMethod.NaturalGradient)
                    {
                        cases.Add(method, name, "declared", seed);
                    }
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_OfANormalPosterior_IsExact(StochasticMethod method, string estimator, string path, ulong seed)
    {
        (double[] x, double[] y) = Data();
        var stochastic = new StochasticOptions { Method = method, Estimator = s_estimators[estimator], BatchSize = 12 };
        var options = new FitOptions { Seed = seed, EvaluationDraws = 64, Correct = false, Stochastic = stochastic };
        FitResult fit = path == "batches" ? new BatchedLine(x, y).Fit(options) : path == "declared" ? new DeclaredLine(x, y).Fit(options) : new WholeLine(x, y).Fit(options);
        output.WriteLine(FormattableString.Invariant($"{fit.Status}: {fit.Reason} {fit.Milliseconds:0} ms, ESS {fit.Stochastic!.EffectiveSampleSize:0}, step size {fit.Stochastic.StepSize:g3}"));
        Assert.Equal(FitStatus.Converged, fit.Status);
        double precision = 0.01 + (Rows / 4.0), sd = 1 / Math.Sqrt(precision);
        double[] means = [y.Sum() / 4 / precision, x.Zip(y, (a, b) => a * b).Sum() / 4 / precision];
        for (int i = 0; i < 2; i++)
        {
            double mean = (path == "declared" ? 0.29 : 1) * fit.Phi[2 * i];
            double meanError = (mean - means[i]) / sd, sdError = (Math.Exp(fit.Phi[(2 * i) + 1]) / sd) - 1;
            output.WriteLine(FormattableString.Invariant($"mean off by {meanError:0.0000} sd, sd by {sdError:0.0000}"));
            Assert.True(Math.Abs(meanError) <= Allowed && Math.Abs(sdError) <= Allowed, FormattableString.Invariant($"mean {meanError}, sd {sdError}"));
        }
    }

    /// <summary>
    /// Weight decay moves the natural gradient's fixed point to where σ²·(m − μ)/s² = λ·μ and ½·(1 − σ²/s²) = λ·log σ, m and s those of the posterior.
    /// Each side has the error of its parameter, times a derivative of about 1: 0.01 as above.
    /// </summary>
    [Fact]
    public void Fit_WithWeightDecay_EndsWhereDecayBalancesTheGradient()
    {
        const double Decay = 0.05;
        (double[] x, double[] y) = Data();
        var stochastic = new StochasticOptions { Method = StochasticMethod.NaturalGradient, WeightDecay = Decay };
        FitResult fit = new WholeLine(x, y).Fit(new FitOptions { EvaluationDraws = 64, Stochastic = stochastic });
        double precision = 0.01 + (Rows / 4.0), mean = y.Sum() / 4 / precision;
        double ratio = Math.Exp(2 * fit.Phi[1]) * precision;
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.True(Math.Abs(mean - fit.Phi[0]) * Math.Sqrt(precision) > 0.3, "The decay has moved nothing.");
        Assert.Equal(0, ((ratio * (mean - fit.Phi[0])) - (Decay * fit.Phi[0])) * Math.Sqrt(precision), Allowed);
        Assert.Equal(0, (0.5 * (1 - ratio)) - (Decay * fit.Phi[1]), Allowed);
    }

    // x = ±1 in equal numbers: orthogonal to the level.
    internal static (double[] X, double[] Y) Data(int rows = Rows)
    {
        var random = new Philox(11);
        double[] x = new double[rows], y = new double[rows];
        for (int n = 0; n < rows; n++)
        {
            x[n] = n % 2 == 0 ? 1 : -1;
            y[n] = 3 + (0.7 * x[n]) + (2 * random.NextNormal());
        }

        return (x, y);
    }
}
