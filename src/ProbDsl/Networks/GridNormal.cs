namespace ProbDsl;

/// <summary>A normal density of one or two numbers, a + C·u with u standard normal and C lower triangular, and its ELBO under a log density g: E[g(a + C·u)] + Σ log Cᵢᵢ + ½·d·log(2πe).</summary>
/// <param name="Mean">a.</param>
/// <param name="Factor">C.</param>
/// <param name="IsJoint">Whether the climb to a better one may leave the axes, where C is diagonal.</param>
internal sealed record GridNormal(double[] Mean, double[,] Factor, bool IsJoint)
{
    // Beyond, the standard normal has 2e-17.
    private const double Reach = 8.5;

    // Step ¼: of a polynomial of any usual degree the trapezoidal rule errs by e^(−2π²/h²) = 1e-137.
    private const int FirstPoints = 69;
    private const int MostSteps = 1000;
    private const double LeastGain = 1e-13;

    /// <summary>Mean 0, standard deviation 1.</summary>
    public static GridNormal Standard(int numbers, bool isJoint) => Independent(new double[numbers], [.. Enumerable.Repeat(1.0, numbers)], isJoint);

    /// <summary>Independent numbers.</summary>
    public static GridNormal Independent(double[] mean, double[] sd, bool isJoint)
    {
        double[,] factor = new double[mean.Length, mean.Length];
        for (int i = 0; i < sd.Length; i++)
        {
            factor[i, i] = sd[i];
        }

        return new(mean, factor, isJoint);
    }

    /// <summary>The highest ELBO that is reached from one of the starts.</summary>
    public static GridNormal Best(LogDensity density, IEnumerable<GridNormal> starts)
        => starts.Select(start => start.Climb(density)).MaxBy(end => end.Elbo).Normal;

    /// <summary>The ELBO, its grid made finer until it settles, and how much the last halving of the step changed it.</summary>
    public (double Value, double Error) ExactElbo(LogDensity density)
    {
        (double value, double error) = (Moments(density, FirstPoints).Elbo, double.PositiveInfinity);
        for (int points = 2 * FirstPoints - 1; points <= GridIntegral.MostPoints(Mean.Length) && !(error < GridIntegral.Settled); points = 2 * points - 1)
        {
            double finer = Moments(density, points).Elbo;
            (value, error) = (finer, Math.Abs(finer - value));
        }

        return (value, error);
    }

    // Natural gradient, in the coordinates u, whose precision is I: it becomes −E[∇²g] and the mean goes by E[∇g] over it, with E[∇g] = E[u·g] and
    // E[∇²g] = E[(uuᵀ − I)·g] (Stein); half of that as long as the ELBO would fall.
    private (GridNormal Normal, double Elbo) Climb(LogDensity density)
    {
        GridNormal at = this;
        (double Elbo, double[] Slope, double[,] Curvature) here = at.Moments(density, FirstPoints);
        for (int step = 0; step < MostSteps; step++)
        {
            double length = 1, gain = 0;
            for (; length > 1e-6; length /= 2)
            {
                if (at.Move(here.Slope, here.Curvature, length) is { } next && next.Moments(density, FirstPoints) is var there && there.Elbo >= here.Elbo)
                {
                    (gain, at, here) = (there.Elbo - here.Elbo, next, there);
                    break;
                }
            }

            if (length <= 1e-6 || gain < LeastGain * Math.Max(1, Math.Abs(here.Elbo)))
            {
                break;
            }
        }

        return (at, here.Elbo);
    }

    // G lower with G·Gᵀ the inverse of the new precision P in u: P = R·Rᵀ with R upper, and G = R⁻ᵀ. The new factor is C·G.
    private GridNormal? Move(double[] slope, double[,] curvature, double length)
    {
        int n = Mean.Length;
        double last = 1 - length - length * curvature[n - 1, n - 1], lastRoot = Math.Sqrt(last);
        if (!(last > 0))
        {
            return null;
        }

        if (n == 1)
        {
            return new([Mean[0] + Factor[0, 0] * length * slope[0] / last], new[,] { { Factor[0, 0] / lastRoot } }, IsJoint);
        }

        double across = (IsJoint ? -length * curvature[0, 1] : 0) / lastRoot, first = 1 - length - length * curvature[0, 0] - across * across, firstRoot = Math.Sqrt(first);
        if (!(first > 0))
        {
            return null;
        }

        double g00 = 1 / firstRoot, g10 = -across / (firstRoot * lastRoot), g11 = 1 / lastRoot;

        // The step in u is G·Gᵀ·slope.
        double s0 = length * (g00 * slope[0] + g10 * slope[1]), s1 = length * g11 * slope[1], u0 = g00 * s0, u1 = g10 * s0 + g11 * s1;
        return new(
            [Mean[0] + Factor[0, 0] * u0, Mean[1] + Factor[1, 0] * u0 + Factor[1, 1] * u1],
            new[,] { { Factor[0, 0] * g00, 0 }, { Factor[1, 0] * g00 + Factor[1, 1] * g10, Factor[1, 1] * g11 } },
            IsJoint);
    }

    private (double Elbo, double[] Slope, double[,] Curvature) Moments(LogDensity density, int points)
    {
        int numbers = Mean.Length;
        double[] u = GridIntegral.Grid([.. Mean.Select(_ => -Reach)], [.. Mean.Select(_ => Reach)], points), z = new double[u.Length], values = new double[u.Length / numbers];
        for (int k = 0; k < u.Length; k += numbers)
        {
            for (int i = 0; i < numbers; i++)
            {
                z[k + i] = Mean[i];
                for (int j = 0; j <= i; j++)
                {
                    z[k + i] += Factor[i, j] * u[k + j];
                }
            }
        }

        density(z, values);

        // Of values less their largest, which the moments do not see: rounding stays small.
        double largest = values.Max(), total = 0, sum = 0;
        double[] slope = new double[numbers];
        double[,] curvature = new double[numbers, numbers];
        for (int k = 0; k < values.Length; k++)
        {
            ReadOnlySpan<double> at = u.AsSpan(k * numbers, numbers);
            double square = 0;
            foreach (double x in at)
            {
                square += x * x;
            }

            double weight = Math.Exp(-0.5 * square), value = weight * (values[k] - largest);
            total += weight;
            sum += value;
            for (int i = 0; i < numbers; i++)
            {
                slope[i] += value * at[i];
                for (int j = 0; j < numbers; j++)
                {
                    curvature[i, j] += value * (at[i] * at[j] - (i == j ? 1 : 0));
                }
            }
        }

        double elbo = largest + sum / total + 0.5 * numbers * Math.Log(2 * Math.PI * Math.E);
        for (int i = 0; i < numbers; i++)
        {
            elbo += Math.Log(Factor[i, i]);
            slope[i] /= total;
            for (int j = 0; j < numbers; j++)
            {
                curvature[i, j] /= total;
            }
        }

        return (elbo, slope, curvature);
    }
}
