using System.Globalization;

namespace ProbDsl;

/// <summary>Checks of distribution parameters; a message names the distribution, the parameter, the rule and the value.</summary>
internal static class ParameterCheck
{
    public static double Finite(string distribution, string name, double value) =>
        double.IsFinite(value) ? value : throw Error(distribution, name, "be finite", value);

    public static double Positive(string distribution, string name, double value) =>
        value > 0 && double.IsFinite(value) ? value : throw Error(distribution, name, "be positive and finite", value);

    public static double Probability(string distribution, string name, double value) =>
        value is >= 0 and <= 1 ? value : throw Error(distribution, name, "be between 0 and 1", value);

    public static double PositiveProbability(string distribution, string name, double value) =>
        value is > 0 and <= 1 ? value : throw Error(distribution, name, "be greater than 0 and at most 1", value);

    public static double Below(string distribution, string name, double value, string otherName, double other) =>
        value < other
            ? value
            : throw Error(distribution, name, string.Create(CultureInfo.InvariantCulture, $"be less than {otherName} = {other}"), value);

    public static int Count(string distribution, string name, int value) =>
        value >= 0 ? value : throw Error(distribution, name, "be zero or more", value);

    public static double Probability(string distribution, string name, double value, int index) =>
        value is >= 0 and <= 1 ? value : throw Error(distribution, name, "be between 0 and 1", value, index);

    /// <summary>A finite logarithm whose exponential is finite too.</summary>
    public static double LogOfFinite(string distribution, string name, double value) =>
        double.IsFinite(value) && value <= 709 ? value : throw Error(distribution, name, "be finite and at most 709", value);

    public static ArgumentOutOfRangeException Error(string distribution, string name, string rule, double value, int index) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"{distribution}: {name}[{index}] must {rule}, but was {value}."));

    public static ArgumentOutOfRangeException Error(string distribution, string name, string rule, double value) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"{distribution}: {name} must {rule}, but was {value}."));
}
