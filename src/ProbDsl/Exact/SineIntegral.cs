namespace ProbDsl;

/// <summary>Si(x) = ∫₀ˣ sin t / t dt.</summary>
/// <remarks>
/// Its power series up to 4; beyond, π/2 − f cos x − g sin x with f and g from the continued fraction of E₁(ix) (Abramowitz and Stegun 5.1.22 and 5.2.21),
/// by the modified method of Lentz.
/// </remarks>
internal static class SineIntegral
{
    private const double LargestOfSeries = 4;
    private const double Tiny = 1e-300;

    public static double Of(double x)
    {
        double size = Math.Abs(x);
        return Math.Sign(x) * (size <= LargestOfSeries ? Series(size) : 0.5 * Math.PI + Tail(size));
    }

    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= -x * x / ((2 * n) * (2 * n + 1));
            sum += term / (2 * n + 1);
        }

        return sum;
    }

    // Im of E₁(ix) = e^(−ix) / (1 + ix − 1/(3 + ix − 4/(5 + ix − …))), which is Si(x) − π/2.
    private static double Tail(double x)
    {
        var b = new System.Numerics.Complex(1, x);
        System.Numerics.Complex c = 1 / Tiny, d = 1 / b, h = d;
        for (int i = 1; i < 500; i++)
        {
            double a = -(double)i * i;
            b += 2;
            d = 1 / (a * d + b);
            c = b + a / c;
            System.Numerics.Complex change = c * d;
            h *= change;
            if (Math.Abs(change.Real - 1) + Math.Abs(change.Imaginary) < 1e-16)
            {
                break;
            }
        }

        return (new System.Numerics.Complex(Math.Cos(x), -Math.Sin(x)) * h).Imaginary;
    }
}
