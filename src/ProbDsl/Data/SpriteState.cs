namespace ProbDsl;

/// <summary>One sprite: what its image is a function of.</summary>
/// <param name="Shape">What it is.</param>
/// <param name="Scale">Its size as a part of the largest, above 0 and at most 1.</param>
/// <param name="Rotation">In radians, clockwise.</param>
/// <param name="X">Where its middle is between its leftmost place, 0, and its rightmost, 1.</param>
/// <param name="Y">The same between top and bottom.</param>
internal readonly record struct SpriteState(SpriteShape Shape, double Scale, double Rotation, double X, double Y)
{
    // The circle around the largest sprite, as a part of the image's side; places leave room for it, so that nothing is cut off.
    private const double Radius = 0.28;

    // How far the heart reaches from the origin: the largest root r of (r² − 1)³ = (2/5) (3/5)^(3/2) r⁵, rounded up.
    private const double HeartRadius = 1.4246;
    private const int Samples = 8;

    private static readonly (string Name, Func<SpriteState, double> Value)[] Columns =
        [("shape", s => (int)s.Shape), ("scale", s => s.Scale), ("rotation", s => s.Rotation), ("x", s => s.X), ("y", s => s.Y)];

    public static FactorColumn[] ToFactors(SpriteState[] states) => [.. Columns.Select(c => new FactorColumn(c.Name, Array.ConvertAll(states, s => c.Value(s))))];

    /// <summary>Black or white by the middle of each pixel; or the part of each pixel that is inside, out of 64 points, from 0 to 255.</summary>
    public void Paint(int size, bool antiAliased, Span<byte> levels)
    {
        (double cos, double sin) = Turn.Of(Rotation);
        double radius = Scale * Radius * size, middleX = Middle(X, size), middleY = Middle(Y, size);
        int left = (int)(middleX - radius), right = Math.Min(size, (int)(middleX + radius) + 1), top = (int)(middleY - radius), bottom = Math.Min(size, (int)(middleY + radius) + 1);
        int perSide = antiAliased ? Samples : 1;
        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
            {
                int inside = 0;
                for (int k = 0; k < perSide * perSide; k++)
                {
                    double dx = (column + (k % perSide + 0.5) / perSide - middleX) / radius, dy = (row + (k / perSide + 0.5) / perSide - middleY) / radius;
                    inside += IsInside(cos * dx + sin * dy, cos * dy - sin * dx) ? 1 : 0;
                }

                levels[row * size + column] = (byte)(antiAliased ? (255 * inside + perSide * perSide / 2) / (perSide * perSide) : inside);
            }
        }
    }

    private static double Middle(double place, int size) => (Radius + place * (1 - 2 * Radius)) * size;

    // On a scale where the circle around the shape has the radius 1; v goes down.
    private bool IsInside(double u, double v)
    {
        switch (Shape)
        {
            case SpriteShape.Square:
                return Math.Max(u * u, v * v) <= 0.5;
            case SpriteShape.Ellipse:
                return u * u + 4 * v * v <= 1;
            default:
                double x = HeartRadius * u, y = -HeartRadius * v, a = x * x + y * y - 1;
                return a * a * a <= x * x * y * y * y;
        }
    }
}
