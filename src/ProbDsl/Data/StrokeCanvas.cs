namespace ProbDsl;

/// <summary>A square of pixels on which lines are drawn with a round pen.</summary>
/// <remarks>
/// How dark a pixel is follows from the distance d of its centre from the nearest line: r + ½ − d, cut off at 0 and 1, where r is the radius of the pen. That is
/// about the part of the pixel that a straight edge covers, so that edges are smooth. A pen thinner than a pixel comes out a little too dark.
/// </remarks>
internal sealed class StrokeCanvas(int size, double radius)
{
    private readonly double[] _squares = NewDistances(size);

    /// <summary>Draws one straight line, in pixels from the upper left corner.</summary>
    public void Line(double x0, double y0, double x1, double y1)
    {
        double reach = radius + 0.5, dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
        int left = Edge(Math.Min(x0, x1) - reach), right = Edge(Math.Max(x0, x1) + reach);
        int top = Edge(Math.Min(y0, y1) - reach), bottom = Edge(Math.Max(y0, y1) + reach);
        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
            {
                double px = column + 0.5 - x0, py = row + 0.5 - y0;
                double along = length > 0 ? Math.Clamp((px * dx + py * dy) / length, 0, 1) : 0;
                double ex = px - along * dx, ey = py - along * dy;
                ref double square = ref _squares[row * size + column];
                square = Math.Min(square, ex * ex + ey * ey);
            }
        }
    }

    /// <summary>The grey values, 255 where the pen was.</summary>
    public void CopyTo(Span<byte> levels)
    {
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = (byte)(255 * Math.Clamp(radius + 0.5 - Math.Sqrt(_squares[i]), 0, 1) + 0.5);
        }
    }

    // The first pixel whose centre is not before x.
    private int Edge(double x) => (int)Math.Clamp(Math.Ceiling(x - 0.5), 0, size);

    private static double[] NewDistances(int size)
    {
        double[] distances = new double[size * size];
        Array.Fill(distances, double.PositiveInfinity);
        return distances;
    }
}
