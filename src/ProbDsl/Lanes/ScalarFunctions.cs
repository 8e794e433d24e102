namespace ProbDsl;

/// <summary>A function of the first of three numbers.</summary>
internal readonly struct OfFirst<TFunction> : IFunction3
    where TFunction : IFunction
{
    public static double Apply(double x, double y, double z) => TFunction.Apply(x);
}

/// <summary>A function of the first two of three numbers.</summary>
internal readonly struct OfFirstTwo<TFunction> : IFunction3
    where TFunction : IFunction2
{
    public static double Apply(double x, double y, double z) => TFunction.Apply(x, y);
}

internal readonly struct SinhFunction : IFunction
{
    public static double Apply(double x) => Scalar.Sinh(x).Value;
}

internal readonly struct CoshFunction : IFunction
{
    public static double Apply(double x) => Scalar.Cosh(x).Value;
}

internal readonly struct LogGammaFunction : IFunction
{
    public static double Apply(double x) => Scalar.LogGamma(x).Value;
}

internal readonly struct DigammaFunction : IFunction
{
    public static double Apply(double x) => Scalar.Digamma(x).Value;
}

internal readonly struct TrigammaFunction : IFunction
{
    public static double Apply(double x) => Scalar.Trigamma(x).Value;
}

internal readonly struct ErfFunction : IFunction
{
    public static double Apply(double x) => Scalar.Erf(x).Value;
}

internal readonly struct ErfcFunction : IFunction
{
    public static double Apply(double x) => Scalar.Erfc(x).Value;
}

internal readonly struct NormalCdfFunction : IFunction
{
    public static double Apply(double x) => Scalar.NormalCdf(x).Value;
}

internal readonly struct LogNormalCdfFunction : IFunction
{
    public static double Apply(double x) => Scalar.LogNormalCdf(x).Value;
}

internal readonly struct NormalHazardFunction : IFunction
{
    public static double Apply(double x) => Scalar.NormalHazard(x).Value;
}

internal readonly struct Log1mExpFunction : IFunction
{
    public static double Apply(double x) => Scalar.Log1mExp(x).Value;
}

internal readonly struct LogAddExpFunction : IFunction2
{
    public static double Apply(double x, double y) => Scalar.LogAddExp(x, y).Value;
}

internal readonly struct GammaLogQuantileSlopeFunction : IFunction2
{
    public static double Apply(double x, double y) => Scalar.GammaLogQuantileSlope(x, y).Value;
}

internal readonly struct BetaLogitQuantileSlopeFunction : IFunction3
{
    public static double Apply(double x, double y, double z) => Scalar.BetaLogitQuantileSlope(x, y, z).Value;
}
