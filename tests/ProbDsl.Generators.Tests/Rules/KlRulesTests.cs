using MathNet.Numerics.Integration;

namespace ProbDsl.Generators.Tests.Rules;

public class KlRulesTests
{
    private static readonly string[] s_declared =
        ["Normal", "LogNormal", "HalfNormal", "Cauchy", "HalfCauchy", "Laplace", "Logistic", "Gumbel", "Exponential", "Weibull", "Uniform",
        "Gamma.FromShapeAndRate", "Gamma.FromShapeAndScale", "Gamma.FromMeanAndSd", "ChiSquared", "InverseGamma", "Beta", "Beta.FromMeanAndConcentration"];

    public static TheoryData<string, string> Pairs => Rows(KlRules.Pairs);

    public static TheoryData<string> Declared => new(s_declared);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Kl_IsTheIntegral(string qName, string pName)
    {
        (Law q, Law p) = (LawTable.Find(qName)!, LawTable.Find(pName)!);
        foreach (double[] qArguments in Moderate(q))
        {
            foreach (double[] pArguments in Moderate(p))
            {
                (Expr[] a, Expr[] b) = (LawCases.Constants(qArguments), LawCases.Constants(pArguments));
                double closed = LawCases.Sum(KlRules.Kl(qName, a, pName, b)!);
                if (double.IsPositiveInfinity(closed))
                {
                    // Only a bounded prior can miss a part of q's support.
                    Assert.Equal("Uniform", pName);
                    Assert.True(qArguments[0] < pArguments[0] || qArguments[1] > pArguments[1]);
                    continue;
                }

                double integral = Expectation(q, a, x => LawCases.Sum(q.LogDensity(x, a)) - LawCases.Sum(p.LogDensity(x, b)));
                AssertClose(integral, closed, $"KL({qName}({string.Join(", ", qArguments)}) ‖ {pName}({string.Join(", ", pArguments)}))");
                Assert.True(p.IsImproper || closed >= -1e-14);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Declared))]
    public void Entropy_IsTheIntegral(string name)
    {
        Law law = LawTable.Find(name)!;
        foreach (double[] arguments in Moderate(law))
        {
            Expr[] a = LawCases.Constants(arguments);
            AssertClose(-Expectation(law, a, x => LawCases.Sum(law.LogDensity(x, a))), LawCases.Sum(KlRules.EntropyOf(name, a)!), $"H({name}({string.Join(", ", arguments)}))");
        }
    }

    [Fact]
    public void Entropy_IsKnownForEveryLawThatCanBeReparameterised()
        => Assert.Equal(LawTable.All.Where(law => law.Reparameterise is not null).Select(law => law.Name).Order(), s_declared.Order());

    // A q that equals its prior costs nothing: the terms cancel to rounding.
    [Theory]
    [MemberData(nameof(Declared))]
    public void KlToItself_IsZero(string name)
    {
        foreach (double[] arguments in Moderate(LawTable.Find(name)!))
        {
            Expr[] a = LawCases.Constants(arguments);
            if (KlRules.Kl(name, a, name, a) is Expr[] terms)
            {
                Assert.Equal(0, LawCases.Sum(terms), 2e-15 * (1 + terms.Sum(t => Math.Abs(ExprEvaluator.Evaluate(t)))));
            }
        }
    }

    // Close Cauchy laws: KL ≈ ((Δl)² + (Δs)²)/(4 s²), which the textbook form loses to rounding.
    [Fact]
    public void KlOfCloseCauchys_KeepsItsDigits()
    {
        double s = 1 + 1e-9;
        double kl = LawCases.Sum(KlRules.Kl("Cauchy", [2.0, s], "Cauchy", [2.0, 1.0])!);
        Assert.Equal(1, kl / ((s - 1) * (s - 1) / (4 * s)), 1e-12);
    }

    [Fact]
    public void Pairs_HoldWhatTheReadmeLists()
    {
        (string, string)[] listed =
        [
            ("Normal", "Normal"), ("Normal", "Laplace"), ("Normal", "Gumbel"), ("Normal", "Flat.Real"),
            ("LogNormal", "LogNormal"), ("LogNormal", "Gamma.FromShapeAndRate"), ("LogNormal", "InverseGamma"), ("LogNormal", "HalfNormal"), ("LogNormal", "Weibull"),
            ("Exponential", "Exponential"), ("Exponential", "Gamma.FromShapeAndRate"), ("Exponential", "HalfNormal"), ("Exponential", "Weibull"),
            ("Laplace", "Laplace"), ("Laplace", "Normal"), ("Gumbel", "Gumbel"), ("Logistic", "Normal"), ("Logistic", "Laplace"),
            ("Weibull", "Weibull"), ("Weibull", "Gamma.FromShapeAndScale"), ("Weibull", "Exponential"),
            ("HalfNormal", "HalfNormal"), ("HalfNormal", "Exponential"),
            ("Gamma.FromShapeAndRate", "Gamma.FromShapeAndRate"), ("Gamma.FromMeanAndSd", "Gamma.FromShapeAndScale"), ("Gamma.FromShapeAndRate", "HalfNormal"),
            ("Gamma.FromShapeAndRate", "Weibull"), ("InverseGamma", "InverseGamma"), ("Beta", "Beta"), ("Beta", "Beta.FromMeanAndConcentration"),
            ("Uniform", "Uniform"), ("Uniform", "Normal"), ("Cauchy", "Cauchy"), ("Cauchy", "Flat.Real"), ("HalfCauchy", "HalfCauchy"), ("HalfCauchy", "LogNormal"),
        ];
        Assert.Empty(listed.Except(KlRules.Pairs));
        Assert.DoesNotContain(KlRules.Pairs, pair => pair is ("Normal", "HalfNormal") or ("Normal", "StudentT") or ("Cauchy", "Normal") or ("Logistic", "Logistic"));
    }

