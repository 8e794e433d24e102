namespace ProbDsl;

/// <summary>Modes of a density in few dimensions by pattern search (Hooke and Jeeves 1961) from several starts: only near enough for a grid to begin there.</summary>
internal static class ModeSearch
{
    private const double FirstStep = 2;
    private const double LastStep = 0.02;
    private const double FarStart = 5;
    private const int MostSteps = 400;

    // A drop of the log density that a step of one scale makes, about.
    private const double SmallDrop = 0.2;
    private const double LargeDrop = 1.5;

    /// <summary>Where the starts end, the highest first; none where every start has density zero.</summary>
    public static List<(double[] Place, double Value)> Run(Func<IReadOnlyList<double[]>, double[]> density, int dimension)
    {
        var starts = new List<double[]> { new double[dimension] };
        for (int i = 0; i < dimension; i++)
        {
            starts.Add(Moved(starts[0], i, FarStart));
            starts.Add(Moved(starts[0], i, -FarStart));
        }

        double[] values = density(starts);
        var ends = new List<(double[] Place, double Value)>();
        for (int s = 0; s < starts.Count; s++)
        {
            if (double.IsFinite(values[s]))
            {
                ends.Add(Climb(density, starts[s], values[s]));
            }
        }

        return [.. ends.OrderByDescending(e => e.Value)];
    }

    /// <summary>How far along each axis the log density falls by about one from a mode.</summary>
    public static double[] Scales(Func<IReadOnlyList<double[]>, double[]> density, double[] mode, double value)
    {
        double[] scales = new double[mode.Length];
        for (int i = 0; i < mode.Length; i++)
        {
            double scale = 1, most = double.PositiveInfinity, least = 0;
            for (int k = 0; k < 60; k++)
            {
                double[] sides = density([Moved(mode, i, scale), Moved(mode, i, -scale)]);
                double drop = value - Math.Max(sides[0], sides[1]);
                if (drop >= SmallDrop && drop <= LargeDrop)
                {
                    break;
                }

                (most, least) = drop > LargeDrop ? (scale, least) : (most, scale);
                scale = double.IsInfinity(most) ? 2 * scale : least == 0 ? 0.5 * scale : 0.5 * (most + least);
            }

            scales[i] = scale;
        }

        return scales;
    }

    private static (double[] Place, double Value) Climb(Func<IReadOnlyList<double[]>, double[]> density, double[] place, double value)
    {
        double step = FirstStep;
        for (int k = 0; k < MostSteps && step > LastStep; k++)
        {
            var around = new List<double[]>();
            for (int i = 0; i < place.Length; i++)
            {
                around.Add(Moved(place, i, step));
                around.Add(Moved(place, i, -step));
            }

            double[] values = density(around);
            int best = Array.IndexOf(values, values.Max());
            if (values[best] > value)
            {
                (place, value, step) = (around[best], values[best], 1.5 * step);
            }
            else
            {
                step *= 0.5;
            }
        }

        return (place, value);
    }

    private static double[] Moved(double[] place, int axis, double distance)
    {
        double[] moved = (double[])place.Clone();
        moved[axis] += distance;
        return moved;
    }
}
