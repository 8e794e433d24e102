using System.Globalization;

namespace ProbDsl.Tests.Lanes;

/// <summary>Distances between floating-point numbers.</summary>
internal static class Accuracy
{
    /// <summary>|actual − exact| in units of the last place of exact; 0 for equal values of any kind, ∞ where only one is finite.</summary>
    internal static double Ulps(double actual, double exact)
    {
        if (actual.Equals(exact))
        {
            return 0.0;
        }

        double last = Math.Max(Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact), double.Epsilon);
        return double.IsFinite(actual) && double.IsFinite(exact) ? Math.Abs(actual - exact) / last : double.PositiveInfinity;
    }

    /// <summary>Arguments and values of a table of <see cref="ReferenceValues"/>.</summary>
    internal static IEnumerable<(double Argument, double Value)> Rows(string table)
    {
        foreach (string line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(' ');
            yield return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
        }
    }
}
