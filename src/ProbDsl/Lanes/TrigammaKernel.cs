using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>ψ′(x) for x &gt; 0; +∞ at 0, NaN below.</summary>
/// <remarks>
/// ψ′(x) = 1/x² + ψ′(1 + x), and (x + ½)·ψ′(1 + x) is smooth in q = (x − 2)/(x + 2) over the whole half-line.
/// Measured maximum: 2.2 units of the last place.
/// </remarks>
internal static class TrigammaKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Trigamma<T>(T x)
        where T : unmanaged, ILane<T>, ILaneBits<T>
    {
        T bounded = T.Select(T.LessThan(1e300, x), 1e300, x);
        T q = (bounded - 2.0) / (bounded + 2.0);
        T pole = 1.0 / x;
        T result = T.FusedMultiplyAdd(pole, pole, TrigammaBody(q) / (x + 0.5));
        return T.Select(T.LessThan(x, 0.0), double.NaN, result);
    }

    /// <summary>(x + ½)·ψ′(1 + x) in q = (x − 2)/(x + 2), x ≥ 0: interpolated at 26 Chebyshev nodes, relative error below 2⁻⁵⁸.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T TrigammaBody<T>(T q)
        where T : unmanaged, ILane<T>
    {
        T q2 = q * q;
        T q4 = q2 * q2;
        T p0 = 5.479029675020609e-11;
        p0 = T.FusedMultiplyAdd(p0, q4, 1.7960652438072113e-09);
        p0 = T.FusedMultiplyAdd(p0, q4, 1.0339781254920652e-07);
        p0 = T.FusedMultiplyAdd(p0, q4, 6.132744797127652e-06);
        p0 = T.FusedMultiplyAdd(p0, q4, 0.0003162008852494946);
        p0 = T.FusedMultiplyAdd(p0, q4, 0.010937373560711826);
        p0 = T.FusedMultiplyAdd(p0, q4, 0.03859820420102004);
        T p1 = -2.7352520432844285e-10;
        p1 = T.FusedMultiplyAdd(p1, q4, -3.612626758743134e-08);
        p1 = T.FusedMultiplyAdd(p1, q4, -2.2296796582953444e-06);
        p1 = T.FusedMultiplyAdd(p1, q4, -0.00012043171437413978);
        p1 = T.FusedMultiplyAdd(p1, q4, -0.004884231828961749);
        p1 = T.FusedMultiplyAdd(p1, q4, -0.04843465156941392);
        T p2 = 9.712520770638183e-11;
        p2 = T.FusedMultiplyAdd(p2, q4, 1.2794193457366667e-08);
        p2 = T.FusedMultiplyAdd(p2, q4, 8.053765403658807e-07);
        p2 = T.FusedMultiplyAdd(p2, q4, 4.5152119697171226e-05);
        p2 = T.FusedMultiplyAdd(p2, q4, 0.0020324228180090237);
        p2 = T.FusedMultiplyAdd(p2, q4, 0.036830073441931586);
        T p3 = -1.57804483801164e-10;
        p3 = T.FusedMultiplyAdd(p3, q4, -5.11437606926997e-09);
        p3 = T.FusedMultiplyAdd(p3, q4, -2.895007824864869e-07);
        p3 = T.FusedMultiplyAdd(p3, q4, -1.6728625579739503e-05);
        p3 = T.FusedMultiplyAdd(p3, q4, -0.0008125084792549571);
        p3 = T.FusedMultiplyAdd(p3, q4, -0.02183053733851085);
        T rest = T.FusedMultiplyAdd(T.FusedMultiplyAdd(p3, q, p2), q2, T.FusedMultiplyAdd(p1, q, p0));
        return T.FusedMultiplyAdd(rest, q, 0.9873351671205661);
    }
}
