using System.Reflection;

namespace ProbDsl.Generators.Tests.Rules;

public class LawTableTests
{
    public static TheoryData<string> Names => new(LawTable.All.Select(law => law.Name));

    public static TheoryData<string> Scalar => new(LawTable.All.Where(law => !LawCases.HasArray(law)).Select(law => law.Name));

    public static TheoryData<string> WithCdf => new(LawTable.All.Where(law => law.LogCdf is not null).Select(law => law.Name));

    public static TheoryData<string> Reparameterised => new(LawTable.All.Where(law => law.Reparameterise is not null).Select(law => law.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryLaw_HasAMakerWithTheSameParameters(string name) => Assert.NotNull(LawCases.Maker(LawTable.Find(name)!));

    [Fact]
    public void EveryMakerOfAScalarDistribution_HasALaw()
    {
        IEnumerable<Type> types = typeof(IDistribution).Assembly.GetTypes().Where(t => t is { IsValueType: true, IsPublic: true } && typeof(IDistribution).IsAssignableFrom(t));
        foreach (Type type in types)
        {
            IEnumerable<string> names = type.GetConstructors().Select(_ => type.Name).Concat(
                type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => !m.IsSpecialName && m.ReturnType == type).Select(m => $"{type.Name}.{m.Name}"));
            Assert.All(names, n => Assert.NotNull(LawTable.Find(n)));
        }
    }

    [Theory]
    [MemberData(nameof(Scalar))]
    public void LogDensity_IsThatOfTheRunTimeDistribution(string name)
    {
        Law law = LawTable.Find(name)!;
        foreach (double[] arguments in LawCases.Arguments(law))
        {
            IDistribution distribution = LawCases.Make(law, arguments);
            foreach (double x in LawCases.Points(law, distribution))
            {
                double[] terms = [.. law.LogDensity(x, LawCases.Constants(arguments)).Select(ExprEvaluator.Evaluate)];

                // The sum of terms rounds relative to its largest term; a log Γ inside a term may be some tens of times larger than the term.
                double tolerance = 1e-13 * (1 + terms.Sum(Math.Abs));
                double expected = distribution.LogDensity(x);
                Assert.True(Math.Abs(terms.Sum() - expected) <= tolerance || terms.Sum() == expected, $"{distribution} at {x:R}: {terms.Sum():R}, expected {expected:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Scalar))]
    public void Ends_AreTheSupport(string name)
    {
        Law law = LawTable.Find(name)!;
        foreach (double[] arguments in LawCases.Arguments(law))
        {
            Support support = LawCases.Make(law, arguments).Support;
            Expr[] a = LawCases.Constants(arguments);
            Assert.Equal(support.Lower, law.Lower is null ? double.NegativeInfinity : ExprEvaluator.Evaluate(law.Lower(a)));
            Assert.Equal(support.Upper, law.Upper is null ? double.PositiveInfinity : ExprEvaluator.Evaluate(law.Upper(a)));
            Assert.Equal(support.IsDiscrete, law.IsDiscrete);
        }
    }

    [Theory]
    [MemberData(nameof(WithCdf))]
    public void LogCdfAndLogSurvival_AreThoseOfTheRunTimeDistribution(string name)
    {
        Law law = LawTable.Find(name)!;
        foreach (double[] arguments in LawCases.Arguments(law))
        {
            IDistribution distribution = LawCases.Make(law, arguments);
            Expr[] a = LawCases.Constants(arguments);
            foreach (double x in LawCases.Points(law, distribution))
            {
                double cdf = Math.Exp(ExprEvaluator.Evaluate(law.LogCdf!(x, a)));
                double survival = Math.Exp(ExprEvaluator.Evaluate(law.LogSurvival!(x, a)));

                // A rounding of x or of an argument moves the probability by its density: 1e-16 |x| p(x).
                double tolerance = 1e-12 + (4e-16 * arguments.Append(x).Where(double.IsFinite).Max(Math.Abs) * Math.Exp(distribution.LogDensity(x)) / distribution.Cdf(x));
                Assert.True(Math.Abs((cdf / distribution.Cdf(x)) - 1) <= tolerance, $"{distribution} at {x:R}: {cdf:R}, expected {distribution.Cdf(x):R}");
                Assert.True(Math.Abs(cdf + survival - 1) <= tolerance, $"{distribution} at {x:R}: {cdf:R} + {survival:R} is not 1");
            }
        }
    }

    // d/dx log P(X ≤ x) = p(x)/P(X ≤ x), and the mirror image: holds in tails where 1 − P has no digits left.
    [Theory]
    [MemberData(nameof(WithCdf))]
    public void SlopesOfLogCdfAndLogSurvival_AreHazards(string name)
    {
        Law law = LawTable.Find(name)!;
        if (law.IsDiscrete)
        {
            return;
        }

        foreach (double[] arguments in LawCases.Arguments(law))
        {
            IDistribution distribution = LawCases.Make(law, arguments);
            Expr[] a = LawCases.Constants(arguments);
            foreach (double x in LawCases.Points(law, distribution))
            {
                double h = 1e-5 * Math.Min(Math.Min(x - distribution.Support.Lower, distribution.Support.Upper - x), Math.Min(distribution.Quantile(0.75) - distribution.Quantile(0.25), 1e3));
                double density = LawCases.Sum(law.LogDensity(x, a));
                double size = arguments.Append(x).Where(double.IsFinite).Max(Math.Abs);
                double Slope(Func<Expr, Expr[], Expr> f) => (ExprEvaluator.Evaluate(f(x + h, a)) - ExprEvaluator.Evaluate(f(x - h, a))) / (x + h - (x - h));
                double Hazard(Func<Expr, Expr[], Expr> f) => Math.Exp(density - ExprEvaluator.Evaluate(f(x, a)));
                AssertClose(Hazard(law.LogCdf!), Slope(law.LogCdf!), ExprEvaluator.Evaluate(law.LogCdf!(x, a)));
                AssertClose(Hazard(law.LogSurvival!), -Slope(law.LogSurvival!), ExprEvaluator.Evaluate(law.LogSurvival!(x, a)));

                // Truncation (of first order at the Laplace law's kink), the rounding of a difference of two logarithms, and that of x beside the arguments.
                void AssertClose(double expected, double actual, double value)
                    => Assert.True(Math.Abs(actual - expected) <= (1e-5 * expected) + ((1e-15 * (1 + Math.Abs(value))) + (4e-16 * size * expected)) / h, $"{distribution} at {x:R}: slope {actual:R}, expected {expected:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Reparameterised))]
    public void Draw_HasTheLaw(string name)
    {
        Law law = LawTable.Find(name)!;
        if (law.LogCdf is null)
        {
            DrawIsTheQuantile(law);
            return;
        }

        foreach (double[] arguments in LawCases.Arguments(law))
        {
            Expr[] a = LawCases.Constants(arguments);
            for (double eps = -6; eps <= 6; eps += 0.375)
            {
                Expr x = ExprEvaluator.Evaluate(law.Reparameterise!(a, eps));
                (Expr logCdf, Expr logSurvival) = (Formula.LogNormalCdf(eps), Formula.LogNormalCdf(-eps));
                if (name == "HalfNormal")
                {
                    // The one map that is not monotone: |ε|, with P(|ε| > e) = 2Φ(−e).
                    logSurvival = Formula.LogTwo + Formula.LogNormalCdf(-Math.Abs(eps));
                    logCdf = Formula.Log1mExp(-logSurvival);
                }

                if (eps == 0 && name == "HalfNormal")
                {
                    continue;
                }

                // Whichever tail is the smaller one; the conditioning of x in that tail is at most |x| times the hazard.
                bool lower = eps < 0;
                double expected = ExprEvaluator.Evaluate(lower ? logCdf : logSurvival);
                double actual = ExprEvaluator.Evaluate(lower ? law.LogCdf!(x, a) : law.LogSurvival!(x, a));
                double hazard = Math.Exp(Math.Min(LawCases.Sum(law.LogDensity(x, a)) - actual, 600));
                double size = Math.Max(Math.Abs(ExprEvaluator.Evaluate(x)), arguments.Max(Math.Abs));
                Assert.True(Math.Abs(actual - expected) <= (1e-12 * Math.Abs(expected)) + 1e-14 + (4e-16 * size * hazard), $"{name}({string.Join(", ", arguments)}) at ε = {eps}: {actual:R}, expected {expected:R}");
            }
        }
    }

    // Where lanes have no distribution function: from the run-time distribution, whose upper tail is 1 less what is below.
    private static void DrawIsTheQuantile(Law law)
    {
        foreach (double[] arguments in LawCases.Arguments(law))
        {
            for (double eps = -6; eps <= 6; eps += 0.375)
            {
                double below = ProbMath.NormalCdf(eps);
                double x = ExprEvaluator.Evaluate(law.Reparameterise!(LawCases.Constants(arguments), eps));
                double actual = LawCases.Make(law, arguments).Cdf(x);
                if (!double.IsNormal(x))
                {
                    // The logarithm of the draw, which is what densities read, has all digits; the draw itself is below the smallest number.
                    continue;
                }

                // The rounding of x near an upper end of 1, times a density that is at most that of β = ½ there: √(1e-16) of a probability.
                Assert.True(Math.Abs(actual - below) <= 1e-12 * below + (law.Upper is null || x < 0.999 ? 0 : 1e-8), $"{law.Name}({string.Join(", ", arguments)}) at ε = {eps}: {actual:R}, expected {below:R}");
            }
        }
    }

    [Fact]
    public void Categorical_TakesItsMassFromTheArray()
    {
        double[] probabilities = [0.2, 0.5, 0.3];
        double[] logits = [1.5, -0.25, 3];
        var evaluator = new ExprEvaluator(new Dictionary<string, double>(), new Dictionary<string, double[]> { ["p"] = probabilities, ["l"] = logits });
        Expr logSum = Math.Log(logits.Sum(Math.Exp));
        for (int k = 0; k < 3; k++)
        {
            Expr[] fromProbabilities = LawTable.Find("Categorical.FromProbabilities")!.LogDensity(new IntConstant(k), [new ArrayRef("p")]);
            Expr[] fromLogits = LawTable.Find("Categorical.FromLogits")!.LogDensity(new IntConstant(k), [new ArrayRef("l"), logSum]);
            Assert.Equal(Categorical.FromProbabilities(probabilities).LogDensity(k), fromProbabilities.Sum(evaluator.Value), 1e-14);
            Assert.Equal(Categorical.FromLogits(logits).LogDensity(k), fromLogits.Sum(evaluator.Value), 1e-14);
        }
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(1e-5, 3)]
    [InlineData(7, 0)]
    [InlineData(7, 1)]
    [InlineData(3e8, 2)]
    [InlineData(2e15, 5)]
    public void LogGammaRatio_IsTheLogOfTheRisingProduct(double a, double n)
    {
        // Γ(a + n)/Γ(a) = a (a + 1) … (a + n − 1) for whole n; Γ(1)/Γ(½) = 1/√π.
        double expected = n == 0.5 ? -0.5 * Math.Log(Math.PI) : Enumerable.Range(0, (int)n).Sum(k => Math.Log(a + k));
        double actual = ExprEvaluator.Evaluate(Formula.LogGammaRatio(a, n));
        Assert.Equal(expected, actual, 2e-15 * (1 + Math.Abs(expected)));
    }
}
