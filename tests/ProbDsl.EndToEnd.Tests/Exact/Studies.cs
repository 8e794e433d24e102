namespace ProbDsl.EndToEnd.Tests.Exact;

/// <summary>The data of the recorded posteriors.</summary>
internal static class Studies
{
    public static readonly double[] LogisticX = [-1.8, -1.1, -0.7, -0.2, 0.3, 0.4, 0.9, 1.3, 1.7, 2.4];
    public static readonly bool[] LogisticY = [false, false, true, false, false, true, true, false, true, true];

    public static readonly double[,] Design =
    {
        { 1.0, 0.5, -1.2 },
        { 1.0, 1.3, 0.4 },
        { 1.0, -0.7, 0.9 },
        { 1.0, 2.1, -0.3 },
        { 1.0, -1.5, 1.6 },
        { 1.0, 0.1, 0.2 },
        { 1.0, 0.9, -0.8 },
        { 1.0, -0.4, -1.9 },
    };

    public static readonly double[] Answers = [2.9, 2.2, -1.3, 4.1, -4.4, 0.7, 3.0, 2.5];

    public static Coin Coin => new([true, true, false, true, true, false, true, true, true, false, true, true]);

    public static GaussianMean GaussianMean => new([2.3, 1.1, 1.9, 2.8, 2.2, 1.4, 3.1, 1.7]);

    public static MeanAndPrecision MeanAndPrecision => new([1.2, 0.4, 2.1, 1.7, -0.3, 0.9, 1.5, 2.6, 0.8, 1.1]);

    public static NormalGamma NormalGamma => new([1.2, 0.4, 2.1, 1.7, -0.3, 0.9, 1.5, 2.6, 0.8, 1.1]);

    public static Groups Groups => new([2.1, 3.4, 2.8, -0.5, 0.4, 5.2, 4.1, 4.9, 5.6, 1.7], [0, 0, 0, 1, 1, 2, 2, 2, 2, 3], 4);

    public static KalmanChain KalmanChain => new([0.6, 1.3, 0.2, -0.4, 0.9, 1.8, 2.6, 1.9, 2.4, 3.3]);

    public static LinearGaussian LinearGaussian => new([1.3, 0.4, 0.2, -0.8, 1.1, -1.0, 0.5, -1.6, 1.9, 2.0, 0.9, 0.7], [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2], 4);

    public static Regression Regression => new(Design, Answers);

    public static FullRankRegression FullRankRegression => new(Design, Answers);

    public static RegressionWithPrecision RegressionWithPrecision => new(Design, Answers);

    public static Counts Counts => new([3, 5, 2, 4, 6, 1, 3, 4]);

    public static TwoPlayers TwoPlayers => new([25, 29], [625.0 / 9, 20], [true]);

    public static Probit Probit => new(LogisticX, LogisticY);

    public static LogisticRegression LogisticRegression => new(LogisticX, LogisticY);

    public static PoissonRegression PoissonRegression => new([-1.5, -0.9, -0.4, 0.0, 0.3, 0.8, 1.2, 1.6], [0, 1, 1, 2, 1, 4, 5, 9]);

    public static Clutter Clutter => new([2.4, 1.3, -4.1, 2.9, 1.9, 5.6, 0.7, 2.2, -1.5, 3.1]);

    public static PrincipalComponent PrincipalComponent
        => new(
            [1.1, 0.7, -0.4, -0.9, -0.8, 0.9, 0.3, 0.6, 0.1, 2.2, 1.0, -1.3, -1.6, -1.2, 0.5, 0.2, -0.3, 0.4, -0.4, 0.1, -0.6, 1.0, 1.3, -1.0],
            [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7],
            [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2],
            8);

    public static Schools Schools => new([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]);
}
