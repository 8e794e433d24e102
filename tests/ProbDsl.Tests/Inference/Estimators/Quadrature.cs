namespace ProbDsl.Tests.Inference.Estimators;

/// <summary>log of a gamma variable: f(u) = a·u − b·eᵘ. Skewed.</summary>
internal readonly struct LogGammaRate(double a, double b) : ITarget
{
    public int Dimension => 1;

    public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
        where T : unmanaged, ILane<T>
    {
        T rate = b * T.Exp(u[0]);
        gradient[0] = a - rate;
        return (a * u[0]) - rate;
    }
}

/// <summary>Expectations over one or two normal variates.</summary>
internal static class Quadrature
{
    // The error of the trapezoidal rule falls as exp(−2π·d/h), d the distance of the nearest singularity from the real axis: log(w₁ + w₂) has one
    // wherever w₁ = −w₂. Twice the spacing errs by 2e-8, so this by about the square of that. Beyond 9 lies 1e-19.
    private const double Spacing = 0.075;
    private const int Nodes = 120;

    /// <summary>The mean of a bound and of its gradient, each draw with one variate.</summary>
    public static (double Value, double[] Gradient) Mean(StepElbo<Scalar> elbo, double[] phi, int draws)
    {
        double value = 0;
        double[] gradient = new double[phi.Length], one = new double[phi.Length], noise = new double[draws];
        elbo.MoveTo(phi);
        for (int node = 0; node < Math.Pow((2 * Nodes) + 1, draws); node++)
        {
            double weight = 1;
            for (int k = 0, rest = node; k < draws; k++, rest /= (2 * Nodes) + 1)
            {
                noise[k] = ((rest % ((2 * Nodes) + 1)) - Nodes) * Spacing;
                weight *= Spacing * Math.Exp(-0.5 * noise[k] * noise[k]) / Math.Sqrt(2 * Math.PI);
            }

            value += weight * elbo.Evaluate(ScalarSpan.Cast(noise), [], ScalarSpan.Cast(one.AsSpan())).Value;
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] += weight * one[i];
            }
        }

        return (value, gradient);
    }

    public static double[] Normals(int count, ulong seed)
    {
        var random = new Philox(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.NextNormal();
        }

        return values;
    }
}
