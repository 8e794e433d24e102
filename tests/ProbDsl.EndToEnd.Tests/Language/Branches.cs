using static ProbDsl.ProbMath;

namespace ProbDsl.EndToEnd.Tests.Language;

[ProbabilisticModel]
public sealed partial class DataBranchesModel(double[] y, int[] kind, bool robust) : IGenerated
{
    [Prior] internal Normal A() => new(0, 1);

    [Prior] internal Normal B() => robust ? new Normal(1, 2) : new Normal(0, 1);

    [Prior] internal HalfNormal S() => new(1);

    [Likelihood]
    internal Normal Y(int n, double a, double b, double s)
    {
        double mean;
        if (kind[n] == 0)
        {
            mean = a;
        }
        else if (kind[n] == 1 && robust)
        {
            mean = a + b;
        }
        else
        {
            mean = a * b;
        }

        double scale = s;
        switch (kind[n])
        {
            case 1:
                scale *= 2;
                break;
            case 2:
            case 3:
                scale += a * a;
                break;
            default:
                break;
        }

        return new(mean + (n % 2 == 0 ? b : 0), scale * kind[n] switch { 0 => 1.0, > 2 => 3.0, _ => 1 + b * b });
    }
}

[ProbabilisticModel]
public sealed partial class BlendsModel(double[] y) : IGenerated
{
    [Prior] internal Normal A() => new(0, 1);

    [Prior] internal Normal B() => new(0, 1);

    [Likelihood]
    internal Normal Y(int n, double a, double b)
    {
        double leaky = a > 0 ? a : 0.1 * a;
        double high = Math.Max(a, b * y[n]);
        double low = Math.Min(b, 0.2);
        double size = Math.Abs(a - b);
        double step = a < b && b >= -0.5 ? a * b : Math.Exp(a);
        return new(leaky + high * low + step, 0.5 + size + Math.Clamp(b, -0.4, 0.6) * 0.1);
    }
}

[ProbabilisticModel]
public sealed partial class HelpersModel(double[] y, double[] x) : IGenerated
{
    int K => 3;

    [Prior] internal Normal A() => new(0, 1);

    [Prior] internal Normal W([Plate(nameof(K))] int k) => new(0, 1);

    [Likelihood] internal Normal Y(int n, double a, double[] w) => new(Curve(x[n], a, w), Soft(a));

    double Curve(double at, double a, double[] w)
    {
        double sum = Twice(a);
        double power = 1;
        for (int k = 0; k < w.Length; k++)
        {
            sum += w[k] * power;
            power *= at;
        }

        return Math.Tanh(sum) + Shift(k: 2, by: Twice(w[0]));
    }

    static double Twice(double v) => 2 * v;

    double Shift(double by, int k = 1) => by * k + x[0];

    static double Soft(double v) => HelperLibrary.Softplus(v) + 0.1;
}

internal static class HelperLibrary
{
    public static double Softplus(double v) => Math.Log(1 + Math.Exp(v));
}

[ProbabilisticModel]
public sealed partial class SumsModel(double[,] x, double[] weights, double[] y) : IGenerated
{
    int K => weights.Length;

    [Prior] internal Normal Beta([Plate(nameof(K))] int k) => new(0, 1);

    [Prior] internal HalfNormal Scale([Plate(nameof(K))] int k) => new(1);

    [Likelihood]
    internal Normal Y(int n, double[] beta, double[] scale)
    {
        double squares = 0;
        foreach (double b in beta)
        {
            squares += b * b;
        }

        double weighted = 0;
        foreach (double w in weights)
        {
            weighted -= w * beta[0];
        }

        double product = 1;
        for (int k = K - 1; k >= 0; k--)
        {
            product *= scale[k];
        }

        return new(Dot(x, n, beta) + Dot(beta, weights) + Dot(beta, scale) + weighted, Math.Sqrt(1 + squares) * product + Sum(scale) + scale.Sum());
    }

