using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Ordinary doubles seen as scalar lanes, without a copy.</summary>
public static class ScalarSpan
{
    /// <summary>The same numbers, read-only.</summary>
    public static ReadOnlySpan<Scalar> Cast(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, Scalar>(values);

    /// <summary>The same numbers.</summary>
    public static Span<Scalar> Cast(Span<double> values) => MemoryMarshal.Cast<double, Scalar>(values);

    /// <summary>The number itself.</summary>
    public static double ToDouble(Scalar value) => Scalar.Get(value, 0);
}
