namespace ProbDsl;

/// <summary>How the quantile of a gamma law moves with its shape.</summary>
/// <remarks>
/// w = log z, where z has the distribution function P(a, z) of Gamma(a, rate 1) and the probability stays fixed: dw/da = −∂P/∂a ÷ g, with the density
/// g(w) = zᵃ e⁻ᶻ/Γ(a) of w (implicit reparameterisation: Figurnov, Mohamed and Mnih 2018). ∂g/∂a = g (w − ψ(a)), hence, over the tail on that side of ψ(a) where
/// the integrand has one sign,
/// dw/da = ∫ |w ± t − ψ(a)| exp(±a t − z (e^±t − 1)) dt over t from 0 to ∞, from w ≥ ψ(a) upwards, else downwards.
/// </remarks>
internal static class GammaQuantileKernel
{
    /// <summary>dw/da at w for a &gt; 0.</summary>
    internal static T Slope<T>(T a, T w)
        where T : unmanaged, ILane<T>
    {
        // Below ψ(a + 1) a shape under 1, whose tail is long, is led to the next: P(a, z) = P(a + 1, z) + zᵃ e⁻ᶻ/Γ(a + 1).
        T next = w - T.Digamma(a + 1.0);
        T isSmall = T.And(T.LessThan(a, 1.0), T.LessThan(next, T.Zero));
        T z = T.Exp(w);
        T tail = Tail(T.Select(isSmall, a + 1.0, a), w, z);
        return T.Select(isSmall, (z * tail - next) / a, tail);
    }

    private static T Tail<T>(T a, T w, T z)
        where T : unmanaged, ILane<T>
    {
        T distance = w - T.Digamma(a);
        T isDown = T.LessThan(distance, T.Zero);
        T direction = T.Select(isDown, -1.0, 1.0);
        T reach = T.Select(isDown, ReachDown(a, z), ReachUp(a, z));
        T start = direction * distance;
        T sum = T.Zero;
        foreach ((double node, double weight) in TailRule.Nodes)
        {
            T t = reach * node;
            T step = direction * t;
            sum += weight * ((start + t) * T.Exp(a * step - z * T.Expm1(step)));
        }

        return reach * sum;
    }

    // (z − a) t + z t²/2 bounds the fall from below; where eᵗ falls faster, it.
    private static T ReachUp<T>(T a, T z)
        where T : unmanaged, ILane<T>
    {
        T excess = z - a;
        T far = 2.0 * TailRule.Drop / (excess + T.Sqrt(excess * excess + 2.0 * TailRule.Drop * z));
        return T.Min(far, T.Log1p((a * far + TailRule.Drop) / z));
    }

    // t − 1 + e⁻ᵗ ≥ t²/(2 + t): the fall is at least (a − z) t + z t²/(2 + t), the root of a quadratic equation.
    private static T ReachDown<T>(T a, T z)
        where T : unmanaged, ILane<T>
    {
        T linear = 2.0 * (a - z) - TailRule.Drop;
        T root = T.Sqrt(linear * linear + 8.0 * TailRule.Drop * a);
        return T.Select(T.LessThan(linear, T.Zero), (root - linear) / (2.0 * a), 4.0 * TailRule.Drop / (root + linear));
    }
}
