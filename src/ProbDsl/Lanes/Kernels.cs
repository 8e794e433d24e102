using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>The special functions as calls: formulas stand in the kernels' own files and are expanded here once for each lane type.</summary>
/// <remarks>
/// A number travels in a register. A vector inside a struct does not: by value it is copied in halves where it comes from memory, which the
/// callee, reading it whole, must wait for. Wide lanes are therefore passed by reference.
/// </remarks>
internal static class Kernels
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Digamma<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => DigammaKernel.Digamma(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Digamma<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = DigammaKernel.Digamma(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Erf<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => ErfKernel.Erf(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Erf<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = ErfKernel.Erf(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Erfc<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => ErfKernel.Erfc(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Erfc<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = ErfKernel.Erfc(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Exp<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => ExpKernel.Exp(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Exp<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = ExpKernel.Exp(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Expm1<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => ExpKernel.Expm1(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Expm1<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = ExpKernel.Expm1(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Cosh<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => HyperbolicKernel.Cosh(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Cosh<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = HyperbolicKernel.Cosh(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Sinh<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => HyperbolicKernel.Sinh(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Sinh<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = HyperbolicKernel.Sinh(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Tanh<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => HyperbolicKernel.Tanh(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Tanh<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = HyperbolicKernel.Tanh(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T LogGamma<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => LogGammaKernel.LogGamma(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void LogGamma<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = LogGammaKernel.LogGamma(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Log<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => LogKernel.Log(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Log<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = LogKernel.Log(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Log1p<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => LogKernel.Log1p(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Log1p<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = LogKernel.Log1p(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Log1mExp<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => LogSpaceKernel.Log1mExp(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Log1mExp<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = LogSpaceKernel.Log1mExp(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Log1pExp<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => LogSpaceKernel.Log1pExp(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Log1pExp<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = LogSpaceKernel.Log1pExp(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T LogAddExp<T>(T x, T y)
        where T : unmanaged, ILane<T>, ILaneBits<T> => LogSpaceKernel.LogAddExp(x, y);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void LogAddExp<T>(in T x, in T y, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = LogSpaceKernel.LogAddExp(x, y);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Log1pExpMinusAbs<T>(T x, out T exp)
        where T : unmanaged, ILane<T>, ILaneBits<T> => LogSpaceKernel.Log1pExpMinusAbs(x, out exp);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Log1pExpMinusAbs<T>(in T x, out T exp, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = LogSpaceKernel.Log1pExpMinusAbs(x, out exp);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T LogisticSigmoid<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => LogSpaceKernel.LogisticSigmoid(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void LogisticSigmoid<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = LogSpaceKernel.LogisticSigmoid(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T NormalCdf<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => NormalKernel.Cdf(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void NormalCdf<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = NormalKernel.Cdf(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T NormalHazard<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => NormalKernel.Hazard(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void NormalHazard<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = NormalKernel.Hazard(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T LogNormalCdf<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => NormalKernel.LogCdf(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void LogNormalCdf<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = NormalKernel.LogCdf(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static T Trigamma<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => TrigammaKernel.Trigamma(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Trigamma<T>(in T x, out T result)
        where T : unmanaged, ILane<T>, ILaneBits<T> => result = TrigammaKernel.Trigamma(x);
}
