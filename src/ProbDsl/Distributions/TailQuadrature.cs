namespace ProbDsl;

/// <summary>The tail area of a log-concave density, from a point on that side of its mode, by Gauss–Legendre quadrature.</summary>
internal static class TailQuadrature
{
    // A density that has fallen by e⁻⁴⁵ and is log-concave leaves less than 2⁻⁵³ of the area behind.
    private const double Drop = 45;

    // A panel sees a drop of at most 2 · 45/6 = 15, over which twenty nodes integrate an exponential to 1e-24.
    private const int Panels = 6;

    /// <summary>The area from <paramref name="start"/> outwards; direction is −1 or +1.</summary>
    public static double Integrate<TProblem>(TProblem problem, double start, int direction)
        where TProblem : struct, ITailProblem
    {
        double top = problem.LogSlope(start);
        if (double.IsNegativeInfinity(top))
        {
            return 0;
        }

        double reach = Reach(problem, start, direction, top);
        double width = reach / Panels;
        double sum = 0;
        for (int panel = 0; panel < Panels; panel++)
        {
            foreach ((double node, double weight) in GaussLegendre.Rule)
            {
                sum += weight * Math.Exp(problem.LogSlope(start + direction * width * (panel + node)) - top);
            }
        }

        return Math.Min(1, Math.Exp(top) * width * sum);
    }

    // A distance with a drop between Drop and 2 Drop: doubling, then bisection.
    private static double Reach<TProblem>(TProblem problem, double start, int direction, double top)
        where TProblem : struct, ITailProblem
    {
        double near = 0;
        double far = 1e-6;
        double drop = DropAt(problem, start + direction * far, top);
        while (drop < Drop)
        {
            near = far;
            far *= 2;
            drop = DropAt(problem, start + direction * far, top);
        }

        while (drop > 2 * Drop)
        {
            double middle = 0.5 * (near + far);
            double middleDrop = DropAt(problem, start + direction * middle, top);
            if (middleDrop < Drop)
            {
                near = middle;
            }
            else
            {
                far = middle;
                drop = middleDrop;
            }
        }

        return far;
    }

    private static double DropAt<TProblem>(TProblem problem, double u, double top)
        where TProblem : struct, ITailProblem => top - problem.LogSlope(u);
}
