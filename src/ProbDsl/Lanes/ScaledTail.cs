using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>exp(x²)·erfc(x) for x ≥ 0, what is left of the Gaussian tail when its exponential is taken out.</summary>
/// <remarks>
/// (1 + 2x)·exp(x²)·erfc(x) stays between 1 and 1.3 and is smooth in q = (2x − 7)/(2x + 7) over the whole half-line. q gets one
/// correction step, so that its rounding does not count.
/// </remarks>
internal static class ScaledTail
{
    /// <summary>exp(x²)·erfc(x) at x, 0 ≤ x ≤ 10³⁰⁰.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T OfErfc<T>(T x)
        where T : unmanaged, ILane<T> => OfDouble(x + x);

    /// <summary>exp(y²/2)·Φ(−y), 0 ≤ y ≤ 10³⁰⁰.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T OfNormal<T>(T y)
        where T : unmanaged, ILane<T> => OfDouble(y * 1.4142135623730951) * 0.5;

    /// <summary>exp(x²)·erfc(x) at x = d/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T OfDouble<T>(T d)
        where T : unmanaged, ILane<T>
    {
        T inverse = 1.0 / (d + 7.0);
        T q = (d - 7.0) * inverse;
        T residual = T.FusedMultiplyAdd(-q, d, T.FusedMultiplyAdd(q + 1.0, -7.0, d));
        q = T.FusedMultiplyAdd(inverse, residual, q);
        return Body(q) / (d + 1.0);
    }

    /// <summary>(1 + 2x)·exp(x²)·erfc(x) in q = (2x − 7)/(2x + 7), x ≥ 0: interpolated at 26 Chebyshev nodes, relative error below 2⁻⁵⁶.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Body<T>(T q)
        where T : unmanaged, ILane<T>
    {
        T q2 = q * q;
        T q4 = q2 * q2;
        T p0 = 2.0760062849604081e-10;
        p0 = T.FusedMultiplyAdd(p0, q4, 1.7193001966372446e-08);
        p0 = T.FusedMultiplyAdd(p0, q4, 6.072618439196945e-07);
        p0 = T.FusedMultiplyAdd(p0, q4, 2.4262111185916013e-05);
        p0 = T.FusedMultiplyAdd(p0, q4, -0.00030226784011228627);
        p0 = T.FusedMultiplyAdd(p0, q4, 0.08798315382502862);
        p0 = T.FusedMultiplyAdd(p0, q4, -0.1400091801376194);
        T p1 = 5.979432867579923e-10;
        p1 = T.FusedMultiplyAdd(p1, q4, -6.483918904720693e-09);
        p1 = T.FusedMultiplyAdd(p1, q4, 2.3286158637295343e-06);
        p1 = T.FusedMultiplyAdd(p1, q4, 0.0005643844169747129);
        p1 = T.FusedMultiplyAdd(p1, q4, -0.04882332582814803);
        p1 = T.FusedMultiplyAdd(p1, q4, -0.010555596332218595);
        T p2 = -2.4632462765593548e-09;
        p2 = T.FusedMultiplyAdd(p2, q4, -1.0207806460997094e-07);
        p2 = T.FusedMultiplyAdd(p2, q4, -3.817942942970423e-06);
        p2 = T.FusedMultiplyAdd(p2, q4, -0.00012151268127822976);
        p2 = T.FusedMultiplyAdd(p2, q4, 0.01909933093910415);
        p2 = T.FusedMultiplyAdd(p2, q4, 0.09751909515325485);
        T p3 = -8.959184821210767e-11;
        p3 = T.FusedMultiplyAdd(p3, q4, -7.45817631914215e-10);
        p3 = T.FusedMultiplyAdd(p3, q4, -4.512688185670553e-08);
        p3 = T.FusedMultiplyAdd(p3, q4, -4.2782281267226074e-05);
        p3 = T.FusedMultiplyAdd(p3, q4, -0.004215019906158416);
        p3 = T.FusedMultiplyAdd(p3, q4, -0.11508959816017732);
        T rest = T.FusedMultiplyAdd(T.FusedMultiplyAdd(p3, q, p2), q2, T.FusedMultiplyAdd(p1, q, p0));
        return T.FusedMultiplyAdd(rest, q, 1.2423492448711544);
    }
}
