namespace ProbDsl;

/// <summary>The parts of the standard normal distribution function that must not be rounded together.</summary>
internal static class NormalTail
{
    private const double SqrtHalf = 0.70710678118654752440;

    /// <summary>Φ(x) − ½ with full relative accuracy.</summary>
    public static double FromZero(double x) => 0.5 * ProbMath.Erf(SqrtHalf * x);

    /// <summary>(1 − Φ(x)) exp(x²/2) for finite x ≥ 0; it falls like 1/(x √(2π)).</summary>
    public static double Scaled(double x) => ScaledTail.OfNormal<Scalar>(x).Value;

    /// <summary>exp(−x²/2) with the rounding error of x² removed.</summary>
    public static double ExpMinusHalfSquare(double x)
    {
        if (Math.Abs(x) > 39)
        {
            return 0;
        }

        double square = x * x;
        double error = Math.FusedMultiplyAdd(x, x, -square);
        return Math.Exp(-0.5 * square) * (1 - 0.5 * error);
    }
}
