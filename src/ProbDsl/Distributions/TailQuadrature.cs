namespace ProbDsl;

/// <summary>The tail area of a log-concave density, from a point on that side of its mode, by Gauss–Legendre quadrature.</summary>
internal static class TailQuadrature
{
    // A density that has fallen by e⁻⁴⁵ and is log-concave leaves less than 2⁻⁵³ of the area behind.
    private const double Drop = 45;

    // The panels end at reach · (k/Panels)²: short ones where the density bends, long ones (a fifth of the drop, which twenty nodes
    // integrate to 1e-20) where it decays.
    private const int Panels = 10;

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
        double unit = reach / (Panels * Panels);
        double sum = 0;
        for (int panel = 0; panel < Panels; panel++)
        {
            double width = unit * (2 * panel + 1);
            double offset = unit * panel * panel;
            foreach ((double node, double weight) in GaussLegendre.Rule)
            {
                double u = start + direction * (offset + width * node);
                sum += weight * width * Math.Exp(problem.LogSlope(u) - top);
            }
        }

        return Math.Min(1, Math.Exp(top) * sum);
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
