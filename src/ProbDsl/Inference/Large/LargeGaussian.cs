namespace ProbDsl;

/// <summary>A Gaussian over very many unconstrained coordinates: u = Mean + L·ε for those that vary, where L is never written out.</summary>
/// <param name="mean">All coordinates; those that do not vary (parameters θ of p) stay here.</param>
/// <param name="varying">Positions of the coordinates that vary.</param>
internal abstract class LargeGaussian<T>(double[] mean, int[] varying)
    where T : unmanaged, ILane<T>
{
    private readonly T[] _x = new T[varying.Length];

    /// <summary>The mean of all coordinates.</summary>
    public double[] Mean { get; } = mean;

    /// <summary>Positions of the coordinates that vary.</summary>
    public int[] Varying { get; } = varying;

    /// <summary>How many vary.</summary>
    public int Count => Varying.Length;

    /// <summary>log |det L|.</summary>
    public abstract double LogDeterminant { get; }

    /// <summary>The same about another mean.</summary>
    public abstract LargeGaussian<T> About(double[] mean);

    /// <summary>u ← Mean + scale·L·ε.</summary>
    public void Place(ReadOnlySpan<T> noise, Span<T> u, double scale = 1)
    {
        noise.CopyTo(_x);
        Multiply(_x);
        for (int i = 0; i < Mean.Length; i++)
        {
            u[i] = Mean[i];
        }

        for (int i = 0; i < Varying.Length; i++)
        {
            u[Varying[i]] += scale * _x[i];
        }
    }

    /// <summary>x ← L·x, for the coordinates that vary.</summary>
    public abstract void Multiply(Span<T> x);

    /// <summary>x ← Lᵀ·x: a gradient in u becomes one in ε.</summary>
    public abstract void MultiplyTransposed(Span<T> x);

    /// <summary>x ← L⁻¹·x: a displacement in u becomes one in ε.</summary>
    public abstract void Divide(Span<T> x);

    /// <summary>A Newton step of the mean, m + Σ·g.</summary>
    /// <param name="gradient">g, E ∇log p for the coordinates that vary.</param>
    /// <param name="mean">Receives the new mean.</param>
    /// <returns>What it gains by the curvature: half of the square of its length in standard deviations.</returns>
    public double Newton(double[] gradient, out double[] mean)
    {
        T[] step = Array.ConvertAll(gradient, g => (T)g);
        MultiplyTransposed(step);
        double gain = step.Sum(x => 0.5 * T.Get(x, 0) * T.Get(x, 0));
        Multiply(step);
        mean = (double[])Mean.Clone();
        for (int i = 0; i < step.Length; i++)
        {
            mean[Varying[i]] += T.Get(step[i], 0);
        }

        return gain;
    }
}
