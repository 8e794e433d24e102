namespace ProbDsl;

/// <summary>The generalised Pareto distribution of an excess x ≥ 0 over a threshold.</summary>
/// <remarks>
/// <para>P(X &gt; x) = (1 + k x / σ)^(−1/k), or exp(−x / σ) where k = 0 (Pickands 1975). For k &lt; 0 the support ends at −σ/k; for k &gt; 0
/// moments of order 1/k and above are infinite. Zhang and Stephens write −k for this k.</para>
/// <para>The scale is kept as a logarithm: excesses of importance weights span more than the range of a double.</para>
/// </remarks>
/// <param name="Shape">The shape k; any finite number.</param>
/// <param name="LogScale">log σ; the unit of σ is that of the excesses.</param>
internal readonly record struct GeneralizedPareto(double Shape, double LogScale)
{
    /// <summary>The weight of the prior in <see cref="Regularized"/>, in observations.</summary>
    public const int PriorWeight = 10;

    /// <summary>The scale σ; +∞ or 0 where it leaves the range of a double.</summary>
    public double Scale => Kernels.Exp<Scalar>(LogScale).Value;

    /// <summary>The same scale with k drawn toward ½ as by <see cref="PriorWeight"/> further observations.</summary>
    /// <remarks>
    /// The weakly informative prior of Vehtari, Simpson, Gelman, Yao and Gabry (2024). It keeps estimates from few points
    /// from looking either harmless or hopeless.
    /// </remarks>
    /// <param name="count">How many excesses k was estimated from.</param>
    public GeneralizedPareto Regularized(int count)
        => this with { Shape = (count * Shape + PriorWeight * 0.5) / (count + PriorWeight) };

    /// <summary>The quantile σ ((1 − p)^(−k) − 1) / k.</summary>
    /// <param name="p">A probability, 0 ≤ p &lt; 1.</param>
    public double Quantile(double p) => Kernels.Exp<Scalar>(LogQuantile(p)).Value;

    /// <summary>The logarithm of the quantile, finite for 0 &lt; p &lt; 1 and never decreasing in p.</summary>
    /// <param name="p">A probability, 0 ≤ p &lt; 1; −∞ is returned at 0.</param>
    public double LogQuantile(double p) => LogQuantile<Scalar>(p).Value;

    /// <summary>The same of several probabilities.</summary>
    public T LogQuantile<T>(T p)
        where T : unmanaged, ILane<T>
    {
        // With L = −log(1 − p) and t = k L the quantile is σ L · (eᵗ − 1) / t.
        T l = -T.Log1p(-p), t = Shape * l, log = LogScale + T.Log(l);
        return T.Select(T.Equal(t, T.Zero), log, log + LogRelativeExpm1(t));
    }

    // log((eᵗ − 1) / t) = max(t, 0) + log(1 − e^(−|t|)) − log |t|.
    private static T LogRelativeExpm1<T>(T t)
        where T : unmanaged, ILane<T>
        => T.Select(T.LessThan(T.Zero, t), t, T.Zero) + (T.Log1mExp(T.Abs(t)) - T.Log(T.Abs(t)));
}
