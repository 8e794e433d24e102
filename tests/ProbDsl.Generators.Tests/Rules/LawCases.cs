using System.Reflection;

namespace ProbDsl.Generators.Tests.Rules;

/// <summary>For every scalar law: arguments worth trying, and the run-time distribution with these arguments.</summary>
internal static class LawCases
{
    private static readonly Dictionary<string, double[][]> s_arguments = new()
    {
        ["Normal"] = [[0, 1], [2, 0.5], [-300, 1e-3], [1e4, 50]],
        ["StudentT"] = [[1, 0, 1], [4, 1, 2], [0.7, -3, 0.1], [250, 5, 1], [1e9, 0, 1]],
        ["Cauchy"] = [[0, 1], [3, 0.2], [-2, 7]],
        ["Laplace"] = [[0, 1], [3, 0.2], [-1.5, 4]],
        ["Logistic"] = [[0, 1], [3, 0.2], [-1.5, 4]],
        ["Gumbel"] = [[0, 1], [3, 0.6], [-1.5, 1.2]],
        ["LogNormal"] = [[0, 1], [1.5, 0.3], [-0.5, 0.8]],
        ["HalfNormal"] = [[1], [5], [0.02]],
        ["HalfCauchy"] = [[1], [5], [0.02]],
        ["Exponential"] = [[1], [4], [0.03]],
        ["Weibull"] = [[1, 1], [0.7, 2], [3.5, 0.4]],
        ["Gamma.FromShapeAndRate"] = [[1, 1], [0.3, 2], [40, 0.5]],
        ["Gamma.FromShapeAndScale"] = [[1, 1], [0.3, 2], [40, 0.5]],
        ["Gamma.FromMeanAndSd"] = [[1, 1], [0.3, 2], [40, 0.5]],
        ["InverseGamma"] = [[1, 1], [3, 2], [0.5, 0.1]],
        ["ChiSquared"] = [[1], [2], [7.5]],
        ["Beta"] = [[1, 1], [0.5, 0.5], [20, 3], [0.1, 4]],
        ["Beta.FromMeanAndConcentration"] = [[0.5, 2], [0.9, 30], [0.1, 0.5]],
        ["ContinuousBernoulli.FromLogit"] = [[0], [1e-9], [0.3], [-0.4999], [0.5001], [-4], [60], [-900]],
        ["Uniform"] = [[0, 1], [-3, -2.5], [-1, 4]],
        ["TruncatedNormal"] = [[0, 1, -1, 2], [0, 1, 10, 11], [3, 2, -20, -18], [1, 0.5, 0, double.PositiveInfinity], [1, 1, double.NegativeInfinity, double.PositiveInfinity]],
        ["Flat.Real"] = [[]],
        ["Flat.Positive"] = [[]],
        ["Flat.Above"] = [[-2]],
        ["Flat.Below"] = [[3]],
        ["Flat.Between"] = [[-2, 3]],
        ["Bernoulli.FromProbability"] = [[0], [0.2], [0.999], [1]],
        ["Bernoulli.FromLogit"] = [[0], [-3], [40]],
        ["Binomial.FromProbability"] = [[10, 0], [10, 0.3], [1000, 0.999], [10, 1], [0, 0.5]],
        ["Binomial.FromLogit"] = [[10, 0.5], [1000, -7], [30, 12]],
        ["DiscretisedLogistic"] = [[256, 100, 7], [256, 0, 3], [256, 300, 0.5], [256, 128, 1e4], [10, 4, 0.01], [1, 0, 1]],
        ["Poisson.FromRate"] = [[1], [0.01], [50], [3000]],
        ["Poisson.FromLogRate"] = [[0], [-5], [4]],
        ["NegativeBinomial.FromMeanAndDispersion"] = [[3, 2], [40, 0.3], [7, 1e9], [1e-3, 5]],
        ["NegativeBinomial.FromLogMeanAndDispersion"] = [[1, 2], [3.7, 0.3], [2, 1e9], [-7, 5]],
        ["NegativeBinomial.FromSuccessesAndProbability"] = [[3, 0.5], [0.4, 0.02], [50, 0.9]],
        ["Geometric.FromProbability"] = [[0.5], [0.01], [1]],
        ["Geometric.FromLogit"] = [[0], [-5], [6]],
    };

    public static double[][] Arguments(Law law) => s_arguments[law.Name];

    public static bool HasArray(Law law) => law.Parameters.Any(p => p.Constraint == Constraint.Array);

    /// <summary>The constructor or factory of the same name and parameter names.</summary>
    public static MethodBase? Maker(Law law)
    {
        Type? type = typeof(IDistribution).Assembly.GetType("ProbDsl." + law.TypeName);
        IEnumerable<MethodBase>? makers = law.Name.Contains('.', StringComparison.Ordinal)
            ? type?.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name == law.Name.Split('.')[1])
            : type?.GetConstructors();
        return makers?.SingleOrDefault(m => m.GetParameters().Select(p => p.Name).SequenceEqual(law.Parameters.Select(p => p.Name)));
    }

    public static IDistribution Make(Law law, double[] arguments)
    {
        MethodBase maker = Maker(law)!;
        object[] values = [.. arguments.Zip(maker.GetParameters(), (a, p) => p.ParameterType == typeof(int) ? (int)a : (object)a)];
        return (IDistribution)(maker is ConstructorInfo constructor ? constructor.Invoke(values) : maker.Invoke(null, values)!);
    }

    /// <summary>Points over the whole support: the middle, both far tails, zero counts; no denormal number, which has few digits itself.</summary>
    public static double[] Points(Law law, IDistribution distribution) => law.IsImproper
        ? [Math.Clamp(0.5, distribution.Support.Lower, distribution.Support.Upper)]
        : [.. new[] { 0, 1e-8, 1e-3, 0.03, 0.2, 0.5, 0.7, 0.95, 0.999, 1 - 1e-8, 1 }.Select(distribution.Quantile)
            .Where(x => double.IsFinite(x) && (x == 0 || double.IsNormal(x)) && (law.IsDiscrete || (x > distribution.Support.Lower && x < distribution.Support.Upper))).Distinct()];

    public static Expr[] Constants(double[] values) => [.. values.Select(v => new Constant(v))];

    public static double Sum(IEnumerable<Expr> terms) => terms.Sum(ExprEvaluator.Evaluate);
}
