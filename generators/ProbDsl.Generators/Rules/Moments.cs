using static ProbDsl.Generators.Formula;

namespace ProbDsl.Generators;

/// <summary>The expectations under one q that have closed forms; null where it has none or the integral diverges.</summary>
internal sealed record Moments
{
    /// <summary>q lives on (0, ∞), not on the real line.</summary>
    public bool IsPositive { get; init; }

    /// <summary>E x.</summary>
    public Expr? Mean { get; init; }

    /// <summary>Var x.</summary>
    public Expr? Variance { get; init; }

    /// <summary>c ↦ E|x − c|.</summary>
    public Func<Expr, Expr>? AbsoluteDeviation { get; init; }

    /// <summary>(c, t) ↦ E e^(−(x − c)t) for t &gt; 0.</summary>
    public Func<Expr, Expr, Expr>? ExpMinus { get; init; }

    /// <summary>E log x.</summary>
    public Expr? MeanLog { get; init; }

    /// <summary>Var log x.</summary>
    public Expr? VarianceLog { get; init; }

    /// <summary>c ↦ E (x/c)².</summary>
    public Func<Expr, Expr>? MeanSquare { get; init; }

    /// <summary>(k, log c) ↦ E (x/c)^k for k &gt; 0.</summary>
    public Func<Expr, Expr, Expr>? Power { get; init; }

    /// <summary>E 1/x.</summary>
    public Expr? MeanReciprocal { get; init; }

