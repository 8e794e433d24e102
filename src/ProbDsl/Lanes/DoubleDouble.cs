namespace ProbDsl;

/// <summary>A number as the sum of two, of which the second is at most half a unit of the last place of the first: about 32 digits.</summary>
/// <remarks>
/// <para>Sums and products are those of Dekker 1971 and Knuth, with the exact error of each rounding ("Library for double-double and quad-double arithmetic", Hida, Li and
/// Bailey 2007); they err by a few units of 2⁻¹⁰⁴. What precision a linear system loses to cancellation is lost from digits that nobody asks for.</para>
/// <para>Where a result is infinite or not a number, it is the one of <typeparamref name="T"/>, and the second part is 0. Masks are those of <typeparamref name="T"/> in the place
/// of the first part. <see cref="Get"/> reads the first part, which is the nearest number.</para>
/// </remarks>
/// <typeparam name="T">The lane type of either part.</typeparam>
/// <param name="high">The nearest number.</param>
/// <param name="low">What is missing in it.</param>
internal readonly partial struct DoubleDouble<T>(T high, T low) : ILane<DoubleDouble<T>>
    where T : unmanaged, ILane<T>
{
    private readonly T _high = high;
    private readonly T _low = low;

    /// <summary>The nearest number.</summary>
    public T High => _high;

    /// <summary>What is missing in it.</summary>
    public T Low => _low;

    /// <inheritdoc/>
    public static int Width => T.Width;

    /// <summary>2⁻¹⁰⁴.</summary>
    public static double UnitRoundoff => 4.930380657631324E-32;

    /// <inheritdoc/>
    public static DoubleDouble<T> Zero => new(T.Zero, T.Zero);

    /// <inheritdoc/>
    public static DoubleDouble<T> One => new(T.One, T.Zero);

    /// <inheritdoc/>
    public static implicit operator DoubleDouble<T>(double value) => new(value, T.Zero);

    /// <inheritdoc/>
    public static DoubleDouble<T> operator +(DoubleDouble<T> x, DoubleDouble<T> y)
    {
        T high = TwoSum(x._high, y._high, out T error), low = TwoSum(x._low, y._low, out T lowest), sum = high;
        high = FastTwoSum(high, error + low, out error);
        return Rounded(sum, high, error + lowest);
    }

    /// <inheritdoc/>
    public static DoubleDouble<T> operator -(DoubleDouble<T> x, DoubleDouble<T> y) => x + -y;

    /// <inheritdoc/>
    public static DoubleDouble<T> operator *(DoubleDouble<T> x, DoubleDouble<T> y)
    {
        T product = x._high * y._high, error = T.FusedMultiplyAdd(x._high, y._high, -product);
        return Rounded(product, product, T.FusedMultiplyAdd(x._high, y._low, T.FusedMultiplyAdd(x._low, y._high, error)));
    }

    /// <summary>The quotient by long division, a number of <typeparamref name="T"/> for a digit.</summary>
    /// <param name="x">The dividend.</param>
    /// <param name="y">The divisor.</param>
    public static DoubleDouble<T> operator /(DoubleDouble<T> x, DoubleDouble<T> y)
    {
        T first = x._high / y._high;
        DoubleDouble<T> rest = x - y * new DoubleDouble<T>(first, T.Zero);
        T second = rest._high / y._high;
        rest -= y * new DoubleDouble<T>(second, T.Zero);
        T third = rest._high / y._high;
        T high = FastTwoSum(first, second, out T error);
        return Rounded(first, high, error + third);
    }

    /// <inheritdoc/>
    public static DoubleDouble<T> operator -(DoubleDouble<T> x) => new(-x._high, -x._low);

    /// <inheritdoc/>
    public static double Get(DoubleDouble<T> x, int index) => T.Get(x._high, index);

    /// <inheritdoc/>
    public static DoubleDouble<T> Load(ReadOnlySpan<double> values) => new(T.Load(values), T.Zero);

    /// <inheritdoc/>
    public static double Sum(DoubleDouble<T> x) => T.Sum(x._high) + T.Sum(x._low);

    /// <summary>x·y + z.</summary>
    /// <param name="x">A factor.</param>
    /// <param name="y">The other factor.</param>
    /// <param name="z">A summand.</param>
    public static DoubleDouble<T> FusedMultiplyAdd(DoubleDouble<T> x, DoubleDouble<T> y, DoubleDouble<T> z) => x * y + z;

    /// <summary>√x: one step of Newton's method from that of the first part.</summary>
    /// <param name="x">The argument.</param>
    public static DoubleDouble<T> Sqrt(DoubleDouble<T> x)
    {
        T root = T.Sqrt(x._high), square = root * root, error = T.FusedMultiplyAdd(root, root, -square);
        T rest = (x - new DoubleDouble<T>(square, error))._high;
        return Rounded(root, root, T.Select(T.Equal(root, T.Zero), T.Zero, rest / (root + root)));
    }

    private static T TwoSum(T x, T y, out T error)
    {
        T sum = x + y, ofY = sum - x;
        error = (x - (sum - ofY)) + (y - ofY);
        return sum;
    }

    // Of |x| ≥ |y|.
    private static T FastTwoSum(T x, T y, out T error)
    {
        T sum = x + y;
        error = y - (sum - x);
        return sum;
    }

    // In two parts; where the rest is not a number, as beside an infinity, what the first parts alone give.
    private static DoubleDouble<T> Rounded(T plain, T high, T low)
    {
        T sum = FastTwoSum(high, low, out T error), isNumber = T.Equal(error, error);
        return new(T.Select(isNumber, sum, plain), T.Select(isNumber, error, T.Zero));
    }

    // A function known to the digits of T alone.
    private static DoubleDouble<T> Plain(T value) => new(value, T.Zero);
}
