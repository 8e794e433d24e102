namespace ProbDsl;

/// <summary>A distribution function on the whole line, with both tails and its derivative.</summary>
internal interface ITailProblem
{
    (double Lower, double Upper) Tails(double u);

    double LogSlope(double u);
}

/// <summary>Inverts a distribution function by Newton steps on the logarithm of the smaller tail, inside a bracket.</summary>
internal static class TailSolver
{
    private const int MaxIterations = 300;

    // Far above the rounding of any tail, and one Newton step away from it.
    private const double Noise = 1e-9;

    /// <summary>The u with Lower(u) = p (if p ≤ q) or Upper(u) = q.</summary>
    public static double Root<TProblem>(TProblem problem, double guess, double p, double q)
        where TProblem : struct, ITailProblem
    {
        bool useLower = p <= q;
        double target = useLower ? p : q;
        double low = double.NegativeInfinity;
        double high = double.PositiveInfinity;
        double u = guess;
        double reach = 1;
        double best = double.PositiveInfinity;
        double bestU = guess;
        for (int i = 0; i < MaxIterations; i++)
        {
            (double lower, double upper) = problem.Tails(u);
            double tail = useLower ? lower : upper;
            double residual = tail / target - 1;
            if (residual == 0 || (Math.Abs(residual) < Noise && !(Math.Abs(residual) < 0.25 * best)))
            {
                // Newton's steps no longer shrink the residual: what is left is the rounding of the tail.
                return Math.Abs(residual) <= best ? u : bestU;
            }

            if (Math.Abs(residual) < best)
            {
                (best, bestU) = (Math.Abs(residual), u);
            }

            // The root is to the right where the lower tail is too small or the upper too large.
            if (residual < 0 == useLower)
            {
                low = u;
            }
            else
            {
                high = u;
            }

            double logSlope = problem.LogSlope(u) - Math.Log(tail);
            double step = -LogRatio(residual) / Math.Exp(logSlope);
            double next = u + (useLower ? step : -step);
            if (!(next > low && next < high) || Math.Abs(step) > 8 * reach)
            {
                // Outside the bracket: bisect, or search outwards with growing steps.
                next = double.IsInfinity(low) ? high - reach : double.IsInfinity(high) ? low + reach : 0.5 * (low + high);
                reach *= 2;
            }

            if (next == u || Math.Abs(next - u) <= 1e-16 * Math.Abs(u) || high - low <= 4e-16 * Math.Abs(u))
            {
                return next;
            }

            u = next;
        }

        return u;
    }

    private static double LogRatio(double residual) =>
        residual > -1 ? ProbMath.Log1p(residual) : double.NegativeInfinity;
}
