namespace ProbDsl.Generators.Tests.Passes;

/// <summary>Every elementary rule against differences, for every subset of active arguments.</summary>
public sealed class RuleGradientTests
{
    /// <summary>Points well inside each operation's domain and away from its kinks.</summary>
    private static readonly Dictionary<Op, double[][]> s_points = new()
    {
        [Op.Add] = [[1.5, -2]],
        [Op.Subtract] = [[1.5, -2]],
        [Op.Multiply] = [[1.5, -2], [0.1, 30]],
        [Op.Divide] = [[1.5, -2], [3, 0.7]],
        [Op.Negate] = [[1.5]],
        [Op.Exp] = [[-3], [0.5], [2]],
        [Op.Expm1] = [[-1], [0.01], [1]],
        [Op.Log] = [[0.7], [5]],
        [Op.Log1p] = [[-0.4], [0.01], [3]],
        [Op.Sqrt] = [[0.8], [4]],
        [Op.Cbrt] = [[0.9], [-2], [8]],
        [Op.Square] = [[-1.5], [3]],
        [Op.Pow] = [[1.3, 2.5], [2, -1.5], [0.8, 0.3]],
        [Op.Abs] = [[-2], [3]],
        [Op.Min] = [[1, 2], [3, -1]],
        [Op.Max] = [[1, 2], [3, -1]],
        [Op.Floor] = [[1.5]],
        [Op.Ceiling] = [[1.5]],
        [Op.Sign] = [[-2], [3]],
        [Op.Sin] = [[0.3], [2]],
        [Op.Cos] = [[0.3], [2]],
        [Op.Tan] = [[0.3], [-0.9]],
        [Op.Asin] = [[0.3], [-0.6]],
        [Op.Acos] = [[0.3], [-0.6]],
        [Op.Atan] = [[0.3], [-4]],
        [Op.Atan2] = [[1, 2], [-1.5, -0.5]],
        [Op.Sinh] = [[0.3], [-2]],
        [Op.Cosh] = [[0.3], [-2]],
        [Op.Tanh] = [[0.3], [-1.2]],
        [Op.Asinh] = [[0.3], [-2]],
        [Op.Acosh] = [[1.8], [4]],
        [Op.Atanh] = [[0.3], [-0.6]],
        [Op.LogGamma] = [[0.7], [3.5], [20]],
        [Op.Digamma] = [[0.8], [3.5], [20]],
        [Op.Erf] = [[0.3], [-1.5]],
        [Op.Erfc] = [[0.3], [1.5]],
        [Op.NormalCdf] = [[0.3], [-2]],
        [Op.LogNormalCdf] = [[0.3], [-4], [2]],
        [Op.NormalHazard] = [[0.3], [-4], [1.5]],
        [Op.GammaLogQuantile] = [[0.6, -1.2], [4, 0.8]],
        [Op.BetaLogitQuantile] = [[0.6, 2, -1.2], [4, 0.7, 0.8]],
        [Op.Log1pExp] = [[0.3], [-3], [6]],
        [Op.Log1mExp] = [[0.7], [3]],
        [Op.LogisticSigmoid] = [[0.3], [-3], [4]],
        [Op.LogAddExp] = [[0.3, 1.2], [-4, 1], [2, -1]],
        [Op.ToReal] = [],
    };

    public static TheoryData<string> Differentiable => [.. ElementaryRules.All.Where(op => ElementaryRules.Find(op).Adjoint is not null).Select(op => op.ToString())];

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Adjoint_IsTheDerivative(string name)
    {
        Op op = Enum.Parse<Op>(name);
        foreach (double[] point in s_points[op])
        {
            EquatableArray<Input> inputs = point.Select((_, i) => new Input("x" + i, "u", new IntConstant(i), [], true)).ToEquatableArray();
            Expr value = new Apply(op, inputs.Select(i => (Expr)new Variable(i.Name)).ToEquatableArray());
            GradientCheck.AllSubsets(
                new Program(name, inputs, [new Let("y", value), new Accumulate(Program.Value, new Variable("y") * 1.25)]),
                inputs.Select((input, i) => (input.Name, point[i])).ToDictionary(p => p.Name, p => new[] { p.Item2 }));
        }
    }

    [Fact]
    public void OpsWithoutAnAdjoint_AreConditionsAndDerivatives()
        => Assert.Equal(
            [Op.Trigamma, Op.GammaLogQuantileSlope, Op.BetaLogitQuantileSlope, Op.Less, Op.LessOrEqual, Op.Equal, Op.And, Op.Or, Op.Not],
            ElementaryRules.All.Where(op => ElementaryRules.Find(op).Adjoint is null));

    [Fact]
    public void EveryOp_HasARule() => Assert.Equal(Enum.GetValues<Op>().Order(), ElementaryRules.All.Order());
}
