namespace ProbDsl;

/// <content>Comparisons, selections, and the functions with kinks or steps.</content>
internal readonly partial struct DoubleDouble<T>
{
    /// <inheritdoc/>
    public static DoubleDouble<T> LessThan(DoubleDouble<T> x, DoubleDouble<T> y)
        => Plain(T.Or(T.LessThan(x._high, y._high), T.And(T.Equal(x._high, y._high), T.LessThan(x._low, y._low))));

    /// <inheritdoc/>
    public static DoubleDouble<T> LessThanOrEqual(DoubleDouble<T> x, DoubleDouble<T> y)
        => Plain(T.Or(T.LessThan(x._high, y._high), T.And(T.Equal(x._high, y._high), T.LessThanOrEqual(x._low, y._low))));

    /// <inheritdoc/>
    public static DoubleDouble<T> Equal(DoubleDouble<T> x, DoubleDouble<T> y)
        => Plain(T.And(T.Equal(x._high, y._high), T.Equal(x._low, y._low)));

    /// <inheritdoc/>
    public static DoubleDouble<T> And(DoubleDouble<T> maskX, DoubleDouble<T> maskY) => Plain(T.And(maskX._high, maskY._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Or(DoubleDouble<T> maskX, DoubleDouble<T> maskY) => Plain(T.Or(maskX._high, maskY._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Not(DoubleDouble<T> mask) => Plain(T.Not(mask._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Select(DoubleDouble<T> mask, DoubleDouble<T> x, DoubleDouble<T> y)
        => new(T.Select(mask._high, x._high, y._high), T.Select(mask._high, x._low, y._low));

    /// <inheritdoc/>
    public static DoubleDouble<T> Abs(DoubleDouble<T> x) => new(T.Abs(x._high), T.Select(T.LessThan(x._high, T.Zero), -x._low, x._low));

    /// <inheritdoc/>
    public static DoubleDouble<T> Min(DoubleDouble<T> x, DoubleDouble<T> y) => Either(T.Min(x._high, y._high), Select(LessThan(x, y), x, y));

    /// <inheritdoc/>
    public static DoubleDouble<T> Max(DoubleDouble<T> x, DoubleDouble<T> y) => Either(T.Max(x._high, y._high), Select(LessThan(x, y), y, x));

    /// <inheritdoc/>
    public static DoubleDouble<T> Floor(DoubleDouble<T> x)
    {
        // Only of a whole number is the rest of it what decides.
        T high = T.Floor(x._high), low = T.Select(T.Equal(high, x._high), T.Floor(x._low), T.Zero);
        return Rounded(high, high, low);
    }

    /// <inheritdoc/>
    public static DoubleDouble<T> Ceiling(DoubleDouble<T> x) => -Floor(-x);

    // NaN and the sign of zero are those of the first parts.
    private static DoubleDouble<T> Either(T plain, DoubleDouble<T> chosen) => new(plain, T.Select(T.Equal(plain, plain), chosen._low, T.Zero));
}
