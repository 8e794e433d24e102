using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>ψ(x) for x &gt; 0; −∞ at 0, NaN below.</summary>
/// <remarks>
/// 1 ≤ x &lt; 3: (x − x₀)·P(x − 2) with the zero x₀ in two parts. x &lt; 1: ψ(x + 1) − 1/x. x ≥ 3, with u = x − ½: log u + Q(u⁻²)/u².
/// Measured maximum: 2.3 units of the last place, also next to the zero.
/// </remarks>
internal static class DigammaKernel
{
    private const double ZeroHigh = 1.4616321449683622;
    private const double ZeroLow = 9.549995429965697e-17;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Digamma<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T small = T.LessThan(x, 3.0);
        T result = x;
        if (T.Any(T.Not(small)))
        {
            T u = T.Select(small, 3.0, x - 0.5);
            T w = 1.0 / u;
            T v = w * w;
            result = T.FusedMultiplyAdd(v, DigammaRemainder(v), LogKernel.Log(u));
        }

        return T.Any(small) ? T.Select(small, Small(x), result) : result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Small<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T low = T.LessThan(x, 1.0);
        T t = T.Select(low, x - 1.0, x - 2.0);
        T distance = T.Select(low, x - (ZeroHigh - 1.0), x - ZeroHigh) - ZeroLow;
        T pole = T.Select(low, -1.0 / x, 0.0);
        T result = T.FusedMultiplyAdd(distance, DigammaNearTwo(t), pole);
        result = T.Select(T.Equal(x, 0.0), double.NegativeInfinity, result);
        return T.Select(T.LessThan(x, 0.0), double.NaN, result);
    }

    /// <summary>ψ(2 + t)/(2 + t − x₀) for |t| ≤ 1, x₀ the zero of ψ: interpolated at 30 Chebyshev nodes, relative error below 2⁻⁵⁶.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T DigammaNearTwo<T>(T t)
        where T : unmanaged, ILane<T>
    {
        T t2 = t * t;
        T t4 = t2 * t2;
        T p0 = -5.100770214989469e-09;
        p0 = T.FusedMultiplyAdd(p0, t4, -5.77025926771739e-08);
        p0 = T.FusedMultiplyAdd(p0, t4, -2.3086248081342955e-07);
        p0 = T.FusedMultiplyAdd(p0, t4, -2.6338311326151924e-06);
        p0 = T.FusedMultiplyAdd(p0, t4, -4.184622931937881e-05);
        p0 = T.FusedMultiplyAdd(p0, t4, -0.000675313369799565);
        p0 = T.FusedMultiplyAdd(p0, t4, -0.011338432553333682);
        p0 = T.FusedMultiplyAdd(p0, t4, -0.2607389546830014);
        T p1 = -3.5705337308985145e-08;
        p1 = T.FusedMultiplyAdd(p1, t4, -5.6422994902202784e-08);
        p1 = T.FusedMultiplyAdd(p1, t4, 1.2119815782595426e-06);
        p1 = T.FusedMultiplyAdd(p1, t4, 2.0891708911121205e-05);
        p1 = T.FusedMultiplyAdd(p1, t4, 0.00033643237613001386);
        p1 = T.FusedMultiplyAdd(p1, t4, 0.005552254171350814);
        p1 = T.FusedMultiplyAdd(p1, t4, 0.10899991701762626);
        T p2 = 1.7852672191376552e-08;
        p2 = T.FusedMultiplyAdd(p2, t4, 2.821220170829738e-08);
        p2 = T.FusedMultiplyAdd(p2, t4, -6.059322795045256e-07);
        p2 = T.FusedMultiplyAdd(p2, t4, -1.044106631983514e-05);
        p2 = T.FusedMultiplyAdd(p2, t4, -0.00016781518722379935);
        p2 = T.FusedMultiplyAdd(p2, t4, -0.0027395728831692795);
        p2 = T.FusedMultiplyAdd(p2, t4, -0.04955103291767291);
        T p3 = 1.0201545142033868e-08;
        p3 = T.FusedMultiplyAdd(p3, t4, 1.1540536834062045e-07);
        p3 = T.FusedMultiplyAdd(p3, t4, 4.6173797029851077e-07);
        p3 = T.FusedMultiplyAdd(p3, t4, 5.26871942897218e-06);
        p3 = T.FusedMultiplyAdd(p3, t4, 8.377966540530644e-05);
        p3 = T.FusedMultiplyAdd(p3, t4, 0.0013581421903714414);
        p3 = T.FusedMultiplyAdd(p3, t4, 0.023447309597724546);
        T rest = T.FusedMultiplyAdd(T.FusedMultiplyAdd(p3, t, p2), t2, T.FusedMultiplyAdd(p1, t, p0));
        return T.FusedMultiplyAdd(rest, t, 0.7853075386041053);
    }

    /// <summary>(ψ(u + ½) − log u)·u² in v = u⁻² ≤ 0.16: interpolated at 13 Chebyshev nodes, relative error of ψ below 2⁻⁵⁵.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T DigammaRemainder<T>(T v)
        where T : unmanaged, ILane<T>
    {
        T v2 = v * v;
        T p0 = T.FusedMultiplyAdd(v, -0.0072916666660278115, 0.041666666666666366);
        T p1 = T.FusedMultiplyAdd(v, -0.004134081846687178, 0.003844245803199132);
        T p2 = T.FusedMultiplyAdd(v, -0.02096602411410217, 0.007558468369916897);
        T p3 = T.FusedMultiplyAdd(v, -0.3611714471068626, 0.07967254871369658);
        T p4 = T.FusedMultiplyAdd(v, -6.363646014887914, 1.6424745235257856);
        T p5 = T.FusedMultiplyAdd(v, -33.07627662337288, 18.245859646078628);
        T p6 = 27.918548415079467;
        p0 = T.FusedMultiplyAdd(p1, v2, p0);
        p2 = T.FusedMultiplyAdd(p3, v2, p2);
        p4 = T.FusedMultiplyAdd(p5, v2, p4);
        T v4 = v2 * v2;
        p0 = T.FusedMultiplyAdd(p2, v4, p0);
        p4 = T.FusedMultiplyAdd(p6, v4, p4);
        T v8 = v4 * v4;
        p0 = T.FusedMultiplyAdd(p4, v8, p0);
        return p0;
    }
}