    /// <summary>E f(x) = ∫ f(g(ε)) φ(ε) dε, in panels of width 1 so that no peak is missed; 0 is an end, where |ε| and the Laplace map have a kink.</summary>
    private static double Expectation(Law q, Expr[] a, Func<double, double> f)
    {
        if (q.LogCdf is null)
        {
            return OverLogScale(q, a, f);
        }

        Expr draw = q.Reparameterise!(a, new Variable("eps"));
        return Enumerable.Range(-14, 28).Sum(panel => Integrate(panel, panel + 1, Gauss(panel, panel + 1), 0));

        // Halves a panel until it agrees with its halves: a handful of steps where smooth, many at the kink of a Laplace prior and at log 0.
        double Integrate(double from, double to, double whole, int depth)
        {
            double middle = 0.5 * (from + to);
            (double left, double right) = (Gauss(from, middle), Gauss(middle, to));
            return depth == 40 || Math.Abs(left + right - whole) <= 1e-12 * (1 + Math.Abs(whole))
                ? left + right
                : Integrate(from, middle, left, depth + 1) + Integrate(middle, to, right, depth + 1);
        }

        double Gauss(double from, double to) => GaussLegendreRule.Integrate(Integrand, from, to, 16);

        double Integrand(double eps)
        {
            double x = new ExprEvaluator(new Dictionary<string, double> { ["eps"] = eps }).Value(draw);
            return f(x) * Math.Exp((-0.5 * eps * eps) - Formula.HalfLogTwoPi);
        }
    }

    // Over log x or logit x, where the density is analytic and falls like e^−|t| at least at β: beyond 36, x is 1. Trapezoids err by rounding alone.
    private static double OverLogScale(Law q, Expr[] a, Func<double, double> f)
    {
        const double Step = 1.0 / 64;
        bool isProportion = q.Upper is not null;
        return Step * Enumerable.Range(-80 * 64, (80 + (isProportion ? 36 : 80)) * 64).Select(i => i * Step).Sum(t =>
        {
            double x = isProportion ? ProbMath.LogisticSigmoid(t) : Math.Exp(t);
            double density = Math.Exp(LawCases.Sum(q.LogDensity(x, a)) + t - (isProportion ? 2 * ProbMath.Log1pExp(t) : 0));
            return density == 0 ? 0 : density * f(x);
        });
    }

    private static void AssertClose(double integral, double closed, string what)
        => Assert.True(Math.Abs(integral - closed) <= 1e-9 * (1 + Math.Abs(closed)), $"{what}: closed form {closed:R}, integral {integral:R}");

    // Arguments whose integrals are within double precision: e^(kσ)-like moments stay moderate and q overlaps p.
    private static double[][] Moderate(Law law) => law.Name switch
    {
        "Normal" => [[0, 1], [1.3, 0.4]],
        "LogNormal" => [[0, 1], [-0.7, 0.3]],
        "Uniform" => [[-0.5, 0.8], [-2, 3]],
        "HalfNormal" or "HalfCauchy" => [[1], [0.4]],
        "Exponential" => [[1], [3]],
        "Weibull" => [[1, 1], [2.2, 0.6], [0.9, 1.5]],
        "InverseGamma" => [[1, 1], [3, 2]],
        "Beta" => [[1, 1], [3, 1.5]],
        "Beta.FromMeanAndConcentration" => [[0.5, 2], [0.3, 5]],
        "Gumbel" or "Laplace" or "Logistic" or "Cauchy" => [[0, 1], [0.7, 1.6]],
        "ChiSquared" => [[1], [5]],
        _ when law.Parameters.Length == 0 => [[]],
        _ => [[1, 1], [3, 0.5]],
    };

    private static TheoryData<string, string> Rows(IEnumerable<(string Q, string P)> pairs)
    {
        var data = new TheoryData<string, string>();
        foreach ((string q, string p) in pairs)
        {
            data.Add(q, p);
        }

        return data;
    }
}
