using ProbDsl.EndToEnd.Tests.Language;
using ProbDsl.EndToEnd.Tests.Posteriordb;

namespace ProbDsl.EndToEnd.Tests.Curvature;

/// <summary>Products with the Hessian of the averaged ELBO and of the log joint: one number per entry whatever the lane, and the columns of the dense matrix.</summary>
public class AveragedHessianTests
{
    private static readonly Dictionary<string, Func<IGenerated>> s_models = new()
    {
        ["EightSchools"] = () => new EightSchoolsNoncentered([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]),
        ["Garch"] = () => new Garch11(GeneratedCodeLaws.Points(1, 40, seed: 1)[0], 0.5),
        ["GarchCarried"] = () => new Garch11Carried(GeneratedCodeLaws.Points(1, 40, seed: 1)[0], 0.5),
        ["Mixture"] = () => new GaussMix([-1.2, -0.8, 1.1, 0.7, 1.4]),
        ["GammaLaws"] = () => LanguageTests.Model("EveryContinuousLikelihood"),
        ["FullRank"] = () => LanguageTests.Model("FullRank"),
    };

    public static TheoryData<string> Names => [.. s_models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_HaveTheSameBitsInEveryLane(string name)
    {
        IGenerated model = s_models[name]();
        FixedDraws draws = FixedDraws.Create(32, model.NoiseCount, seed: 2);
        double[][] arguments = GeneratedCodeLaws.Points(2, model.ParameterCount, seed: 9);
        double[] expected = new double[model.ParameterCount];
        double value = new ElboObjective<GeneratedProgram, Scalar>(new(model), draws).Evaluate(arguments[0], expected);
        double[] product = Check<Scalar>();
        Assert.Equal(product, Check<Lane256>());
        Assert.Equal(product, Check<Lane512>());
        double[] Check<T>()
            where T : unmanaged, ILane<T>
        {
            double[] gradient = new double[expected.Length], result = new double[expected.Length];
            Close.Same(value, new HessianProduct<GeneratedProgram, T>(new(model), draws).Evaluate(arguments[0], arguments[1], gradient, result), name);
            Assert.Equal(expected, gradient);
            return result;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Product_IsTheDerivativeOfTheObjectivesGradient(string name)
    {
        IGenerated model = s_models[name]();
        FixedDraws draws = FixedDraws.Create(8, model.NoiseCount, seed: 2);

        // Near 0: where q is wide, draws far out give third derivatives of any size.
        double[][] arguments = [.. GeneratedCodeLaws.Points(2, model.ParameterCount, seed: 9).Select(x => x.Select(v => 0.3 * v).ToArray())];
        int n = model.ParameterCount;
        var objective = new ElboObjective<GeneratedProgram, Lane512>(new(model), draws);
        double[] gradient = new double[n], product = new double[n];
        new HessianProduct<GeneratedProgram, Lane512>(new(model), draws).Evaluate(arguments[0], arguments[1], gradient, product);
        const double step = 1e-3;
        double[] coarse = Central(step), fine = Central(0.5 * step);
        double scale = product.Concat(gradient).Max(Math.Abs) + 1.0;
        for (int i = 0; i < n; i++)
        {
            // Extrapolated once, the difference errs by h⁴/480 of the fifth derivative, which tails raise to 1e4 times the scale or so, and by ε g/h.
            Close.Within(1e-9 * scale, fine[i] + ((fine[i] - coarse[i]) / 3.0), product[i], $"{name}, entry {i}");
        }

        double[] Central(double h)
        {
            double[] up = new double[n], down = new double[n];
            objective.Evaluate([.. arguments[0].Zip(arguments[1], (x, v) => x + (h * v))], up);
            objective.Evaluate([.. arguments[0].Zip(arguments[1], (x, v) => x - (h * v))], down);
            return [.. up.Zip(down, (a, b) => (a - b) / (2.0 * h))];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DenseHessian_HasTheProductsAsColumns(string name)
    {
        IGenerated model = s_models[name]();
        FixedDraws draws = FixedDraws.Create(8, model.NoiseCount, seed: 2);
        int n = model.ParameterCount;
        var product = new HessianProduct<GeneratedProgram, Lane256>(new(model), draws);
        double[] phi = GeneratedCodeLaws.Points(1, n, seed: 9)[0];
        CheckColumns(n, h => product.Fill(phi, h), (v, hv) => product.Evaluate(phi, v, new double[n], hv));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DenseHessianOfTheLogJoint_HasTheProductsAsColumns(string name)
    {
        IGenerated model = s_models[name]();
        int n = model.Dimension;
        double[] u = GeneratedCodeLaws.Points(1, n, seed: 10)[0];
        double[] four = Check<Lane256>();
        Assert.Equal(four, Check<Scalar>());
        Assert.Equal(four, Check<Lane512>());
        double[] Check<T>()
            where T : unmanaged, ILane<T>
        {
            var logJoint = new LogJointHessian<GeneratedProgram, T>(new(model));
            return CheckColumns(n, h => logJoint.Fill(u, h), (v, hv) => logJoint.Evaluate(u, v, new double[n], hv));
        }
    }

    private static double[] CheckColumns(int n, Action<double[]> fill, Action<double[], double[]> multiply)
    {
        double[] hessian = new double[n * n], column = new double[n], unit = new double[n];
        fill(hessian);
        double scale = 1.0 + hessian.Max(Math.Abs);
        for (int j = 0; j < n; j++)
        {
            unit[j] = 1.0;
            multiply(unit, column);
            unit[j] = 0.0;
            for (int i = 0; i < n; i++)
            {
                // The two entries that were averaged differ by rounding of terms that may cancel.
                Close.Within(1e-13 * scale, column[i], hessian[(i * n) + j], $"entry {i}, {j}");
                Assert.Equal(hessian[(j * n) + i], hessian[(i * n) + j]);
            }
        }

        return hessian;
    }
}
