using static ProbDsl.StrokeKind;

namespace ProbDsl;

/// <summary>The ten digits as a hand writes them, each in two or three ways.</summary>
internal static class DigitStrokes
{
    /// <summary>For each digit, the ways to write it; for each way, its strokes.</summary>
    public static readonly Stroke[][][] Ways =
    [
        [
            [Ellipse(0.5, 0.5, 0.31, 0.48)],
            [Ellipse(0.5, 0.5, 0.22, 0.48)],
            [new(Curve, 0.56, 0.05, 0.3, 0.1, 0.2, 0.45, 0.26, 0.85, 0.5, 0.97, 0.75, 0.82, 0.8, 0.45, 0.68, 0.12, 0.42, 0.06)],
        ],
        [
            [new(Straight, 0.5, 0.02, 0.5, 0.98)],
            [new(Straight, 0.3, 0.24, 0.54, 0.02, 0.54, 0.98)],
            [new(Straight, 0.32, 0.2, 0.52, 0.02, 0.52, 0.98), new(Straight, 0.3, 0.98, 0.74, 0.98)],
        ],
        [
            [new(Curve, 0.2, 0.26, 0.3, 0.08, 0.5, 0.02, 0.7, 0.1, 0.76, 0.29, 0.66, 0.5, 0.43, 0.74, 0.18, 0.97), new(Straight, 0.18, 0.97, 0.82, 0.97)],
            [new(Curve, 0.22, 0.2, 0.36, 0.05, 0.58, 0.03, 0.74, 0.16, 0.7, 0.4, 0.52, 0.66, 0.3, 0.9, 0.18, 0.86, 0.26, 0.76, 0.44, 0.84, 0.62, 0.95, 0.84, 0.88)],
        ],
        [
            [new(Curve, 0.2, 0.14, 0.44, 0.02, 0.69, 0.1, 0.73, 0.27, 0.61, 0.42, 0.4, 0.47), new(Curve, 0.4, 0.47, 0.66, 0.52, 0.8, 0.71, 0.69, 0.91, 0.44, 0.98, 0.17, 0.87)],
            [new(Straight, 0.2, 0.03, 0.76, 0.03, 0.42, 0.41), new(Curve, 0.42, 0.41, 0.67, 0.46, 0.8, 0.68, 0.7, 0.9, 0.45, 0.98, 0.19, 0.9)],
        ],
        [
            [new(Straight, 0.3, 0.03, 0.17, 0.56, 0.83, 0.56), new(Straight, 0.66, 0.22, 0.64, 0.98)],
            [new(Straight, 0.63, 0.98, 0.63, 0.02, 0.13, 0.67, 0.85, 0.67)],
        ],
        [
            [new(Straight, 0.77, 0.03, 0.3, 0.03, 0.25, 0.44), new(Curve, 0.25, 0.44, 0.5, 0.37, 0.73, 0.47, 0.8, 0.68, 0.69, 0.9, 0.44, 0.98, 0.18, 0.89)],
            [new(Straight, 0.3, 0.05, 0.26, 0.42), new(Curve, 0.26, 0.42, 0.52, 0.36, 0.76, 0.52, 0.75, 0.8, 0.52, 0.97, 0.2, 0.93), new(Straight, 0.3, 0.05, 0.78, 0.02)],
        ],
        [
            [new(Curve, 0.68, 0.03, 0.45, 0.18, 0.28, 0.43, 0.22, 0.7, 0.33, 0.92, 0.54, 0.98, 0.74, 0.88, 0.78, 0.71, 0.67, 0.56, 0.48, 0.53, 0.31, 0.62, 0.23, 0.75)],
            [new(Curve, 0.42, 0.02, 0.3, 0.3, 0.23, 0.62, 0.26, 0.84), Ellipse(0.5, 0.75, 0.25, 0.23)],
        ],
        [
            [new(Straight, 0.18, 0.03, 0.82, 0.03, 0.42, 0.98)],
            [new(Straight, 0.18, 0.03, 0.82, 0.03, 0.44, 0.98), new(Straight, 0.36, 0.5, 0.78, 0.5)],
            [new(Curve, 0.17, 0.1, 0.4, 0.03, 0.62, 0.06, 0.82, 0.03), new(Curve, 0.82, 0.03, 0.6, 0.35, 0.48, 0.68, 0.45, 0.98)],
        ],
        [
            [Ellipse(0.5, 0.25, 0.23, 0.23), Ellipse(0.5, 0.73, 0.29, 0.25)],
            [new(Loop, 0.72, 0.12, 0.5, 0.02, 0.28, 0.13, 0.31, 0.34, 0.52, 0.49, 0.72, 0.66, 0.74, 0.86, 0.5, 0.98, 0.26, 0.86, 0.28, 0.66, 0.49, 0.49, 0.7, 0.33)],
        ],
        [
            [Ellipse(0.48, 0.28, 0.26, 0.26), new(Curve, 0.74, 0.24, 0.74, 0.5, 0.7, 0.75, 0.6, 0.98)],
            [Ellipse(0.49, 0.28, 0.25, 0.25), new(Curve, 0.74, 0.22, 0.76, 0.52, 0.71, 0.83, 0.5, 0.97, 0.25, 0.89)],
        ],
    ];

    private static Stroke Ellipse(double x, double y, double halfWidth, double halfHeight)
    {
        const int Corners = 12;
        double[] points = new double[2 * Corners];
        for (int k = 0; k < Corners; k++)
        {
            (double cos, double sin) = Turn.Of(2 * Math.PI * k / Corners);
            (points[2 * k], points[2 * k + 1]) = (x + halfWidth * cos, y + halfHeight * sin);
        }

        return new(Loop, points);
    }
}
