namespace ProbDsl;

/// <summary>The few vector operations of the optimiser, in a fixed order of summation whatever the processor.</summary>
internal static class VectorMath
{
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double a = 0, b = 0, c = 0, d = 0;
        y = y[..x.Length];
        int i = 0;
        for (; i <= x.Length - 4; i += 4)
        {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }

        for (; i < x.Length; i++)
        {
            a += x[i] * y[i];
        }

        return (a + b) + (c + d);
    }

    /// <summary>y ← y + a·x.</summary>
    public static void AddScaled(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        y = y[..x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += a * x[i];
        }
    }

    public static bool AllFinite(ReadOnlySpan<double> x)
    {
        // A NaN or an infinity makes the sum of (xᵢ − xᵢ) NaN.
        double sum = 0;
        foreach (double value in x)
        {
            sum += value - value;
        }

        return sum == 0;
    }
}
