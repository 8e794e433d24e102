namespace ProbDsl.EndToEnd.Tests.Language;

/// <summary>Far out on the logit scale, where the probability itself has been rounded to 0 or 1, log densities keep their digits.</summary>
public class LogitScaleTests
{
    private static readonly double[] s_logits = [-700, -40, -30, -5, 0, 5, 30, 40, 700];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Probability_IsExactInBothTails(bool isHead)
    {
        // Beta(2, 3): p (1 − p)² · 12 and the Jacobian p (1 − p).
        foreach (double u in s_logits)
        {
            Check(new ProbabilityModel([], [], [], []), Piece.LogPrior, [u], [(2, 3)], Math.Log(12), u);

            // Without a constant every digit counts: at logit 40 the value is e^−40 for each head.
            Check(new ProbabilityModel([isHead, isHead, isHead], [], [], []), Piece.LogLikelihood, [u], [isHead ? (3, 0) : (0, 3)], 0, u);
            Check(new ProbabilityModel([], [isHead ? 5 : 0], [], []), Piece.LogLikelihood, [u], [isHead ? (5, 0) : (0, 5)], 0, u);
            Check(new ProbabilityModel([], [], [isHead ? 0 : 7], []), Piece.LogLikelihood, [u], [isHead ? (1, 0) : (1, 7)], 0, u);

            // 3 of 5: 10 p³ (1 − p)²; 3 failures before 2 successes: 4 p² (1 − p)³.
            Check(new ProbabilityModel([isHead], [3], [], [3]), Piece.LogJoint, [u], [isHead ? (8, 8) : (7, 9)], Math.Log(12 * 10 * 4), u);
        }
    }

    [Fact]
    public void GroupedProbability_IsExactInBothTails()
    {
        foreach (double u in s_logits)
        {
            var model = new GroupedProbabilityModel(2, [0, 1, 1], [true, true, false], [true, false, false]);
            Check(model, Piece.LogLikelihood, [u, 3], [(1, 1), (3, 1)], 0, u);
            Check(model, Piece.LogPrior, [u, 3], [(2, 3), (2, 3)], 2 * Math.Log(12), u);
        }
    }

    [Fact]
    public void Interval_IsExactAtBothEnds()
    {
        foreach (double u in s_logits)
        {
            // x + 1 = 4p and 3 − x = 4(1 − p); log size is its coordinate, counted three times.
            (int, int)[] exponents = [(2, 5), (1, 3), (1, 3)];
            double constant = (7 * Math.Log(4)) + (3 * (u - 2));
            Check(new IntervalModel(2), Piece.LogLikelihood, [u, -u, u / 2, u, -2], exponents, constant, u, [0, 0, 0, 3, 3]);
        }
    }

    [Fact]
    public void Elbo_IsFiniteFarOut()
    {
        // Mean 700, log sd −2, at the mean: the draw is the logit 700. The entropy is ½ log 2πe − 2.
        double constant = (0.5 * Math.Log(2 * Math.PI * Math.E)) - 2 + Math.Log(12);
        (double value, double[] gradient) = Evaluation.Scalar(new ProbabilityModel([true, false], [], [], []), Piece.Elbo, [700, -2], [0]);
        Close.Within(1e-12 * 2800, -2800 + constant, value, "ELBO");
        Close.Within(1e-14, -4, gradient[0], "derivative in the mean");
    }

    // Σ a log p + b log(1 − p) with log p = −log(1 + e^−u), log(1 − p) = −log(1 + e^u), of derivative a (1 − p) − b p. Entries beyond the
    // probabilities have a constant derivative.
    private static void Check(
        IGenerated model, Piece piece, double[] u, (int A, int B)[] exponents, double constant, double at, double[]? slopes = null)
    {
        double value = constant;
        double level = Math.Abs(constant);
        double[] gradient = slopes ?? new double[u.Length];
        double[] gradientLevel = [.. gradient.Select(Math.Abs)];
        for (int k = 0; k < exponents.Length; k++)
        {
            (int a, int b) = exponents[k];
            value += (a * LogSigmoid(u[k])) + (b * LogSigmoid(-u[k]));
            level -= (a * LogSigmoid(u[k])) + (b * LogSigmoid(-u[k]));
            gradient[k] = (a * Sigmoid(-u[k])) - (b * Sigmoid(u[k]));
            gradientLevel[k] = (a * Sigmoid(-u[k])) + (b * Sigmoid(u[k]));
        }

        Agree<Scalar>(model, piece, u, (value, level), (gradient, gradientLevel), at);
        Agree<Lane256>(model, piece, u, (value, level), (gradient, gradientLevel), at);
        Agree<Lane512>(model, piece, u, (value, level), (gradient, gradientLevel), at);
    }

    // Sums of up to a dozen terms, each within a few units of the last place of its own size: 64 units of the sum of sizes. A lone term is so
    // held to its own digits, even one of e^−700.
    private static void Agree<T>(IGenerated model, Piece piece, double[] u, (double Of, double Level) value, (double[] Of, double[] Level) gradient, double at)
        where T : unmanaged, ILane<T>
    {
        const double units = 64 * 2.3e-16;
        (double[] values, double[][] gradients) = Evaluation.At<T>(model, piece, [u], []);
        string what = FormattableString.Invariant($"{model.GetType().Name}.{piece} in {typeof(T).Name} at logit {at}");
        Close.Within(units * value.Level, value.Of, values[0], what);
        for (int i = 0; i < u.Length; i++)
        {
            Close.Within(units * gradient.Level[i], gradient.Of[i], gradients[0][i], $"{what}, entry {i} of the gradient");
        }
    }

    private static double Sigmoid(double u) => u < 0 ? Math.Exp(u) / (1 + Math.Exp(u)) : 1 / (1 + Math.Exp(-u));

    private static double LogSigmoid(double u) => u < 0 ? u - Log1p(Math.Exp(u)) : -Log1p(Math.Exp(-u));

    // Kahan's log(1 + x), exact to rounding.
    private static double Log1p(double x)
    {
        double y = 1 + x;
        return y == 1 ? x : Math.Log(y) * x / (y - 1);
    }
}
