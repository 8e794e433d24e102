namespace ProbDsl.EndToEnd.Tests;

/// <summary>Central differences extrapolated to step 0 (Ridders 1982).</summary>
internal static class FiniteDifferences
{
    private const int Steps = 9;
    private const double Ratio = 1.6;
    private const double Rounding = 2.220446049250313e-16;

    /// <summary>The derivative along every coordinate, with an estimate of its error.</summary>
    public static (double Derivative, double Error)[] Gradient<T>(IGenerated model, Piece piece, double[] point, double[] noise)
        where T : unmanaged, ILane<T>
        => [.. Enumerable.Range(0, point.Length).Select(i => Along<T>(model, piece, point, noise, i))];

    private static (double Derivative, double Error) Along<T>(IGenerated model, Piece piece, double[] point, double[] noise, int coordinate)
        where T : unmanaged, ILane<T>
    {
        double step = 0.04 * Math.Max(1.0, Math.Abs(point[coordinate]));
        double[] steps = [.. Enumerable.Range(0, Steps).Select(k => step / Math.Pow(Ratio, k))];
        double[] ups = [.. steps.Select(h => point[coordinate] + h)];
        double[] downs = [.. steps.Select(h => point[coordinate] - h)];
        double[][] points = [.. ups.Concat(downs).Select(x => Moved(point, coordinate, x))];
        double[] values = Evaluation.At<T>(model, piece, points, noise).Values;
        double scale = values.Max(Math.Abs);

        return Extrapolate([.. Enumerable.Range(0, Steps).Select(k => (values[k] - values[Steps + k]) / (ups[k] - downs[k]))], scale, steps);
    }

    /// <summary>The derivative of every entry of the gradient along a direction, with an estimate of its error.</summary>
    public static (double Derivative, double Error)[] OfGradient<T>(IGenerated model, Piece piece, double[] point, double[] direction, double[] noise)
        where T : unmanaged, ILane<T>
    {
        double[] steps = [.. Enumerable.Range(0, Steps).Select(k => 0.04 / Math.Pow(Ratio, k))];
        double[][] points = [.. steps.Concat(steps.Select(h => -h)).Select(h => point.Zip(direction, (x, v) => x + (h * v)).ToArray())];
        double[][] gradients = Evaluation.At<T>(model, piece, points, noise).Gradients;
        return [.. Enumerable.Range(0, point.Length).Select(i => Extrapolate(
            [.. Enumerable.Range(0, Steps).Select(k => (gradients[k][i] - gradients[Steps + k][i]) / (2.0 * steps[k]))],
            gradients.Max(g => Math.Abs(g[i])),
            steps))];
    }

    // Neville's table: column m removes the error term in h^(2m). The entry that agrees best with its neighbours is the answer.
    private static (double Derivative, double Error) Extrapolate(double[] quotients, double scale, double[] steps)
    {
        var table = new double[Steps, Steps];
        (double Derivative, double Error) best = (double.NaN, double.PositiveInfinity);
        for (int k = 0; k < Steps; k++)
        {
            table[k, 0] = quotients[k];
            for (int m = 1; m <= k; m++)
            {
                double factor = Math.Pow(Ratio, 2 * m);
                table[k, m] = ((factor * table[k, m - 1]) - table[k - 1, m - 1]) / (factor - 1.0);
                double error = Math.Max(Math.Abs(table[k, m] - table[k, m - 1]), Math.Abs(table[k, m] - table[k - 1, m - 1]));

                // Two entries may agree by chance, but no entry is better than the rounding of the values allows.
                error += 4.0 * Rounding * scale / steps[k];
                if (error < best.Error)
                {
                    best = (table[k, m], error);
                }
            }
        }

        return best;
    }

    private static double[] Moved(double[] point, int coordinate, double x)
    {
        double[] moved = [.. point];
        moved[coordinate] = x;
        return moved;
    }
}
