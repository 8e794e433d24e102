namespace ProbDsl;

/// <summary>A normal density with independent numbers, one or two, and its ELBO under a log density g: E[g(a + b·u)] + Σ log b + ½·d·log(2πe), u standard normal.</summary>
/// <param name="Mean">a.</param>
/// <param name="Sd">b.</param>
internal sealed record AxisNormal(double[] Mean, double[] Sd)
{
    // Beyond, the standard normal has 2e-17.
    private const double Reach = 8.5;

    // Step ¼: of a polynomial of any usual degree the trapezoidal rule errs by e^(−2π²/h²) = 1e-137.
    private const int FirstPoints = 69;
    private const int MostSteps = 1000;
    private const double LeastGain = 1e-13;

    /// <summary>Mean 0, standard deviation 1.</summary>
    public static AxisNormal Standard(int numbers) => new(new double[numbers], [.. Enumerable.Repeat(1.0, numbers)]);

    /// <summary>The highest ELBO that is reached from one of the starts.</summary>
    public static AxisNormal Best(LogDensity density, IEnumerable<AxisNormal> starts)
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

    // Natural gradient: the precision becomes −E[g″] and the mean goes by E[g′] over it, with E[g′] = E[u·g]/b and E[g″] = E[(u² − 1)·g]/b² (Stein); half of that
    // as long as the ELBO would fall.
    private (AxisNormal Normal, double Elbo) Climb(LogDensity density)
    {
        AxisNormal at = this;
        (double Elbo, double[] Slope, double[] Curvature) here = at.Moments(density, FirstPoints);
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

    private AxisNormal? Move(double[] slope, double[] curvature, double length)
    {
        double[] mean = [.. Mean], sd = [.. Sd];
        for (int i = 0; i < mean.Length; i++)
        {
            double precision = (1 - length) / (Sd[i] * Sd[i]) - length * curvature[i];
            if (!(precision > 0))
            {
                return null;
            }

            mean[i] += length * slope[i] / precision;
            sd[i] = 1 / Math.Sqrt(precision);
        }

        return new(mean, sd);
    }

    private (double Elbo, double[] Slope, double[] Curvature) Moments(LogDensity density, int points)
    {
        int numbers = Mean.Length;
        double[] u = GridIntegral.Grid([.. Mean.Select(_ => -Reach)], [.. Mean.Select(_ => Reach)], points), z = new double[u.Length], values = new double[u.Length / numbers];
        for (int k = 0; k < u.Length; k++)
        {
            z[k] = Mean[k % numbers] + Sd[k % numbers] * u[k];
        }

        density(z, values);

        // Of values less their largest, which the moments do not see: rounding stays small.
        double largest = values.Max(), total = 0, sum = 0;
        double[] slope = new double[numbers], curvature = new double[numbers];
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
                curvature[i] += value * (at[i] * at[i] - 1);
            }
        }

        double elbo = largest + sum / total + Sd.Sum(Math.Log) + 0.5 * numbers * Math.Log(2 * Math.PI * Math.E);
        return (elbo, [.. slope.Select((s, i) => s / total / Sd[i])], [.. curvature.Select((c, i) => c / total / (Sd[i] * Sd[i]))]);
    }
}
