namespace ProbDsl;

/// <summary>Checks of argument lengths. Used by generated code.</summary>
public static class SpanCheck
{
    /// <summary>An argument must have exactly the expected length.</summary>
    public static void Length(int actual, int expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} has {actual} numbers, but the model needs {expected}."), name);
        }
    }
}
