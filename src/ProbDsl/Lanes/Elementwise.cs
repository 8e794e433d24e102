namespace ProbDsl;

/// <summary>A function of one number, as a type, so that the lanes can apply it place by place.</summary>
internal interface IFunction
{
    /// <summary>The function's value.</summary>
    static abstract double Apply(double x);
}

/// <summary>A function of two numbers, as a type.</summary>
internal interface IFunction2
{
    /// <summary>The function's value.</summary>
    static abstract double Apply(double x, double y);
}

/// <summary>A function of three numbers, as a type.</summary>
internal interface IFunction3
{
    /// <summary>The function's value.</summary>
    static abstract double Apply(double x, double y, double z);
}

/// <summary>The functions that are rare in models: every lane takes them from <see cref="Math"/> place by place.</summary>
internal static class Elementwise
{
    internal static T Map<T, TFunction>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
        where TFunction : IFunction => T.Map<TFunction>(x);

    internal static T Map2<T, TFunction>(T x, T y)
        where T : unmanaged, ILane<T>, ILaneBits<T>
        where TFunction : IFunction2 => T.Map2<TFunction>(x, y);

    internal static T Map3<T, TFunction>(T x, T y, T z)
        where T : unmanaged, ILane<T>, ILaneBits<T>
        where TFunction : IFunction3 => T.Map3<TFunction>(x, y, z);
}

internal readonly struct PowFunction : IFunction2
{
    public static double Apply(double x, double y) => Math.Pow(x, y);
}

internal readonly struct SinFunction : IFunction
{
    public static double Apply(double x) => Math.Sin(x);
}

internal readonly struct CosFunction : IFunction
{
    public static double Apply(double x) => Math.Cos(x);
}

internal readonly struct TanFunction : IFunction
{
    public static double Apply(double x) => Math.Tan(x);
}

internal readonly struct AsinFunction : IFunction
{
    public static double Apply(double x) => Math.Asin(x);
}

internal readonly struct AcosFunction : IFunction
{
    public static double Apply(double x) => Math.Acos(x);
}

internal readonly struct AtanFunction : IFunction
{
    public static double Apply(double x) => Math.Atan(x);
}

internal readonly struct Atan2Function : IFunction2
{
    public static double Apply(double x, double y) => Math.Atan2(x, y);
}

internal readonly struct AsinhFunction : IFunction
{
    public static double Apply(double x) => Math.Asinh(x);
}

internal readonly struct AcoshFunction : IFunction
{
    public static double Apply(double x) => Math.Acosh(x);
}

internal readonly struct AtanhFunction : IFunction
{
    public static double Apply(double x) => Math.Atanh(x);
}

internal readonly struct CbrtFunction : IFunction
{
    public static double Apply(double x) => Math.Cbrt(x);
}

internal readonly struct GammaLogQuantileFunction : IFunction2
{
    public static double Apply(double x, double y) => IncompleteGamma.LogInverse(x, y);
}

internal readonly struct BetaLogitQuantileFunction : IFunction3
{
    public static double Apply(double x, double y, double z) => IncompleteBeta.LogitQuantile(x, y, z);
}
