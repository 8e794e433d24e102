using System.Globalization;

namespace ProbDsl;

/// <summary>Checks of vectors that are given to distributions.</summary>
internal static class VectorCheck
{
    /// <summary>A copy of a vector with at least one element, each of which passes a check.</summary>
    public static double[] Copy(string distribution, string name, double[] values, Func<double, bool> isValid, string rule)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Length == 0)
        {
            throw new ArgumentException($"{distribution}: {name} must have at least one element, but was empty.", name);
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!isValid(values[i]))
            {
                throw ParameterCheck.Error(distribution, name, rule, values[i], i);
            }
        }

        return [.. values];
    }

    /// <summary>A value of a distribution has its length.</summary>
    public static void Length(string distribution, int length, int count)
    {
        if (length != count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{distribution}: x must have {count} elements, but had {length}."), nameof(length));
        }
    }

    /// <summary>Numbers as they are written in a list.</summary>
    public static string Text(IEnumerable<double> values) => string.Join(", ", values.Select(v => v.ToString(CultureInfo.InvariantCulture)));
}
