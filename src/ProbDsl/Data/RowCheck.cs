namespace ProbDsl;

/// <summary>What every source demands of its callers.</summary>
internal static class RowCheck
{
    public static void Index(IRowSource source, int n)
    {
        if ((uint)n >= (uint)source.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(n), FormattableString.Invariant($"There is no row {n}: there are {source.Count}, counted from 0."));
        }
    }

    public static void Divisor(double divisor)
    {
        if (!(divisor > 0 && double.IsFinite(divisor)))
        {
            throw new ArgumentOutOfRangeException(nameof(divisor), FormattableString.Invariant($"What numbers are divided by, the divisor, must be positive and finite, but is {divisor}."));
        }
    }

    public static void Copy<T>(IRowSource source, int n, Span<T> row)
    {
        Index(source, n);
        if (row.Length != source.RowLength)
        {
            throw new ArgumentException(FormattableString.Invariant($"A row has {source.RowLength} numbers, but there is room for {row.Length}."), nameof(row));
        }
    }
}
