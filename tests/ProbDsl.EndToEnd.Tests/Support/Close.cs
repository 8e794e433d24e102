namespace ProbDsl.EndToEnd.Tests;

/// <summary>Assertions on numbers that say what was compared.</summary>
internal static class Close
{
    public static void Within(double tolerance, double expected, double actual, string what)
        => Assert.True(
            Math.Abs(expected - actual) <= tolerance,
            FormattableString.Invariant($"{what}: expected {expected:R}, got {actual:R}, difference {actual - expected:E2}, tolerance {tolerance:E1}"));

    /// <summary>The same bits, or both NaN.</summary>
    public static void Same(double expected, double actual, string what)
        => Assert.True(expected.Equals(actual), FormattableString.Invariant($"{what}: expected {expected:R}, got {actual:R}"));
}
