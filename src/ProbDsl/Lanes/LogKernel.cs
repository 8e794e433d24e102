using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>log x and log(1 + x).</summary>
/// <remarks>
/// x = 2ᵏ·(1 + f) with √½ ≤ 1 + f &lt; √2. With s = f/(2 + f), log(1 + f) = 2 artanh(s) = f − s·(f − R), R = s²·P(s²).
/// Measured maxima: log x 0.9, log(1 + x) 0.9 units of the last place.
/// </remarks>
internal static class LogKernel
{
    private const double Log2High = 0.6931471805598903;
    private const double Log2Low = 5.497923018708371e-14;
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>log x, for use inside other functions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T ordinary = T.And(T.LessThanOrEqual(SmallestNormal, x), T.LessThan(x, double.PositiveInfinity));
        return T.Any(T.Not(ordinary)) ? Wide(x) : Normal(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log1p<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T u = x + 1.0;
        T back = u - 1.0;
        T error = (1.0 - (u - back)) + (x - back);
        T result = T.CopySign(OfSum(u, error, x), x);
        T ordinary = T.And(T.LessThan(-1.0, x), T.LessThan(x, 1e300));
        return T.Any(T.Not(ordinary)) ? T.Select(ordinary, result, Log1pEdge(x)) : result;
    }

    /// <summary>log(u + error) for normal u &lt; 10³⁰⁰ and error below its last place; near = u + error − 1, used where u is near 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T OfSum<T>(T u, T error, T near)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T k = T.SplitExponent(u, out T m);
        T isNear = T.Equal(k, 0.0);
        T f = T.Select(isNear, near, m - 1.0);
        T s = f / (f + 2.0);
        T reciprocal = T.FusedMultiplyAdd(s + s, s - 1.0, 1.0); // 1/m = 1 − 2s + 2s² − …, enough for a last-place correction
        T correction = T.Select(isNear, 0.0, error * T.PowerOfTwo(-k) * reciprocal);
        return Assemble(k, f, s, T.FusedMultiplyAdd(k, Log2Low, correction));
    }

    /// <summary>log(1 + t) for 0 ≤ t ≤ 1, without splitting off an exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log1pUnit<T>(T t)
        where T : unmanaged, ILane<T>
    {
        T s = t / (t + 2.0);
        T z = s * s;
        return T.FusedMultiplyAdd(-s, T.FusedMultiplyAdd(-z, WideSeries(z), t), t);
    }

    /// <summary>log x = result + low for normal x, the result being the rounded sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LogParts<T>(T x, out T low)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T k = T.SplitExponent(x, out T m);
        T f = m - 1.0;
        T s = f / (f + 2.0);
        T z = s * s;
        T small = T.FusedMultiplyAdd(-s, T.FusedMultiplyAdd(-z, Series(z), f), k * Log2Low);
        T large = T.FusedMultiplyAdd(k, Log2High, f);
        T lost = f - T.FusedMultiplyAdd(-k, Log2High, large);
        T result = large + small;
        low = small - (result - large) + lost;
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Normal<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T k = T.SplitExponent(x, out T m);
        T f = m - 1.0;
        return Assemble(k, f, f / (f + 2.0), k * Log2Low);
    }

    /// <summary>k·log 2 + log(1 + f), the parts in order of size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Assemble<T>(T k, T f, T s, T low)
        where T : unmanaged, ILane<T>
    {
        T z = s * s;
        T tail = T.FusedMultiplyAdd(-z, Series(z), f);
        return T.FusedMultiplyAdd(k, Log2High, f + T.FusedMultiplyAdd(-s, tail, low));
    }

    /// <summary>Zero, negative, subnormal, infinite and NaN arguments beside ordinary ones.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Wide<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T tiny = T.LessThan(x, SmallestNormal);
        T k = T.SplitExponent(T.Select(tiny, x * 18014398509481984.0, x), out T m) - T.Select(tiny, 54.0, 0.0);
        T f = m - 1.0;
        T result = Assemble(k, f, f / (f + 2.0), k * Log2Low);
        result = T.Select(T.LessThan(x, double.PositiveInfinity), result, x);
        result = T.Select(T.LessThan(x, 0.0), double.NaN, result);
        return T.Select(T.Equal(x, 0.0), double.NegativeInfinity, result);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Log1pEdge<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T below = T.Select(T.Equal(x, -1.0), double.NegativeInfinity, double.NaN);
        return T.Select(T.LessThanOrEqual(x, -1.0), below, Wide(x));
    }

    /// <summary>(2 artanh(s) − 2s)/s³ in z = s², s ≤ (√2 − 1)/(√2 + 1): interpolated at 7 Chebyshev nodes, relative error of the logarithm below 2⁻⁵⁷.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Series<T>(T z)
        where T : unmanaged, ILane<T>
    {
        T z2 = z * z;
        T p0 = T.FusedMultiplyAdd(z, 0.39999999999899444, 0.666666666666667);
        T p1 = T.FusedMultiplyAdd(z, 0.22222211130259878, 0.2857142862600327);
        T p2 = T.FusedMultiplyAdd(z, 0.15331710618210773, 0.18182889455674947);
        T p3 = 0.14616585424888623;
        p0 = T.FusedMultiplyAdd(p1, z2, p0);
        p2 = T.FusedMultiplyAdd(p3, z2, p2);
        T z4 = z2 * z2;
        p0 = T.FusedMultiplyAdd(p2, z4, p0);
        return p0;
    }

    /// <summary>(2 artanh(s) − 2s)/s³ in z = s², s ≤ 1/3: interpolated at 10 Chebyshev nodes, relative error of the logarithm below 2⁻⁵⁶.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T WideSeries<T>(T z)
        where T : unmanaged, ILane<T>
    {
        T z2 = z * z;
        T p0 = T.FusedMultiplyAdd(z, 0.40000000000014585, 0.6666666666666666);
        T p1 = T.FusedMultiplyAdd(z, 0.22222222717427864, 0.2857142856710876);
        T p2 = T.FusedMultiplyAdd(z, 0.15385570064958623, 0.18181789436132859);
        T p3 = T.FusedMultiplyAdd(z, 0.12001072809590713, 0.13314144209654935);
        T p4 = T.FusedMultiplyAdd(z, 0.1616404561194353, 0.08800738486144674);
        p0 = T.FusedMultiplyAdd(p1, z2, p0);
        p2 = T.FusedMultiplyAdd(p3, z2, p2);
        T z4 = z2 * z2;
        p0 = T.FusedMultiplyAdd(p2, z4, p0);
        T z8 = z4 * z4;
        p0 = T.FusedMultiplyAdd(p4, z8, p0);
        return p0;
    }
}
