namespace ProbDsl;

/// <summary>One movement of the pen through points, straight or in a curve.</summary>
/// <param name="Kind">How it goes from point to point.</param>
/// <param name="Points">x and y of each, x to the right and y down, both from 0 to 1.</param>
internal sealed record Stroke(StrokeKind Kind, params double[] Points)
{
    private const int Steps = 6;

    /// <summary>The stroke as straight pieces: a cubic through each two neighbours whose slopes are those of Catmull and Rom.</summary>
    /// <param name="points">The points, moved as wanted; as many as <see cref="Points"/>.</param>
    /// <param name="path">Takes x and y of each corner in turn.</param>
    public void Trace(ReadOnlySpan<double> points, List<(double X, double Y)> path)
    {
        int n = points.Length / 2;
        path.Clear();
        path.Add((points[0], points[1]));
        for (int i = 0; i < (Kind == StrokeKind.Loop ? n : n - 1); i++)
        {
            (double X, double Y) before = At(points, i - 1), from = At(points, i), to = At(points, i + 1), after = At(points, i + 2);
            for (int k = 1; k < Steps && Kind != StrokeKind.Straight; k++)
            {
                double t = (double)k / Steps;
                path.Add((Between(before.X, from.X, to.X, after.X, t), Between(before.Y, from.Y, to.Y, after.Y, t)));
            }

            path.Add(to);
        }
    }

    private static double Between(double before, double from, double to, double after, double t)
        => from + 0.5 * t * (to - before + t * (2 * before - 5 * from + 4 * to - after + t * (3 * (from - to) + after - before)));

    // Beyond its ends an open stroke goes on as before, so that it does not bend there.
    private (double X, double Y) At(ReadOnlySpan<double> points, int i)
    {
        int n = points.Length / 2;
        if (Kind == StrokeKind.Loop)
        {
            i = (i + n) % n;
        }
        else if (i < 0)
        {
            return (2 * points[0] - points[2], 2 * points[1] - points[3]);
        }
        else if (i >= n)
        {
            return (2 * points[2 * n - 2] - points[2 * n - 4], 2 * points[2 * n - 1] - points[2 * n - 3]);
        }

        return (points[2 * i], points[2 * i + 1]);
    }
}

/// <summary>How a stroke goes through its points.</summary>
internal enum StrokeKind
{
    /// <summary>With corners.</summary>
    Straight,

    /// <summary>In a curve from the first to the last.</summary>
    Curve,

    /// <summary>In a curve that ends where it began.</summary>
    Loop,
}
