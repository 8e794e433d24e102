namespace ProbDsl.Generators.Tests.Passes;

/// <summary>Functions that share e^−|x| against the functions themselves, over the whole line and at its ends.</summary>
public sealed class ShareExponentialsTests
{
    private static readonly double[] s_line =
        [0, 1e-300, 1e-17, 1e-8, 0.3, 1, 5, 30, 36.8, 500, 709, 745, 1e4, 1e300, double.PositiveInfinity];

    private static readonly double[] s_points = [.. s_line, .. s_line.Select(x => -x)];

    // Log1pExp + LogisticSigmoid at one argument, in a loop: what a Bernoulli likelihood and its gradient compute.
    private static readonly EquatableArray<Stmt> s_logistic =
    [
        new For("i", new IntConstant(0), new IntConstant(1), [],
        [
            new Let("a", ElementaryRules.Of(Op.Log1pExp, new Variable("x"))),
            new Let("b", ElementaryRules.Of(Op.LogisticSigmoid, new Variable("x"))),
            new Store("out", [new IntConstant(0)], new Variable("a")),
            new Store("out", [new IntConstant(1)], new Variable("b")),
        ]),
    ];

    private static readonly EquatableArray<Stmt> s_mixture =
    [
        new For("i", new IntConstant(0), new IntConstant(1), [],
        [
            new Let("difference", new Variable("x") - new Variable("y")),
            new Let("a", ElementaryRules.Of(Op.LogAddExp, new Variable("x"), new Variable("y"))),
            new Let("b", ElementaryRules.Of(Op.LogisticSigmoid, new Variable("difference"))),
            new Store("out", [new IntConstant(0)], new Variable("a")),
            new Store("out", [new IntConstant(1)], new Variable("b")),
        ]),
    ];

    [Fact]
    public void LogisticPair_AgreesEverywhere()
    {
        foreach (double x in s_points)
        {
            Agree(s_logistic, x, 0, derivativeMatters: true);
        }
    }

    [Fact]
    public void LogAddExp_AgreesEverywhere()
    {
        foreach (double x in s_points)
        {
            foreach (double y in s_points)
            {
                // Where both are infinite the weight of either is undefined; the value is not.
                Agree(s_mixture, x, y, derivativeMatters: !(double.IsInfinity(x) && x == y));
            }
        }
    }

    private static void Agree(EquatableArray<Stmt> body, double x, double y, bool derivativeMatters)
    {
        EquatableArray<Input> inputs = [new Input("x", "u", new IntConstant(0), [], true), new Input("y", "u", new IntConstant(1), [], true), new Input("out", "u", new IntConstant(2), [new IntConstant(2)], false)];
        var program = new Program("Share", inputs, body);
        Program shared = ShareExponentials.Run(program);
        Assert.NotEqual(program, shared);
        double[] expected = new double[2];
        double[] actual = new double[2];
        ProgramInterpreter.Run(program, new Dictionary<string, double[]> { ["x"] = [x], ["y"] = [y], ["out"] = expected });
        ProgramInterpreter.Run(shared, new Dictionary<string, double[]> { ["x"] = [x], ["y"] = [y], ["out"] = actual });
        for (int k = 0; k < (derivativeMatters ? 2 : 1); k++)
        {
            // Each side is within 4 ulp of the truth; below the normal range ulps are absolute.
            double tolerance = (8 * Math.BitIncrement(1.0) - 8) * Math.Abs(expected[k]) + 8 * double.Epsilon;
            Assert.True(expected[k].Equals(actual[k]) || Math.Abs(expected[k] - actual[k]) <= tolerance, FormattableString.Invariant($"x = {x:R}, y = {y:R}: {expected[k]:R} became {actual[k]:R}"));
        }
    }
}
