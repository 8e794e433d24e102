namespace ProbDsl;

/// <summary>How one digit is drawn.</summary>
/// <param name="Digit">Which, from 0 to 9.</param>
/// <param name="Way">In which of its ways.</param>
/// <param name="Shear">How far it leans to the right per unit of height.</param>
/// <param name="Rotation">In radians, clockwise.</param>
/// <param name="Thickness">Of the pen, as a part of the image's side.</param>
/// <param name="Height">As a part of the image's side.</param>
/// <param name="Aspect">Width per height, 1 being as the strokes have it.</param>
/// <param name="ShiftX">To the right, as a part of the image's side.</param>
/// <param name="ShiftY">Down, as a part of the image's side.</param>
internal readonly record struct GlyphStyle(
    int Digit, int Way, double Shear, double Rotation, double Thickness, double Height, double Aspect, double ShiftX, double ShiftY)
{
    // The points of a stroke move as a hand's do, by a standard deviation of this part of the height.
    private const double Tremor = 0.018;

    private static readonly (string Name, Func<GlyphStyle, double> Value)[] Columns =
    [
        ("way", s => s.Way), ("shear", s => s.Shear), ("rotation", s => s.Rotation), ("thickness", s => s.Thickness), ("height", s => s.Height),
        ("aspect", s => s.Aspect), ("shiftX", s => s.ShiftX), ("shiftY", s => s.ShiftY),
    ];

    public static GlyphStyle Draw(ref Philox random)
    {
        int digit = random.NextInt(DigitStrokes.Ways.Length);
        return new(
            digit, random.NextInt(DigitStrokes.Ways[digit].Length), Bounded(0.18, ref random), Bounded(0.09, ref random), Between(0.05, 0.12, ref random),
            Between(0.58, 0.72, ref random), Between(0.72, 1.1, ref random), Between(-0.05, 0.05, ref random), Between(-0.05, 0.05, ref random));
    }

    /// <summary>All but the digit as columns of known factors.</summary>
    public static FactorColumn[] ToFactors(GlyphStyle[] styles) => [.. Columns.Select(c => new FactorColumn(c.Name, Array.ConvertAll(styles, s => c.Value(s))))];

    /// <summary>Draws the digit; the tremor of the hand is drawn from <paramref name="random"/>.</summary>
    public void Paint(ref Philox random, int size, Span<byte> levels)
    {
        var canvas = new StrokeCanvas(size, 0.5 * Thickness * size);
        var path = new List<(double X, double Y)>();
        foreach (Stroke stroke in DigitStrokes.Ways[Digit][Way])
        {
            double[] points = [.. stroke.Points];
            foreach (ref double coordinate in points.AsSpan())
            {
                coordinate += Tremor * random.NextNormal();
            }

            stroke.Trace(points, path);
            (double x, double y) = Place(path[0], size);
            foreach ((double X, double Y) corner in path)
            {
                (double nextX, double nextY) = Place(corner, size);
                canvas.Line(x, y, nextX, nextY);
                (x, y) = (nextX, nextY);
            }
        }

        canvas.CopyTo(levels);
    }

    // From the unit square to pixels: aspect, shear, rotation about the middle, shift.
    private (double X, double Y) Place((double X, double Y) point, int size)
    {
        (double cos, double sin) = Turn.Of(Rotation);
        double v = point.Y - 0.5, u = Aspect * (point.X - 0.5) - Shear * v;
        return ((0.5 + ShiftX + Height * (cos * u - sin * v)) * size, (0.5 + ShiftY + Height * (sin * u + cos * v)) * size);
    }

    private static double Between(double low, double high, ref Philox random) => low + (high - low) * random.NextDouble();

    // Normal, but within two and a half standard deviations, so that no digit lies on its side.
    private static double Bounded(double sd, ref Philox random) => sd * Math.Clamp(random.NextNormal(), -2.5, 2.5);
}
