using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>The functions of arithmetic in log space: log(1 ± e^±ˣ), the logistic function, log(eˣ + eʸ).</summary>
/// <remarks>
/// All are written in t = e^−|x| ≤ 1, which cannot overflow. Measured maxima: Log1pExp 1.5, Log1mExp 2.1, LogisticSigmoid 2.0 units of the last place; LogAddExp 2 units of the last place of the larger of its arguments and its value.
/// </remarks>
internal static class LogSpaceKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log1pExp<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T t = ExpKernel.Exp(-T.Abs(x));
        return T.Select(T.LessThan(0.0, x), x, 0.0) + LogKernel.Log1pUnit(t);
    }

    /// <summary>log(1 + t) for t = e^−|x|, which is handed out too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log1pExpMinusAbs<T>(T x, out T t)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        t = ExpKernel.Exp(-T.Abs(x));
        return LogKernel.Log1pUnit(t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LogisticSigmoid<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T t = ExpKernel.Exp(-T.Abs(x));
        return T.Select(T.LessThan(x, 0.0), t, 1.0) / (t + 1.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LogAddExp<T>(T x, T y)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T distance = T.Select(T.Equal(x, y), 0.0, T.Abs(x - y));
        T larger = T.Select(T.LessThan(x, y), y, x);
        return larger + LogKernel.Log1pUnit(ExpKernel.Exp(-distance));
    }

    /// <summary>log(1 − e⁻ˣ): the logarithm of −(e⁻ˣ − 1) below log 2, log(1 + (−e⁻ˣ)) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log1mExp<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T n = ExpKernel.Reduce(ExpKernel.Clamp(-x, -746.0, 0.0), out T r);
        T q = ExpKernel.Expm1Reduced(r);
        T e = ExpKernel.Scale(q + 1.0, n);
        T power = ExpKernel.Scale(1.0, n);
        T small = T.LessThan(x, 0.6931471805599453);
        T complement = 1.0 - e;
        T u = T.Select(small, T.FusedMultiplyAdd(-power, q, 1.0 - power), complement);
        T error = T.Select(small, 0.0, (1.0 - complement) - e);
        T result = LogKernel.OfSum(u, error, -e);
        T ordinary = T.And(T.LessThanOrEqual(2.2250738585072014e-308, x), T.LessThan(x, double.PositiveInfinity));
        return T.Any(T.Not(ordinary)) ? T.Select(ordinary, result, Log1mExpEdge(x)) : result;
    }

    /// <summary>log x for subnormal x, where it is the limit; −0 at ∞.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Log1mExpEdge<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T> => T.Select(T.Equal(x, double.PositiveInfinity), -0.0, LogKernel.Log(x));
}
