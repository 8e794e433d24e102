namespace ProbDsl;

/// <summary>The functions of probability on ordinary numbers, to be written in models after <c>using static ProbDsl.ProbMath;</c>.</summary>
/// <remarks>
/// Each function of one number gives the same bits as its namesake on <see cref="Scalar"/>, <see cref="Lane256"/> and
/// <see cref="Lane512"/>. NaN arguments give NaN. The errors stated are in units of the last place, measured over the whole domain.
/// </remarks>
public static class ProbMath
{
    /// <summary>log(1 + x) for x ≥ −1, accurate near 0; −∞ at −1, NaN below.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>log(1 + x).</returns>
    public static double Log1p(double x) => Kernels.Log1p<Scalar>(x).Value;

    /// <summary>eˣ − 1, accurate near 0; −1 at −∞.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>eˣ − 1.</returns>
    public static double Expm1(double x) => Kernels.Expm1<Scalar>(x).Value;

    /// <summary>log(1 + eˣ), the softplus, without overflow: x for large x, eˣ for small.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>log(1 + eˣ).</returns>
    public static double Log1pExp(double x) => Kernels.Log1pExp<Scalar>(x).Value;

    /// <summary>log(1 − e⁻ˣ) for x ≥ 0, accurate at both ends: −∞ at 0, −e⁻ˣ for large x, NaN below 0.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>log(1 − e⁻ˣ).</returns>
    public static double Log1mExp(double x) => Kernels.Log1mExp<Scalar>(x).Value;

    /// <summary>1/(1 + e⁻ˣ), with full relative accuracy in the lower tail.</summary>
    /// <param name="x">The log odds.</param>
    /// <returns>The probability.</returns>
    public static double LogisticSigmoid(double x) => Kernels.LogisticSigmoid<Scalar>(x).Value;

    /// <summary>log(p/(1 − p)) for 0 ≤ p ≤ 1, the inverse of <see cref="LogisticSigmoid"/>: −∞ at 0, ∞ at 1, NaN outside.</summary>
    /// <remarks>Between ¼ and ¾ it is log(1 + (2p − 1)/(1 − p)), which is accurate where the odds are near 1.</remarks>
    /// <param name="p">The probability.</param>
    /// <returns>The log odds.</returns>
    public static double Logit(double p) => p is > 0.25 and < 0.75 ? Log1p(((p - 0.5) * 2.0) / (1.0 - p)) : Kernels.Log<Scalar>(p / (1.0 - p)).Value;

    /// <summary>log(eˣ + eʸ) without overflow; −∞ when both are −∞.</summary>
    /// <param name="x">The first logarithm.</param>
    /// <param name="y">The second logarithm.</param>
    /// <returns>The logarithm of the sum.</returns>
    public static double LogAddExp(double x, double y) => Kernels.LogAddExp<Scalar>(x, y).Value;

    /// <summary>log(eˣ + eʸ), as <see cref="LogAddExp"/>.</summary>
    /// <param name="x">The first logarithm.</param>
    /// <param name="y">The second logarithm.</param>
    /// <returns>The logarithm of the sum.</returns>
    public static double LogSumExp(double x, double y) => LogAddExp(x, y);

    /// <summary>log Σ exp(xᵢ) without overflow; −∞ for no terms, or when all are −∞; ∞ when any is ∞.</summary>
    /// <param name="values">The logarithms.</param>
    /// <returns>The logarithm of the sum.</returns>
    public static double LogSumExp(double[] values) => LogSumExp(new ReadOnlySpan<double>(values));

    /// <inheritdoc cref="LogSumExp(double[])"/>
    public static double LogSumExp(params ReadOnlySpan<double> values)
    {
        double largest = VectorMath.Largest(values);
        if (!double.IsFinite(largest))
        {
            return largest;
        }

        Lane256 sums = Lane256.Zero;
        int whole = values.Length / Lane256.Width * Lane256.Width;
        for (int i = 0; i < whole; i += Lane256.Width)
        {
            sums += Lane256.Exp(Lane256.Load(values.Slice(i, Lane256.Width)) - largest);
        }

        double sum = Lane256.Sum(sums);
        foreach (double value in values[whole..])
        {
            sum += Kernels.Exp<Scalar>(value - largest).Value;
        }

        return largest + Kernels.Log<Scalar>(sum).Value;
    }

    /// <summary>log Γ(x) for x &gt; 0; zero exactly at 1 and 2, ∞ at 0, NaN below.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>log Γ(x).</returns>
    public static double LogGamma(double x) => Kernels.LogGamma<Scalar>(x).Value;

    /// <summary>ψ(x) = d/dx log Γ(x) for x &gt; 0; −∞ at 0, NaN below.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>ψ(x).</returns>
    public static double Digamma(double x) => Kernels.Digamma<Scalar>(x).Value;

    /// <summary>ψ′(x) for x &gt; 0; ∞ at 0, NaN below.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>ψ′(x).</returns>
    public static double Trigamma(double x) => Kernels.Trigamma<Scalar>(x).Value;

    /// <summary>log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b) for a, b &gt; 0.</summary>
    /// <remarks>Where one argument is much larger than the other the difference of two large numbers costs accuracy.</remarks>
    /// <param name="a">The first argument.</param>
    /// <param name="b">The second argument.</param>
    /// <returns>log B(a, b).</returns>
    public static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    /// <summary>The logarithm of n over k, log Γ(n + 1) − log Γ(k + 1) − log Γ(n − k + 1), for 0 ≤ k ≤ n; −∞ for k outside.</summary>
    /// <param name="n">How many there are.</param>
    /// <param name="k">How many are chosen.</param>
    /// <returns>The logarithm of the number of choices.</returns>
    public static double LogChoose(double n, double k) =>
        k < 0.0 || k > n ? double.NegativeInfinity : LogGamma(n + 1.0) - LogGamma(k + 1.0) - LogGamma(n - k + 1.0);