    public static Moments? Of(string law, Expr[] q) => law switch
    {
        "Normal" => new()
        {
            Mean = q[0],
            Variance = Square(q[1]),
            AbsoluteDeviation = c => NormalDeviation(q[0] - c, q[1]),

            // The moment generating function e^(−mt + s²t²/2).
            ExpMinus = (c, t) => Exp((0.5 * Square(q[1] * t)) - ((q[0] - c) * t)),
        },

        "MultivariateNormal.Element" => Of("Normal", [q[2], Sqrt(q[3])]),

        // E x^k = e^(km + k²s²/2) for every k.
        "LogNormal" => new()
        {
            IsPositive = true,
            Mean = Exp(q[0] + (0.5 * Square(q[1]))),
            MeanLog = q[0],
            VarianceLog = Square(q[1]),
            MeanSquare = c => Exp(2 * (q[0] - Log(c) + Square(q[1]))),
            Power = (k, logC) => Exp((k * (q[0] - logC)) + (0.5 * Square(k * q[1]))),
            MeanReciprocal = Exp((0.5 * Square(q[1])) - q[0]),
        },

        // x² /s² ~ χ²(1): E log x = log s + ½(ψ(½) + log 2) = log s − ½(γ + log 2), Var log x = ¼ψ′(½) = π²/8,
        // E x^k = s^k 2^(k/2) Γ((k + 1)/2)/√π.
        "HalfNormal" => new()
        {
            IsPositive = true,
            Mean = SqrtTwoOverPi * q[0],
            MeanLog = Log(q[0]) - (0.5 * (EulerGamma + LogTwo)),
            VarianceLog = Math.PI * Math.PI / 8,
            MeanSquare = c => Square(q[0] * (1 / c)),
            Power = (k, logC) => Exp((k * (Log(q[0]) - logC + (0.5 * LogTwo))) + LogGamma(0.5 * (k + 1)) - (0.5 * LogPi)),
        },

        // log x − log s is symmetric, the logarithm of tan of a uniform angle: mean 0, variance π²/4.
        "HalfCauchy" => new() { IsPositive = true, MeanLog = Log(q[0]), VarianceLog = Math.PI * Math.PI / 4 },

        // Not one of them exists; a flat prior asks for none.
        "Cauchy" => new(),

        "Laplace" => new() { Mean = q[0], Variance = 2 * Square(q[1]), AbsoluteDeviation = c => LaplaceDeviation(q, c) },

        // Var = π²s²/3. E(x − c)⁺ = ∫ from c of P(X > x) = s log(1 + e^((l − c)/s)), and likewise below.
        "Logistic" => new()
        {
            Mean = q[0],
            Variance = Math.PI * Math.PI / 3 * Square(q[1]),
            AbsoluteDeviation = c => q[1] * (Log1pExp(Standardise(q[0], c, q[1])) + Log1pExp(Standardise(c, q[0], q[1]))),
        },

        // e^−z is a standard exponential: mean l + γs, Var = π²s²/6, E e^(−(x − c)t) = e^((c − l)t) Γ(1 + st).
        "Gumbel" => new()
        {
            Mean = q[0] + (EulerGamma * q[1]),
            Variance = Math.PI * Math.PI / 6 * Square(q[1]),
            ExpMinus = (c, t) => Exp(((c - q[0]) * t) + LogGamma(1 + (q[1] * t))),
        },

        // The Weibull law with shape 1: E x^k = Γ(1 + k)/λ^k, E log x = −γ − log λ, Var log x = π²/6.
        "Exponential" => new()
        {
            IsPositive = true,
            Mean = 1 / q[0],
            MeanLog = -Log(q[0]) - EulerGamma,
            VarianceLog = Math.PI * Math.PI / 6,
            MeanSquare = c => 2 * Square(1 / (q[0] * c)),
            Power = (k, logC) => Exp(LogGamma(1 + k) - (k * (Log(q[0]) + logC))),
        },

        // x = λ E^(1/k) for a standard exponential E.
        "Weibull" => new()
        {
            IsPositive = true,
            Mean = q[1] * Exp(LogGamma(1 + (1 / q[0]))),
            MeanLog = Log(q[1]) - (EulerGamma * (1 / q[0])),
            VarianceLog = Math.PI * Math.PI / 6 * Square(1 / q[0]),
            MeanSquare = c => Square(q[1] * (1 / c)) * Exp(LogGamma(1 + (2 / q[0]))),
            Power = (k, logC) => Exp((k * (Log(q[1]) - logC)) + LogGamma(1 + (k * (1 / q[0])))),
        },

        // E log x = ψ(a) − log b, E x^k = Γ(a + k)/(Γ(a) b^k). Var log x = ψ′(a), whose slope has no rule.
        _ when GammaLaws.ShapeAndRate(law, q) is (Expr shape, Expr rate) => new()
        {
            IsPositive = true,
            Mean = shape / rate,
            MeanLog = Digamma(shape) - GammaLaws.LogRate(law, q),
            MeanSquare = c => shape * (shape + 1) * Square(1 / (rate * c)),
            Power = (k, logC) => Exp(LogGamma(shape + k) - LogGamma(shape) - (k * (GammaLaws.LogRate(law, q) + logC))),
        },

        // E 1/x = a/b, E log x = log b − ψ(a); E x is finite for some shapes only.
        "InverseGamma" => new() { IsPositive = true, MeanLog = Log(q[1]) - Digamma(q[0]), MeanReciprocal = q[0] / q[1] },

        // E e^(−(x − c)t) = (e^(−(a − c)t) − e^(−(b − c)t))/((b − a)t).
        "Uniform" => new()
        {
            Mean = 0.5 * (q[0] + q[1]),
            Variance = Square(q[1] - q[0]) / 12,
            ExpMinus = (c, t) => Exp((c - q[0]) * t) * (-Expm1((q[0] - q[1]) * t) / ((q[1] - q[0]) * t)),
        },

        _ => null,
    };

    /// <summary>E|x − c| = |l − c| + b e^(−|l − c|/b) for Laplace(l, b).</summary>
    internal static Expr LaplaceDeviation(Expr[] q, Expr c)
    {
        Expr distance = Abs(q[0] - c);
        return distance + (q[1] * Exp(-(distance * (1 / q[1]))));
    }

    // E|d + s ε| = s √(2/π) e^(−d²/2s²) + d erf(d/(s√2)): the mean of the folded normal law (Leone, Nelson and Nottingham 1961).
    private static Expr NormalDeviation(Expr d, Expr s)
    {
        Expr z = d * (1 / s);
        return (SqrtTwoOverPi * (s * Exp(-0.5 * Square(z)))) + (d * Erf(SqrtHalf * z));
    }
}