    [Factor] internal double Pull(double[] beta) => -LogSumExp(beta) - 0.1 * Sum(beta);
}

[ProbabilisticModel]
public sealed partial class ElementaryModel(double[] c) : IGenerated
{
    [Prior] internal Normal A() => new(0, 1);

    [Prior] internal HalfNormal P() => new(1);

    [Prior] internal Beta U() => new(2, 2);

    [Factor]
    internal double Smooth(double a, double p, double u)
        => c[0] * Math.Exp(a) + c[1] * Math.Log(p) + c[2] * Math.Sqrt(p) + c[3] * Math.Pow(p, a) + c[4] * Math.Cbrt(p)
            + c[5] * Math.Log2(p) + c[6] * Math.Log10(p) + c[7] * Math.Log(p, 3) + Math.FusedMultiplyAdd(a, p, u) + Math.Pow(a, 3) + Math.Pow(2, a);

    [Factor]
    internal double Trigonometric(double a, double p, double u)
        => c[0] * Math.Sin(a) + c[1] * Math.Cos(a) + c[2] * Math.Tan(a) + c[3] * Math.Asin(u) + c[4] * Math.Acos(u) + c[5] * Math.Atan(a)
            + c[6] * Math.Atan2(a, p) + c[7] * Math.Sinh(a);

    [Factor]
    internal double Hyperbolic(double a, double p, double u)
        => c[0] * Math.Cosh(a) + c[1] * Math.Tanh(a) + c[2] * Math.Asinh(a) + c[3] * Math.Acosh(1 + p) + c[4] * Math.Atanh(u) - +a / -p;
}

[ProbabilisticModel]
public sealed partial class LogSpaceModel(double[] c) : IGenerated
{
    [Prior] internal Normal A() => new(0, 1);

    [Prior] internal HalfNormal P() => new(1);

    [Prior] internal Beta U() => new(2, 2);

    [Factor]
    internal double Gammas(double p, double u)
        => c[0] * LogGamma(p) + c[1] * Digamma(p) + c[3] * LogBeta(p, u) + c[4] * LogChoose(5 + p, 2 + u);

    [Factor]
    internal double Errors(double a, double p)
        => c[0] * Erf(a) + c[1] * Erfc(a) + c[2] * NormalCdf(a) + c[3] * LogNormalCdf(a) + c[4] * Square(p) + c[5] * Log1mExp(p);

    [Factor]
    internal double Logs(double a, double p, double u)
        => c[0] * Log1p(p) + c[1] * Expm1(a) + c[2] * Log1pExp(a) + c[3] * LogisticSigmoid(a) + c[4] * Logit(u)
            + c[5] * LogAddExp(a, p) + c[6] * LogSumExp(a, p) + c[7] * LogSumExp(a, p, u, -1.5);
}

[ProbabilisticModel]
public sealed partial class DerivedModel(double[] x, double[] y) : IGenerated
{
    int N => x.Length;

    [Prior] internal Normal A() => new(0, 1);

    [Prior] internal Normal Eta([Plate(nameof(N))] int n) => new(0, 1);

    [Derived] internal double Scale(double a) => Math.Exp(0.5 * a);

    [Derived] internal double Level([Plate(nameof(N))] int n, double scale, double[] eta) => scale * eta[n] + x[n];

    [Derived]
    internal double Total(double[] level)
    {
        double sum = 0;
        for (int n = 0; n < level.Length; n++)
        {
            sum += level[n];
        }

        return sum;
    }

    [Likelihood] internal Normal Y(int n, double[] level, double total, double scale) => new(level[n] + 0.1 * total, scale);
}

internal static class Branches
{
    private static readonly double[] s_weights = [0.7, -0.3, 1.1, 0.4, -0.6, 0.9, 0.2, -1.3];

