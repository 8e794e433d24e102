namespace ProbDsl.InferNet.Tests;

/// <summary>The recorded models with their data, each with its fit, its exact posterior and its Infer.NET twin.</summary>
internal sealed record Case(Func<FitResult> Fit, Func<ExactPosterior> Exact, Func<InferNetAlgorithm, InferNetPosterior> Twin)
{
    private static readonly double[][] s_rows =
    [
        [1, 0.5, -1.2], [1, 1.3, 0.4], [1, -0.7, 0.9], [1, 2.1, -0.3], [1, -1.5, 1.6], [1, 0.1, 0.2], [1, 0.9, -0.8], [1, -0.4, -1.9],
    ];

    private static readonly double[] s_responses = [2.9, 2.2, -1.3, 4.1, -4.4, 0.7, 3, 2.5];

    public static Coin Coin { get; } = new([true, true, false, true, true, false, true, true, true, false, true, true]);

    public static GaussianMean GaussianMean { get; } = new([2.3, 1.1, 1.9, 2.8, 2.2, 1.4, 3.1, 1.7]);

    public static MeanAndPrecision MeanAndPrecision { get; } = new([1.2, 0.4, 2.1, 1.7, -0.3, 0.9, 1.5, 2.6, 0.8, 1.1]);

    public static Regression Regression { get; } = new(s_rows, s_responses, 0.5);

    public static ScalarRegression ScalarRegression { get; } = new(s_rows, s_responses, 0.5);

    public static Groups Groups { get; } = new(4, [0, 0, 0, 1, 1, 2, 2, 2, 2, 3], [2.1, 3.4, 2.8, -0.5, 0.4, 5.2, 4.1, 4.9, 5.6, 1.7]);

    public static Counts Counts { get; } = new([3, 5, 2, 4, 6, 1, 3, 4]);

    public static Walk Walk { get; } = new([0.6, 1.3, 0.2, -0.4, 0.9, 1.8, 2.6, 1.9, 2.4, 3.3]);

    public static LevelWalk LevelWalk { get; } = new([0.6, 1.3, 0.2, -0.4, 0.9, 1.8, 2.6, 1.9, 2.4, 3.3]);

    public static Probit Probit { get; } = new([-1.8, -1.1, -0.7, -0.2, 0.3, 0.4, 0.9, 1.3, 1.7, 2.4], [false, false, true, false, false, true, true, false, true, true]);

    public static OneGame OneGame { get; } = new([25, 29], [625.0 / 9, 20], 25.0 / 6);

    public static Die Die { get; } = new([1, 2, 3], [0, 2, 1, 2, 2, 0, 1, 2, 2, 1, 2, 0, 2, 2, 1]);

    public static MeanVector MeanVector { get; } = new(
        [0.5, -0.5],
        new[,] { { 2, 0.3 }, { 0.3, 1 } },
        new[,] { { 0.5, -0.2 }, { -0.2, 0.8 } },
        new[,] { { 1.2, 0.1 }, { 0.4, 0.9 }, { 1.9, -0.6 }, { 1.1, 0.3 }, { 0.7, 0.8 } });

    public static IReadOnlyDictionary<string, Case> All { get; } = new Dictionary<string, Case>
    {
        ["beta_bernoulli"] = new(() => Coin.Fit(), () => Coin.Exact(), a => Twins.Of(Coin, a)),
        ["gaussian_mean"] = new(() => GaussianMean.Fit(), () => GaussianMean.Exact(), a => Twins.Of(GaussianMean, a)),
        ["gaussian_mean_precision"] = new(() => MeanAndPrecision.Fit(), () => MeanAndPrecision.Exact(), a => Twins.Of(MeanAndPrecision, a)),
        ["linreg_known_noise"] = new(() => Regression.Fit(), () => Regression.Exact(), a => Twins.Of(Regression, a)),
        ["linreg_known_noise, scalars"] = new(() => ScalarRegression.Fit(), () => ScalarRegression.Exact(), a => Twins.Of(ScalarRegression, a)),
        ["hierarchical_groups"] = new(() => Groups.Fit(), () => Groups.Exact(), a => Twins.Of(Groups, a)),
        ["gamma_poisson"] = new(() => Counts.Fit(), () => Counts.Exact(), a => Twins.Of(Counts, a)),
        ["kalman_chain"] = new(() => Walk.Fit(), () => Walk.Exact(), a => Twins.Of(Walk, a)),
        ["kalman_chain, levels in an array"] = new(() => LevelWalk.Fit(), () => LevelWalk.Exact(), a => Twins.Of(LevelWalk, a)),
        ["probit_classification"] = new(() => Probit.Fit(), () => Probit.Exact(), a => Twins.Of(Probit, a)),
        ["dirichlet_categorical"] = new(() => Die.Fit(), () => Die.Exact(), a => Twins.Of(Die, a)),
        ["mvn_mean"] = new(() => MeanVector.Fit(), () => MeanVector.Exact(), a => Twins.Of(MeanVector, a)),
        ["trueskill_1v1"] = new(() => OneGame.Fit(), () => OneGame.Exact(), a => Twins.Of(OneGame, a)),
    };

    /// <summary>What was recorded of a case: one model may be written in several ways.</summary>
    public static Recorded RecordedOf(string name) => Recorded.All[name.Split(',')[0]];
}
