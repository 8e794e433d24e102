namespace ProbDsl;

/// <summary>How the quantile of a beta law moves with its first parameter.</summary>
/// <remarks>
/// u = log(x/y), y = 1 − x, has the density f(u) = xᵃ yᵇ/B(a, b) with ∂f/∂a = f (log x − ψ(a) + ψ(a + b)); at a fixed probability du/da is the integral of that
/// over a tail, divided by f(u), as in <see cref="GammaQuantileKernel"/>. By symmetry du/db is minus the same with a and b, x and y exchanged.
/// </remarks>
internal static class BetaQuantileKernel
{
    // Each step at least halves the distance to the end of the tail, and comes within a unit of it where the fall is a power of eᵗ.
    private const int ReachSteps = 20;

    // e⁷⁰⁰ is a number.
    private const double LargestReach = 700;

    /// <summary>du/da at u for a, b &gt; 0.</summary>
    internal static T Slope<T>(T a, T b, T u)
        where T : unmanaged, ILane<T>
    {
        // A parameter below 1, whose tail is long, is led to the next: I(x; a, b) = I(x; a + 1, b) + f/a = I(x; a, b + 1) − f/b.
        T x = T.LogisticSigmoid(u), y = T.LogisticSigmoid(-u), logX = -T.Log1pExp(-u);
        T next = logX - T.Digamma(a + 1.0) + T.Digamma(a + b);
        T isSmallA = T.And(T.LessThan(a, 1.0), T.LessThan(next, T.Zero));
        T p = T.Select(isSmallA, a + 1.0, a);
        T distance = logX - T.Digamma(p) + T.Digamma(p + b);
        T isSmallB = T.And(T.LessThan(b, 1.0), T.LessThanOrEqual(T.Zero, distance));
        T q = T.Select(isSmallB, b + 1.0, b);
        T tail = Tail(p, q, x, y, logX);
        tail = T.Select(isSmallB, (y * (p + b) * tail + distance) / b, tail);
        return T.Select(isSmallA, (x * (a + b) * tail - next) / a, tail);
    }

    private static T Tail<T>(T a, T b, T x, T y, T logX)
        where T : unmanaged, ILane<T>
    {
        T distance = logX - T.Digamma(a) + T.Digamma(a + b);
        T isDown = T.LessThan(distance, T.Zero);
        var tail = new Fall<T>(T.Select(isDown, a, b), T.Select(isDown, b, a), T.Select(isDown, y, x), T.Select(isDown, x, y));
        T reach = Reach(tail, T.Select(isDown, -T.Log(y), -logX));
        T start = T.Abs(distance);
        T sum = T.Zero;
        foreach ((double node, double weight) in TailRule.Nodes)
        {
            T fall = tail.At(reach * node, out T near, out T far, out _);

            // |log x′ − log x|: x grows upwards, and shrinks downwards.
            sum += weight * ((start + T.Select(isDown, near, -far)) * T.Exp(-fall));
        }

        return reach * sum;
    }

    // The fall is convex and, at the start, beyond what is asked: Newton's steps come down to it.
    private static T Reach<T>(Fall<T> tail, T minusLog)
        where T : unmanaged, ILane<T>
    {
        T t = T.Min((tail.Far * minusLog + TailRule.Drop) / tail.Near + minusLog, LargestReach);
        for (int i = 0; i < ReachSteps; i++)
        {
            T excess = tail.At(t, out _, out _, out T slope) - TailRule.Drop;
            t = T.Select(T.LessThan(T.Zero, excess), t - excess / slope, t);
        }

        return t;
    }

    /// <summary>How log f falls at a distance t, where x is the share of that side to which it goes and <paramref name="near"/> its exponent.</summary>
    private readonly struct Fall<T>(T near, T far, T x, T y)
        where T : unmanaged, ILane<T>
    {
        public T Near => near;

        public T Far => far;

        /// <summary>near · log(y′⁻¹ y) + far · log(x x′⁻¹), both logarithms and the derivative.</summary>
        public T At(T t, out T logNear, out T logFar, out T slope)
        {
            T growth = T.Expm1(t);
            logNear = T.Log1p(x * growth);
            logFar = T.Log1p(-(y * growth) / (growth + 1.0));
            T share = x * (growth + 1.0) / (x * growth + 1.0);
            slope = near * share - far * (1.0 - share);
            return near * logNear + far * logFar;
        }
    }
}
