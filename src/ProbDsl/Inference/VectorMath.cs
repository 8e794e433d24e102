using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    /// <summary>x ← x + a.</summary>
    public static void Shift(double a, Span<double> x)
    {
        Span<Vector256<double>> lanes = MemoryMarshal.Cast<double, Vector256<double>>(x);
        foreach (ref Vector256<double> lane in lanes)
        {
            lane += Vector256.Create(a);
        }

        foreach (ref double rest in x[(lanes.Length * Vector256<double>.Count)..])
        {
            rest += a;
        }
    }

    /// <summary>The largest; NaN where there is one, −∞ of none.</summary>
    public static double Largest(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<Vector256<double>> lanes = MemoryMarshal.Cast<double, Vector256<double>>(x);
        Vector256<double> most = Vector256.Create(double.NegativeInfinity);
        foreach (Vector256<double> lane in lanes)
        {
            most = Vector256.Max(most, lane);
        }

        double largest = Math.Max(Math.Max(most[0], most[1]), Math.Max(most[2], most[3]));
        foreach (double rest in x[(lanes.Length * Vector256<double>.Count)..])
        {
            largest = Math.Max(largest, rest);
        }

        return largest;
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
