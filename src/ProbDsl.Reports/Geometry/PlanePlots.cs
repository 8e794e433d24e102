namespace ProbDsl.Reports;

/// <summary>A q over a plane of two latents beside the posterior, with the pulls of data and prior on its mean.</summary>
/// <param name="logPosterior">The log posterior density of the two latents, normalised.</param>
/// <param name="window">What is shown.</param>
/// <param name="xLabel">The first latent.</param>
/// <param name="yLabel">The second.</param>
public sealed class PlanePlots(Func<double, double, double> logPosterior, Window window, string xLabel, string yLabel)
{
    // Contours of both densities at these shares of their peaks: those of a Gaussian at 3, 2 and 1 standard deviations.
    private static readonly double[] s_logShares = [-4.5, -2, -0.5];

    // The longest arrow is this share of the window.
    private const double LongestArrow = 0.25;

    private const int SurfaceNodes = 33;

    /// <summary>
    /// How long an arrow of one nat per unit is, in units of the latents, so that several pictures have one scale; null for each picture's own, by which its longest
    /// arrow spans a quarter of the window. An arrow in the corner shows it.
    /// </summary>
    public double? ArrowScale { get; init; }

    /// <summary>The scale by which the longest arrow of several pictures spans a quarter of the window.</summary>
    /// <param name="window">What is shown.</param>
    /// <param name="pulls">The gradients of all pictures.</param>
    /// <returns>For <see cref="ArrowScale"/>; 0 where all are 0.</returns>
    public static double ScaleOf(Window window, IEnumerable<PlanePull> pulls)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(pulls);
        (double width, double height) = (window.Right - window.Left, window.Top - window.Bottom);
        double longest = pulls.SelectMany(p => new[] { (p.ReconstructionX, p.ReconstructionY), (p.KlX, p.KlY), (p.ReconstructionX + p.KlX, p.ReconstructionY + p.KlY) })
            .Select(a => Math.Max(Math.Abs(a.Item1) / width, Math.Abs(a.Item2) / height)).DefaultIfEmpty().Max();
        return longest > 0 ? LongestArrow / longest : 0;
    }

    /// <summary>Contours of q over those of the posterior, with the pull of the data, that of the prior and their sum.</summary>
    /// <param name="title">The title.</param>
    /// <param name="q">The q.</param>
    /// <param name="pull">The gradient at it; null for no arrows.</param>
    /// <param name="path">Means on the way to q; may be empty.</param>
    /// <returns>The plot; in its data an arrow's components are as drawn.</returns>
    public Plot Contours(string title, PlaneGaussian q, PlanePull? pull, IReadOnlyList<(double X, double Y)> path)
    {
        ArgumentNullException.ThrowIfNull(q);
        ArgumentNullException.ThrowIfNull(path);
        var figure = new Figure(title, xLabel, yLabel) { Window = window };
        foreach (ContourLayer contour in Both(q))
        {
            figure.Add(contour);
        }

        if (path.Count > 1)
        {
            figure.Line("way of q", Theme.Grey, path);
        }

        figure.Scatter("", 1, [(q.X.Mean, q.Y.Mean)], size: 6);
        foreach (ArrowLayer arrow in Arrows(q, pull))
        {
            figure.Add(arrow);
        }

        if (Scale(pull) is { } scale)
        {
            figure.Add(scale);
        }

        return figure.Draw();
    }

    /// <summary>Both densities as surfaces of one scale above the floor, in which their contours and the same arrows lie.</summary>
    /// <param name="title">The title.</param>
    /// <param name="q">The q.</param>
    /// <param name="pull">The gradient at it; null for no arrows.</param>
    /// <returns>The plot; its data are the densities at the nodes, in column u.</returns>
    public Plot Surfaces(string title, PlaneGaussian q, PlanePull? pull)
    {
        ArgumentNullException.ThrowIfNull(q);
        return Surface.Draw(
            title,
            xLabel,
            yLabel,
            [
                ("p(z | x)", 0, Grid.Of(window, SurfaceNodes, SurfaceNodes, (x, y) => Math.Exp(logPosterior(x, y)))),
                ("q(z)", 1, Grid.Of(window, SurfaceNodes, SurfaceNodes, (x, y) => Math.Exp(q.LogDensity(x, y)))),
            ],
            Both(q),
            Arrows(q, pull),
            Scale(pull));
    }

    private ContourLayer[] Both(PlaneGaussian q)
    {
        Grid p = Grid.Of(window, 81, 81, logPosterior), ofQ = Grid.Of(window, 81, 81, q.LogDensity);
        double top = p.Largest, topOfQ = q.LogDensity(q.X.Mean, q.Y.Mean);
        return
        [
            new("p(z | x)", 0, p, Array.ConvertAll(s_logShares, s => top + s)),
            new("q(z)", 1, ofQ, Array.ConvertAll(s_logShares, s => topOfQ + s), isDashed: true),
        ];
    }

    private double PerNat(PlanePull pull) => ArrowScale ?? ScaleOf(window, [pull]);

    private ScaleLayer? Scale(PlanePull? pull) => pull is null || !(PerNat(pull) > 0) ? null : new ScaleLayer(window, PerNat(pull), "nats per unit");

    // The sum comes first and wide, so that a part that is most of it lies on top.
    private ArrowLayer[] Arrows(PlaneGaussian q, PlanePull? pull)
    {
        if (pull is null)
        {
            return [];
        }

        (double u, double v) = (pull.ReconstructionX + pull.KlX, pull.ReconstructionY + pull.KlY);
        double scale = PerNat(pull);
        return
        [
            new("sum", 4, [(q.X.Mean, q.Y.Mean, scale * u, scale * v)], width: 5),
            new("∇ reconstruction", 2, [(q.X.Mean, q.Y.Mean, scale * pull.ReconstructionX, scale * pull.ReconstructionY)]),
            new("−∇ KL", 3, [(q.X.Mean, q.Y.Mean, scale * pull.KlX, scale * pull.KlY)]),
        ];
    }
}