    /// <summary>log z for the z that a Gamma(shape, rate 1) variable is below with the probability Φ(score): the draw of a gamma q as a function of one standard normal.</summary>
    /// <param name="shape">The shape; positive.</param>
    /// <param name="score">The quantile of the standard normal law at that probability.</param>
    /// <returns>log z; NaN for a shape that is not positive and finite.</returns>
    public static double GammaLogQuantile(double shape, double score) => Scalar.GammaLogQuantile(shape, score).Value;

    /// <summary>d/dshape log z at a fixed probability: how the draw of a gamma q moves with its shape (Figurnov, Mohamed and Mnih 2018).</summary>
    /// <param name="shape">The shape; positive.</param>
    /// <param name="logZ">log z.</param>
    /// <returns>The derivative, which is positive.</returns>
    public static double GammaLogQuantileSlope(double shape, double logZ) => Scalar.GammaLogQuantileSlope(shape, logZ).Value;

    /// <summary>log(x/(1 − x)) for the x that a Beta(alpha, beta) variable is below with the probability Φ(score).</summary>
    /// <param name="alpha">The first parameter; positive.</param>
    /// <param name="beta">The second parameter; positive.</param>
    /// <param name="score">The quantile of the standard normal law at that probability.</param>
    /// <returns>The logit of x; NaN for a parameter that is not positive and finite.</returns>
    public static double BetaLogitQuantile(double alpha, double beta, double score) => Scalar.BetaLogitQuantile(alpha, beta, score).Value;

    /// <summary>d/dalpha log(x/(1 − x)) at a fixed probability; that in beta is −BetaLogitQuantileSlope(beta, alpha, −logit).</summary>
    /// <param name="alpha">The first parameter; positive.</param>
    /// <param name="beta">The second parameter; positive.</param>
    /// <param name="logit">log(x/(1 − x)).</param>
    /// <returns>The derivative, which is positive.</returns>
    public static double BetaLogitQuantileSlope(double alpha, double beta, double logit) => Scalar.BetaLogitQuantileSlope(alpha, beta, logit).Value;

    /// <summary>The error function 2/√π ∫₀ˣ exp(−t²) dt.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>erf x.</returns>
    public static double Erf(double x) => Kernels.Erf<Scalar>(x).Value;

    /// <summary>1 − erf x, with full relative accuracy in the upper tail until it underflows beyond 27.2.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>erfc x.</returns>
    public static double Erfc(double x) => Kernels.Erfc<Scalar>(x).Value;

    /// <summary>Φ(x), the probability that a standard normal variable is below x, with full relative accuracy in the lower tail.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>Φ(x).</returns>
    public static double NormalCdf(double x) => Kernels.NormalCdf<Scalar>(x).Value;

    /// <summary>log Φ(x), accurate in both tails: about −x²/2 for very negative x, −Φ(−x) for large x.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>log Φ(x).</returns>
    public static double LogNormalCdf(double x) => Kernels.LogNormalCdf<Scalar>(x).Value;

    /// <summary>x².</summary>
    /// <param name="x">The number.</param>
    /// <returns>The square.</returns>
    public static double Square(double x) => x * x;

    /// <summary>Σ xᵢ·yᵢ, in order.</summary>
    /// <param name="x">The first vector.</param>
    /// <param name="y">The second vector, of the same length.</param>
    /// <returns>The scalar product.</returns>
    public static double Dot(double[] x, double[] y) => Dot(new ReadOnlySpan<double>(x), new ReadOnlySpan<double>(y));

    /// <inheritdoc cref="Dot(double[], double[])"/>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"The vectors have {x.Length} and {y.Length} elements.", nameof(y));
        }

        double sum = 0.0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    /// <summary>Σⱼ matrix[row, j]·vectorⱼ, in order.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="row">Which row of it.</param>
    /// <param name="vector">A vector with as many elements as the matrix has columns.</param>
    /// <returns>The scalar product.</returns>
    public static double Dot(double[,] matrix, int row, double[] vector)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(vector);
        if (matrix.GetLength(1) != vector.Length)
        {
            throw new ArgumentException($"The matrix has {matrix.GetLength(1)} columns, the vector {vector.Length} elements.", nameof(vector));
        }

        double sum = 0.0;
        for (int j = 0; j < vector.Length; j++)
        {
            sum += matrix[row, j] * vector[j];
        }

        return sum;
    }

    /// <summary>Σ xᵢ, in order.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The sum.</returns>
    public static double Sum(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double sum = 0.0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>1 at one position and 0 elsewhere: a class as a network takes it, <c>Decoder.Apply([.. z[n], .. OneHot(y[n], 10)])</c>.</summary>
    /// <param name="index">The position, from 0; one outside, such as −1 for unknown, gives zeros alone.</param>
    /// <param name="count">How many numbers.</param>
    /// <returns>A new array.</returns>
    public static double[] OneHot(int index, int count)
    {
        double[] numbers = new double[count];
        if ((uint)index < (uint)count)
        {
            numbers[index] = 1;
        }

        return numbers;
    }
}
