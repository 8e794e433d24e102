namespace ProbDsl;

/// <summary>The integral of a density over one or two numbers by the trapezoidal rule, which for a smooth density that falls off at both ends converges faster than any power of the step.</summary>
/// <param name="LogValue">Its logarithm.</param>
/// <param name="Mean">The mean of each number.</param>
/// <param name="Sd">Its standard deviation.</param>
/// <param name="Error">How much the last halving of the step changed the logarithm.</param>
internal sealed record GridIntegral(double LogValue, double[] Mean, double[] Sd, double Error)
{
    /// <summary>A change that is none.</summary>
    public const double Settled = 1e-9;

    // What is lost beyond is e⁻⁴⁰ = 4e-18 of the largest density.
    private const double Depth = 40;
    private const double FirstReach = 8;
    private const int FirstPoints = 65;
    private const int MostZooms = 200;

    /// <summary>The largest number of points along an axis: some hundred thousand in all.</summary>
    public static int MostPoints(int numbers) => numbers == 1 ? 1 << 17 : 513;

    /// <summary>The integral; null where the density does not fall off, or is nowhere finite.</summary>
    public static GridIntegral? Of(LogDensity density, int numbers)
    {
        double[] lower = [.. Enumerable.Repeat(-FirstReach, numbers)], upper = [.. Enumerable.Repeat(FirstReach, numbers)];
        if (!Frame(density, lower, upper))
        {
            return null;
        }

        GridIntegral found = Sum(density, lower, upper, FirstPoints);
        for (int points = 2 * FirstPoints - 1; points <= MostPoints(numbers); points = 2 * points - 1)
        {
            GridIntegral finer = Sum(density, lower, upper, points);
            found = finer with { Error = Math.Abs(finer.LogValue - found.LogValue) };
            if (found.Error < Settled)
            {
                break;
            }
        }

        return double.IsFinite(found.LogValue) ? found : null;
    }

    /// <summary>The points of a grid, number by number.</summary>
    public static double[] Grid(double[] lower, double[] upper, int points)
    {
        int all = (int)Math.Pow(points, lower.Length);
        double[] grid = new double[all * lower.Length];
        for (int k = 0; k < all; k++)
        {
            for (int i = 0, rest = k; i < lower.Length; i++, rest /= points)
            {
                grid[k * lower.Length + i] = lower[i] + (upper[i] - lower[i]) * (rest % points) / (points - 1);
            }
        }

        return grid;
    }

    // Moves the frame until all that counts is in it and fills half of each side.
    private static bool Frame(LogDensity density, double[] lower, double[] upper)
    {
        int numbers = lower.Length;
        double[] values = new double[(int)Math.Pow(FirstPoints, numbers)];
        for (int zoom = 0; zoom < MostZooms; zoom++)
        {
            density(Grid(lower, upper, FirstPoints), values);
            double largest = values.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Max();
            if (!double.IsFinite(largest))
            {
                return false;
            }

            bool isFramed = true;
            for (int i = 0, stride = 1; i < numbers; i++, stride *= FirstPoints)
            {
                int[] inside = [.. Enumerable.Range(0, values.Length).Where(k => values[k] > largest - Depth).Select(k => k / stride % FirstPoints)];
                (int first, int last, double width) = (inside.Min(), inside.Max(), upper[i] - lower[i]);
                double step = width / (FirstPoints - 1), from = lower[i];
                lower[i] = first == 0 ? from - width : from + step * (first - 1);
                upper[i] = last == FirstPoints - 1 ? from + 2 * width : from + step * (last + 1);
                isFramed &= first > 0 && last < FirstPoints - 1 && last - first >= FirstPoints / 2;
            }

            if (isFramed)
            {
                return true;
            }
        }

        return false;
    }

    private static GridIntegral Sum(LogDensity density, double[] lower, double[] upper, int points)
    {
        int numbers = lower.Length;
        double[] grid = Grid(lower, upper, points), values = new double[grid.Length / numbers], mean = new double[numbers], square = new double[numbers];
        density(grid, values);
        double largest = values.Max(), sum = 0, cell = 1;
        for (int i = 0; i < numbers; i++)
        {
            cell *= (upper[i] - lower[i]) / (points - 1);
        }

        for (int k = 0; k < values.Length; k++)
        {
            double weight = Math.Exp(values[k] - largest);
            sum += weight;
            for (int i = 0; i < numbers; i++)
            {
                double x = grid[k * numbers + i] - lower[i];
                mean[i] += weight * x;
                square[i] += weight * x * x;
            }
        }

        return new(
            largest + Math.Log(sum * cell),
            [.. mean.Select((m, i) => lower[i] + m / sum)],
            [.. mean.Select((m, i) => Math.Sqrt(square[i] / sum - m / sum * (m / sum)))],
            double.PositiveInfinity);
    }
}
