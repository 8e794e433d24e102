using ProbDsl;
using ProbDsl.Reports;

namespace Samples;

/// <summary>What pictures of a plane of latents have in common.</summary>
internal static class LatentFigures
{
    /// <summary>Contours so far below the highest value in a window.</summary>
    /// <param name="figure">What to draw on.</param>
    /// <param name="name">What is drawn.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="window">Where the highest value is looked for.</param>
    /// <param name="logDensity">The log density, but for a constant.</param>
    /// <param name="below">How far below, in nats.</param>
    /// <param name="steps">How finely a side of the window is looked through.</param>
    /// <param name="isDashed">Whether lines are dashed.</param>
    public static Figure ContoursBelowPeak(this Figure figure, string name, int colour, Window window, Func<double, double, double> logDensity, double[] below, int steps, bool isDashed = false)
    {
        double peak = Enumerable.Range(0, (steps + 1) * (steps + 1)).Max(k => logDensity(
            window.Left + k % (steps + 1) * (window.Right - window.Left) / steps, window.Bottom + k / (steps + 1) * (window.Top - window.Bottom) / steps));
        return figure.Contours(name, colour, window, logDensity, [.. below.Select(b => peak - b)], isDashed);
    }

    /// <summary>The ways from one code to another: along the line, along the arc at their distance from the origin, and along the geodesic of the decoder.</summary>
    /// <param name="map">The decoder.</param>
    /// <param name="from">One code.</param>
    /// <param name="to">The other.</param>
    public static (string Name, LatentPath Path)[] Ways(this LatentMap map, double[] from, double[] to)
        => [("straight", LatentPath.Straight(map, from, to)), ("spherical", LatentPath.Spherical(map, from, to)), ("geodesic", LatentPath.Geodesic(map, from, to))];

    /// <summary>Images decoded at every second point of each way, whose length stands beside its name.</summary>
    /// <param name="map">The decoder.</param>
    /// <param name="title">The title.</param>
    /// <param name="ways">The ways.</param>
    /// <param name="width">Pixels in a row of an image.</param>
    public static Plot Strips(this LatentMap map, string title, (string Name, LatentPath Path)[] ways, int width)
        => ImagePlots.Rows(
            title,
            [.. ways.Select(w => (IReadOnlyList<double[]>)[.. w.Path.Points.Where((_, k) => k % 2 == 0).Select(z => map.Map(z))])],
            width,
            [.. ways.Select(w => FormattableString.Invariant($"{w.Name}, {w.Path.Length:0.0}"))]);

    /// <summary>Of each digit the first image, where there is one.</summary>
    /// <param name="images">The images, with their labels.</param>
    public static int[] FirstOfEachDigit(this ImageSet images) => [.. Enumerable.Range(0, 10).Select(digit => Array.IndexOf(images.Labels, digit)).Where(n => n >= 0)];

    /// <summary>Codes of digits, a colour for each two.</summary>
    /// <param name="figure">What to draw on.</param>
    /// <param name="codes">Two latents of each.</param>
    /// <param name="labels">Which digit each is.</param>
    public static Figure Digits(this Figure figure, double[][] codes, int[] labels)
        => Enumerable.Range(0, 5).Aggregate(figure, (drawn, pair) => drawn.Scatter(
            FormattableString.Invariant($"{2 * pair}, {2 * pair + 1}"), pair, [.. codes.Where((_, n) => labels[n] / 2 == pair).Select(m => (m[0], m[1]))], size: 3));
}
