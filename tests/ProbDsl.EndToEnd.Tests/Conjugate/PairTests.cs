namespace ProbDsl.EndToEnd.Tests.Conjugate;

/// <summary>Conjugate pairs, whose posteriors and evidences are closed forms, from five seeds each.</summary>
public class PairTests
{
    private static readonly int[] s_counts = [3, 0, 4, 2, 5, 1, 2];
    private static readonly double[] s_times = [0.3, 1.9, 0.7, 2.2, 0.1, 0.9];
    private static readonly double[] s_y = [0.4, -1.3, 2.2, 0.9, -0.2, 1.1, -2.4, 0.6];

    public static TheoryData<string, ulong> Cases
    {
        get
        {
            var cases = new TheoryData<string, ulong>();
            foreach (string pair in new[] { nameof(BetaBinomial), nameof(GammaPoisson), nameof(GammaExponential), nameof(NormalVariance), nameof(NormalMean), nameof(NormalMeanFullRank) })
            {
                for (ulong seed = 1; seed <= 5; seed++)
                {
                    cases.Add(pair, seed);
                }
            }

            return cases;
        }
    }

    /// <summary>
    /// The demand is 0.01 sd and 1 %. Random draws would err by more: 1/√N sd for N effective draws, here some 3,000, and √((κ − 1)/4N) of the
    /// standard deviation for a kurtosis κ. In one dimension evenly spread draws err by about 1/N. What is left to chance is only how the wider
    /// copies share the draws, so that the demand itself is the tolerance.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Posterior_IsTheClosedForm(string pair, ulong seed)
    {
        (FitResult fit, double mean, double variance) = Fit(pair, new FitOptions { Seed = seed });
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        double sd = Math.Sqrt(variance);
        Close.Within(0.01, 0, (fit.Scalars[0].Mean - mean) / sd, "mean error");
        Close.Within(0.01, 1, fit.Scalars[0].Sd / sd, "ratio of standard deviations");
    }

    private static (FitResult Fit, double Mean, double Variance) Fit(string pair, FitOptions options)
    {
        double sum = s_counts.Sum(), n = s_counts.Length;
        switch (pair)
        {
            case nameof(BetaBinomial):
                (double a, double b) = (2 + sum, 3 + (6 * n) - sum);
                return (new BetaBinomial(s_counts, 6).Fit(options), a / (a + b), a * b / ((a + b) * (a + b) * (a + b + 1)));
            case nameof(GammaPoisson):
                return (new GammaPoisson(s_counts).Fit(options), (2 + sum) / (0.5 + n), (2 + sum) / ((0.5 + n) * (0.5 + n)));
            case nameof(GammaExponential):
                double rate = 2 + s_times.Sum();
                return (new GammaExponential(s_times).Fit(options), (3 + s_times.Length) / rate, (3 + s_times.Length) / (rate * rate));
            case nameof(NormalVariance):
                (double shape, double scale) = (4 + (s_y.Length / 2.0), 3 + (0.5 * s_y.Sum(y => y * y)));
                double mean = scale / (shape - 1);
                return (new NormalVariance(s_y).Fit(options), mean, mean * mean / (shape - 2));
            default:
                double variance = 1 / ((1 / 4.0) + (s_y.Length / 2.25));
                double centre = variance * ((1 / 4.0) + (s_y.Sum() / 2.25));
                return (pair == nameof(NormalMean) ? new NormalMean(s_y).Fit(options) : new NormalMeanFullRank(s_y).Fit(options), centre, variance);
        }
    }
}
