using ProbDsl.Generators.Tests.Rules;

namespace ProbDsl.Generators.Tests.Passes;

/// <summary>The log density of every law against differences, for every subset of active arguments, the observed value among them.</summary>
public sealed class LawGradientTests
{
    public static TheoryData<string> Laws => [.. LawTable.All.Where(l => !LawCases.HasArray(l)).Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Laws))]
    public void LogDensity_HasTheRightGradient(string name)
    {
        Law law = LawTable.Find(name)!;
        (double x, double[] args) = s_points[name];
        List<Input> inputs = [];
        Dictionary<string, double[]> values = [];
        void Add(string input, double value)
        {
            inputs.Add(new Input(input, "u", new IntConstant(inputs.Count), [], true));
            values[input] = [value];
        }

        // Counts are data: they have no derivative.
        if (!law.IsDiscrete)
        {
            Add("x", x);
        }

        Expr[] arguments = [.. law.Parameters.Select((p, i) =>
        {
            if (p.Constraint == Constraint.Count)
            {
                return (Expr)args[i];
            }

            Add(p.Name, args[i]);
            return new Variable(p.Name);
        })];
        IEnumerable<Stmt> body = law.LogDensity(law.IsDiscrete ? x : new Variable("x"), arguments).Select(t => new Accumulate(Program.Value, t));
        if (inputs.Count > 0)
        {
            GradientCheck.AllSubsets(new Program(name, inputs.ToEquatableArray(), body.ToEquatableArray()), values);
        }
    }

    // A value and arguments with every term at work, far enough from each domain's ends for differences to see no edge.
    private static readonly Dictionary<string, (double X, double[] Args)> s_points = new()
    {
        ["Normal"] = (1.3, [0.4, 1.7]),
        ["StudentT"] = (1.3, [4.5, 0.4, 1.7]),
        ["Cauchy"] = (1.3, [0.4, 1.7]),
        ["Laplace"] = (1.3, [0.4, 1.7]),
        ["Logistic"] = (1.3, [0.4, 1.7]),
        ["Gumbel"] = (1.3, [0.4, 1.7]),
        ["LogNormal"] = (1.3, [0.4, 1.7]),
        ["HalfNormal"] = (1.3, [1.7]),
        ["HalfCauchy"] = (1.3, [1.7]),
        ["Exponential"] = (1.3, [1.7]),
        ["Weibull"] = (1.3, [2.2, 1.7]),
        ["Gamma.FromShapeAndRate"] = (1.3, [2.2, 1.7]),
        ["Gamma.FromShapeAndScale"] = (1.3, [2.2, 1.7]),
        ["Gamma.FromMeanAndSd"] = (1.3, [2.2, 1.7]),
        ["InverseGamma"] = (1.3, [2.2, 1.7]),
        ["ChiSquared"] = (1.3, [3.5]),
        ["Beta"] = (0.4, [2.2, 1.7]),
        ["Beta.FromMeanAndConcentration"] = (0.4, [0.6, 5.5]),
        ["ContinuousBernoulli.FromLogit"] = (0.4, [0.7]),
        ["Uniform"] = (0.4, [-1.2, 2.5]),
        ["TruncatedNormal"] = (0.8, [0.4, 1.7, -1.1, 2.6]),
        ["Flat.Real"] = (0.4, []),
        ["Flat.Positive"] = (0.4, []),
        ["Flat.Above"] = (0.4, [-1]),
        ["Flat.Below"] = (0.4, [2]),
        ["Flat.Between"] = (0.4, [-1, 2]),
        ["Bernoulli.FromProbability"] = (1, [0.4]),
        ["Bernoulli.FromLogit"] = (1, [0.7]),
        ["Binomial.FromProbability"] = (3, [10, 0.4]),
        ["Binomial.FromLogit"] = (3, [10, 0.7]),
        ["DiscretisedLogistic"] = (3, [10, 4.4, 1.7]),
        ["Poisson.FromRate"] = (3, [2.4]),
        ["Poisson.FromLogRate"] = (3, [0.7]),
        ["NegativeBinomial.FromMeanAndDispersion"] = (3, [2.4, 1.7]),
        ["NegativeBinomial.FromLogMeanAndDispersion"] = (3, [0.7, 1.7]),
        ["NegativeBinomial.FromSuccessesAndProbability"] = (3, [2.4, 0.4]),
        ["Geometric.FromProbability"] = (3, [0.4]),
        ["Geometric.FromLogit"] = (3, [0.7]),
    };
}
