using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>ψ″(x) for x &gt; 0; −∞ at 0, NaN below.</summary>
/// <remarks>
/// ψ″(x) = −2/x³ + ψ″(1 + x), two terms of one sign, and (x + ½)²·ψ″(1 + x) is smooth in q = (x − 2)/(x + 2) over the whole half-line, where
/// the asymptotic series −1/x² − 1/x³ − … (Abramowitz and Stegun 6.4.13) makes it tend to −1. Measured maximum: 4.0 units of the last place.
/// Needs no bit patterns, so that every lane type has it.
/// </remarks>
internal static class TetragammaKernel
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Tetragamma<T>(in T x, out T result)
        where T : unmanaged, ILane<T>
    {
        T bounded = T.Select(T.LessThan(1e300, x), 1e300, x);
        T q = (bounded - 2.0) / (bounded + 2.0);
        T shifted = x + 0.5;
        T sum = TetragammaBody(q) / (shifted * shifted) - 2.0 / (x * x * x);
        sum = T.Select(T.Equal(x, 0.0), double.NegativeInfinity, sum);
        result = T.Select(T.LessThan(x, 0.0), double.NaN, sum);
    }

    /// <summary>(x + ½)²·ψ″(1 + x) in q = (x − 2)/(x + 2), x ≥ 0: interpolated at 28 Chebyshev nodes, relative error below 2⁻⁶⁰.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T TetragammaBody<T>(T q)
        where T : unmanaged, ILane<T>
    {
        T q2 = q * q;
        T q4 = q2 * q2;
        T p0 = 6.56085201539377e-11;
        p0 = T.FusedMultiplyAdd(p0, q4, 1.5929679568776676e-08);
        p0 = T.FusedMultiplyAdd(p0, q4, 7.789534329967132e-07);
        p0 = T.FusedMultiplyAdd(p0, q4, 2.9702712690475216e-05);
        p0 = T.FusedMultiplyAdd(p0, q4, 0.0006571742272306801);
        p0 = T.FusedMultiplyAdd(p0, q4, -0.010179153863333174);
        p0 = T.FusedMultiplyAdd(p0, q4, -0.10879106971304268);
        T p1 = -2.998624282496516e-10;
        p1 = T.FusedMultiplyAdd(p1, q4, -7.535769476702698e-09);
        p1 = T.FusedMultiplyAdd(p1, q4, -3.0334967837112354e-07);
        p1 = T.FusedMultiplyAdd(p1, q4, -1.2311652516827652e-05);
        p1 = T.FusedMultiplyAdd(p1, q4, -0.0003352460753613393);
        p1 = T.FusedMultiplyAdd(p1, q4, 0.0005948539756195813);
        p1 = T.FusedMultiplyAdd(p1, q4, 0.1272340384823604);
        T p2 = 1.0880647068907707e-10;
        p2 = T.FusedMultiplyAdd(p2, q4, 2.78321365198285e-09);
        p2 = T.FusedMultiplyAdd(p2, q4, 1.1624653636768698e-07);
        p2 = T.FusedMultiplyAdd(p2, q4, 4.990624417429935e-06);
        p2 = T.FusedMultiplyAdd(p2, q4, 0.0001568344241352888);
        p2 = T.FusedMultiplyAdd(p2, q4, 0.0013378164830930908);
        p2 = T.FusedMultiplyAdd(p2, q4, -0.0827029831925701);
        T p3 = -1.69181563854801e-10;
        p3 = T.FusedMultiplyAdd(p3, q4, -4.217588796325706e-08);
        p3 = T.FusedMultiplyAdd(p3, q4, -1.9875421341709628e-06);
        p3 = T.FusedMultiplyAdd(p3, q4, -6.950989371751277e-05);
        p3 = T.FusedMultiplyAdd(p3, q4, -0.0011189544908877752);
        p3 = T.FusedMultiplyAdd(p3, q4, 0.03640653443204745);
        T rest = T.FusedMultiplyAdd(T.FusedMultiplyAdd(p3, q, p2), q2, T.FusedMultiplyAdd(p1, q, p0));
        return T.FusedMultiplyAdd(rest, q, -0.9632112894949285);
    }
}
