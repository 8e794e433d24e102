namespace ProbDsl;

/// <content>Exponentials, logarithms and powers to all digits; trigonometric functions to those of <typeparamref name="T"/>.</content>
internal readonly partial struct DoubleDouble<T>
{
    // log 2 as the sum of two numbers.
    private const double LogTwo = 0.6931471805599453;
    private const double LogTwoRest = 2.3190468138462996e-17;

    // |r| ≤ log 2 / 128 after the reduction: 64·r¹²/12! is below 2⁻¹⁰⁴.
    private const int Squarings = 6;
    private const int Terms = 11;

    // Below it 1 beside eˣ − 1 or x costs digits; up to log 2 / 2 no power of two is split off.
    private const double Near = 0.34;

    // Below it two terms of a series at 0 are exact to all digits, and the error of a product may underflow.
    private const double Tiny = 1e-17;

    /// <summary>eˣ = 2ⁿ·(e^r)⁶⁴, where e^r − 1 is a Taylor polynomial and is squared without its 1.</summary>
    /// <param name="x">The argument.</param>
    public static DoubleDouble<T> Exp(DoubleDouble<T> x)
    {
        T plain = T.Exp(x._high);
        T isOrdinary = T.And(T.LessThan(T.Zero, plain), T.LessThan(plain, double.PositiveInfinity));

        // 2ⁿ in two factors, neither of which overflows.
        DoubleDouble<T> rest = Expm1OfRest(x, out T n);
        T half = T.Floor(n * 0.5);
        DoubleDouble<T> power = (rest + One) * Plain(T.Pow(2.0, half)) * Plain(T.Pow(2.0, n - half));
        return new(T.Select(isOrdinary, power._high, plain), T.Select(isOrdinary, power._low, T.Zero));
    }

    /// <inheritdoc/>
    public static DoubleDouble<T> Expm1(DoubleDouble<T> x)
    {
        DoubleDouble<T> size = Abs(x), near = Expm1OfRest(x, out _);
        return Select(LessThan(size, Tiny), x + x * x * 0.5, Select(LessThan(size, Near), near, Exp(x) - One));
    }

    // e^(x − n·log 2) − 1 for the whole number n nearest to x / log 2.
    private static DoubleDouble<T> Expm1OfRest(DoubleDouble<T> x, out T n)
    {
        n = T.Floor(T.FusedMultiplyAdd(x._high, 1 / LogTwo, 0.5));
        DoubleDouble<T> logTwo = new(LogTwo, LogTwoRest), r = (x - Plain(n) * logTwo) * Math.ScaleB(1, -Squarings);
        DoubleDouble<T> sum = r / Terms;
        for (int k = Terms - 1; k > 0; k--)
        {
            sum = (sum + One) * r / k;
        }

        for (int k = 0; k < Squarings; k++)
        {
            sum = sum * sum + sum + sum;
        }

        return sum;
    }

    /// <summary>log x: one step from that of the first part, log x = l + log(1 + u) with u = x·e⁻ˡ − 1.</summary>
    /// <param name="x">The argument.</param>
    public static DoubleDouble<T> Log(DoubleDouble<T> x)
    {
        T plain = T.Log(x._high);

        // The root of e⁻ˡ neither overflows nor underflows, whatever x is.
        DoubleDouble<T> start = Plain(plain), root = Exp(start * -0.5), u = x * root * root - One;
        return Select(Plain(T.LessThan(T.Abs(u._high), 0.5)), start + (u - u * u * 0.5), start);
    }

    /// <summary>log(1 + x): near 0 one step from that of the first part, l + log(1 + u) with u = (1 + x)·e⁻ˡ − 1, in which no 1 is added.</summary>
    /// <param name="x">The argument.</param>
    public static DoubleDouble<T> Log1p(DoubleDouble<T> x)
    {
        DoubleDouble<T> size = Abs(x), start = Plain(T.Log1p(x._high)), lost = Expm1(-start), u = x + x * lost + lost;
        DoubleDouble<T> near = start + (u - u * u * 0.5);
        return Select(LessThan(size, Tiny), x - x * x * 0.5, Select(LessThan(size, Near), near, Log(x + One)));
    }

    /// <summary>xʸ = ± e^(y·log |x|); what it is of 0, infinities and negative numbers says <see cref="Math.Pow"/>.</summary>
    /// <param name="x">The base.</param>
    /// <param name="y">The exponent.</param>
    public static DoubleDouble<T> Pow(DoubleDouble<T> x, DoubleDouble<T> y)
    {
        T plain = T.Pow(x._high, y._high), size = T.Abs(plain);
        DoubleDouble<T> power = Exp(y * Log(Abs(x)));
        power = Select(Plain(T.LessThan(plain, T.Zero)), -power, power);
        T isOrdinary = T.And(T.Equal(power._high, power._high), T.And(T.LessThan(T.Zero, size), T.LessThan(size, double.PositiveInfinity)));
        return Select(Plain(isOrdinary), power, Plain(plain));
    }

    /// <inheritdoc/>
    public static DoubleDouble<T> Sin(DoubleDouble<T> x) => Plain(T.Sin(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Cos(DoubleDouble<T> x) => Plain(T.Cos(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Tan(DoubleDouble<T> x) => Plain(T.Tan(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Asin(DoubleDouble<T> x) => Plain(T.Asin(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Acos(DoubleDouble<T> x) => Plain(T.Acos(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Atan(DoubleDouble<T> x) => Plain(T.Atan(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Atan2(DoubleDouble<T> y, DoubleDouble<T> x) => Plain(T.Atan2(y._high, x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Sinh(DoubleDouble<T> x) => Plain(T.Sinh(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Cosh(DoubleDouble<T> x) => Plain(T.Cosh(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Tanh(DoubleDouble<T> x) => Plain(T.Tanh(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Asinh(DoubleDouble<T> x) => Plain(T.Asinh(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Acosh(DoubleDouble<T> x) => Plain(T.Acosh(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Atanh(DoubleDouble<T> x) => Plain(T.Atanh(x._high));

    /// <inheritdoc/>
    public static DoubleDouble<T> Cbrt(DoubleDouble<T> x) => Plain(T.Cbrt(x._high));
}
