namespace ProbDsl.Generators;

/// <summary>Names of the methods emitted for a helper method of the user.</summary>
internal static class FunctionNames
{
    /// <summary>∂f/∂(argument k).</summary>
    public static string Partial(string function, int argument) => function + "_d" + argument.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
