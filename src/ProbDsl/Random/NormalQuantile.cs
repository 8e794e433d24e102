using System.Runtime.Intrinsics;

namespace ProbDsl;

/// <summary>
/// The standard normal quantile without refinement: Wichura's algorithm AS 241, PPND16 (relative error about 1e-16).
/// Only basic operations, so the bits do not depend on the machine.
/// </summary>
internal static class NormalQuantile
{
    /// <summary>Φ⁻¹(p) for 0 &lt; p &lt; 1.</summary>
    public static double OfProbability(double p)
    {
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            return Central(q);
        }

        double tail = q < 0 ? p : 1 - p;
        double x = Tail(Math.Sqrt(-Kernels.Log<Scalar>(tail).Value));
        return q < 0 ? x : -x;
    }

    /// <summary>Φ⁻¹ of every number of a span, in its place, the same bits as one by one.</summary>
    public static void OfProbabilities(Span<double> p)
    {
        int done = Vector512.IsHardwareAccelerated ? InLanes<Lane512>(p) : InLanes<Lane256>(p);
        foreach (ref double number in p[done..])
        {
            number = OfProbability(number);
        }
    }

    private static int InLanes<T>(Span<double> p)
        where T : unmanaged, ILane<T>
    {
        int i = 0;
        for (; i + T.Width <= p.Length; i += T.Width)
        {
            Span<double> block = p.Slice(i, T.Width);
            T all = T.Load(block), q = all - 0.5, r = T.Sqrt(-T.Log(T.Min(all, 1.0 - all)));
            T x = T.Select(T.LessThanOrEqual(T.Abs(q), 0.425), Central(q), T.Select(T.LessThan(q, 0.0), NearTail(r), -NearTail(r)));
            for (int k = 0; k < T.Width; k++)
            {
                // One number in 10¹¹ lies further out.
                block[k] = T.Get(r, k) > 5 ? OfProbability(block[k]) : T.Get(x, k);
            }
        }

        return i;
    }

    /// <inheritdoc cref="Central{T}"/>
    public static double Central(double q) => Central<Scalar>(q).Value;

    /// <summary>Φ⁻¹(½ + q) for |q| ≤ 0.425.</summary>
    public static T Central<T>(T q)
        where T : unmanaged, ILane<T>
    {
        T r = 0.180625 - q * q;
        return q * (((((((2.5090809287301226727e+3 * r + 3.3430575583588128105e+4) * r + 6.7265770927008700853e+4) * r
                + 4.5921953931549871457e+4) * r + 1.3731693765509461125e+4) * r + 1.9715909503065514427e+3) * r
                + 1.3314166789178437745e+2) * r + 3.3871328727963666080e0)
            / (((((((5.2264952788528545610e+3 * r + 2.8729085735721942674e+4) * r + 3.9307895800092710610e+4) * r
                + 2.1213794301586595867e+4) * r + 5.3941960214247511077e+3) * r + 6.8718700749205790830e+2) * r
                + 4.2313330701600911252e+1) * r + 1);
    }

    /// <summary>The negative x with log Φ(x) = −r², for 1.6 ≤ r ≤ 27.</summary>
    public static double Tail(double r) => (r <= 5 ? NearTail<Scalar>(r) : FarTail(r)).Value;

    // 1.6 ≤ r ≤ 5.
    private static T NearTail<T>(T r)
        where T : unmanaged, ILane<T>
    {
        r -= 1.6;
        return -(((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
                + 1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
                + 4.63033784615654529590e0) * r + 1.42343711074968357734e0)
            / (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
                + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
                + 2.05319162663775882187e0) * r + 1);
    }

    // 5 ≤ r ≤ 27.
    private static Scalar FarTail(Scalar r)
    {
        r -= 5;
        return -(((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
                + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r
                + 5.46378491116411436990e0) * r + 6.65790464350110377720e0)
            / (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
                + 7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
                + 5.99832206555887937690e-1) * r + 1);
    }
}
