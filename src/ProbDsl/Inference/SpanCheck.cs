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

    /// <summary>A minibatch holds rows of its plate, at least one.</summary>
    public static void Rows(ReadOnlySpan<int> batch, int size)
    {
        if (batch.IsEmpty)
        {
            throw new ArgumentException("A batch needs at least one row.", nameof(batch));
        }

        foreach (int row in batch)
        {
            if ((uint)row >= (uint)size)
            {
                throw new ArgumentOutOfRangeException(nameof(batch), FormattableString.Invariant($"Row {row} is not one of the plate's {size}."));
            }
        }
    }
}