    public static LanguageCase OnData()
    {
        double[] y = [0.2, 1.4, -0.3, 0.8, 0.5];
        var model = new DataBranchesModel(y, [0, 1, 2, 3, 1], true);
        return new(model, p =>
        {
            double a = p.Real();
            double b = p.Real();
            double s = p.Positive();
            double prior = model.A().LogDensity(a) + model.B().LogDensity(b) + model.S().LogDensity(s);
            return (prior, y.Select((v, n) => model.Y(n, a, b, s).LogDensity(v)).Sum());
        }, 1, 1, 1);
    }

    public static LanguageCase OnLatents()
    {
        double[] y = [0.2, 1.4, -0.9];
        var model = new BlendsModel(y);
        return new(model, p =>
        {
            double a = p.Real();
            double b = p.Real();
            return (model.A().LogDensity(a) + model.B().LogDensity(b), y.Select((v, n) => model.Y(n, a, b).LogDensity(v)).Sum());
        }, 1, 1);
    }

    public static LanguageCase Helpers()
    {
        double[] y = [0.2, 1.4, -0.9];
        var model = new HelpersModel(y, [0.5, -1.0, 0.3]);
        return new(model, p =>
        {
            double a = p.Real();
            double[] w = p.Reals(3);
            double prior = model.A().LogDensity(a) + w.Sum(v => model.W(0).LogDensity(v));
            return (prior, y.Select((v, n) => model.Y(n, a, w).LogDensity(v)).Sum());
        }, 1, 3);
    }

    public static LanguageCase SumsAndDots()
    {
        double[] y = [0.2, 1.4];
        var model = new SumsModel(new[,] { { 0.1, 0.2, 0.3 }, { -0.4, 0.5, 0.6 } }, [0.3, -0.8, 0.5], y);
        return new(model, p =>
        {
            double[] beta = p.Reals(3);
            double[] scale = [p.Positive(), p.Positive(), p.Positive()];
            double prior = beta.Sum(v => model.Beta(0).LogDensity(v)) + scale.Sum(v => model.Scale(0).LogDensity(v));
            return (prior, y.Select((v, n) => model.Y(n, beta, scale).LogDensity(v)).Sum() + model.Pull(beta));
        }, 3, 3);
    }

    public static LanguageCase ElementaryFunctions()
    {
        var model = new ElementaryModel(s_weights);
        return new(model, z =>
        {
            double a = z.Real();
            double p = z.Positive();
            double u = z.Between(0, 1);
            double prior = model.A().LogDensity(a) + model.P().LogDensity(p) + model.U().LogDensity(u);
            return (prior, model.Smooth(a, p, u) + model.Trigonometric(a, p, u) + model.Hyperbolic(a, p, u));
        }, 1, 1, 1);
    }

    public static LanguageCase LogSpaceFunctions()
    {
        var model = new LogSpaceModel(s_weights);
        return new(model, z =>
        {
            double a = z.Real();
            double p = z.Positive();
            double u = z.Between(0, 1);
            double prior = model.A().LogDensity(a) + model.P().LogDensity(p) + model.U().LogDensity(u);
            return (prior, model.Gammas(p, u) + model.Errors(a, p) + model.Logs(a, p, u));
        }, 1, 1, 1);
    }

    public static LanguageCase DerivedQuantities()
    {
        double[] x = [0.4, -0.2, 0.9];
        double[] y = [0.2, 1.4, -0.9];
        var model = new DerivedModel(x, y);
        return new(model, p =>
        {
            double a = p.Real();
            double[] eta = p.Reals(3);
            double scale = model.Scale(a);
            double[] level = [.. Enumerable.Range(0, 3).Select(n => model.Level(n, scale, eta))];
            double total = model.Total(level);
            double prior = model.A().LogDensity(a) + eta.Sum(v => model.Eta(0).LogDensity(v));
            return (prior, y.Select((v, n) => model.Y(n, level, total, scale).LogDensity(v)).Sum());
        }, 1, 3);
    }
}
