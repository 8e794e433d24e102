using ProbDsl;
using ProbDsl.Reports;

namespace Samples;

/// <summary>Each family's draws over the contours of the posterior.</summary>
internal static class Pictures
{
    private const int Draws = 300;

    // The contours of a Gaussian at 3, 2 and 1 standard deviations.
    private static readonly double[] s_below = [4.5, 2, 0.5];

    private static readonly Window s_window = new(-3, 3, -3.5, 3.5);

    public static IEnumerable<Plot> Of(Families.Target target) => target.Cells.Select(cell => Of(target, cell));

    private static Plot Of(Families.Target target, Cell cell)
    {
        Figure figure = new Figure(FormattableString.Invariant($"{target.Name}, {cell.Family}: {Math.Abs(cell.Gap):0.000} nats"), "a", "b") { Window = s_window, Width = 300, Height = 300 }
            .ContoursBelowPeak("posterior", 0, s_window, target.LogDensity, s_below, steps: 300);
        double[][] draws = cell.Fit.DrawValues(Draws, seed: 1);
        figure.Scatter(draws[0].Length > 2 ? "q(a, b)" : "q", 1, [.. draws.Select(d => (cell.Origin + d[0], cell.Origin + d[1]))], size: 2.5);
        return (draws[0].Length > 2 ? figure.Scatter("q(c, d)", 2, [.. draws.Select(d => (d[2], d[3]))], size: 2.5) : figure).Draw();
    }
}
