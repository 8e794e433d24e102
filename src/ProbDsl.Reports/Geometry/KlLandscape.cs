namespace ProbDsl.Reports;

/// <summary>Both KL divergences between a density of one latent and every Gaussian over a rectangle of (mean, log sd).</summary>
/// <remarks>
/// By the trapezoidal rule on nodes equally far apart. The rule converges faster than any power of the distance for smooth densities, so nodes
/// half a standard deviation of q apart already err by less than 1e-8 (exp(−2π²σ²/h²), Trefethen and Weideman 2014).
/// </remarks>
public sealed class KlLandscape
{
    private readonly double[] _z;
    private readonly double[] _logP;
    private readonly double _step;

    /// <summary>Evaluates the density at the nodes.</summary>
    /// <param name="logDensity">Its log, normalised.</param>
    /// <param name="low">The first node: below it neither density may have mass worth counting.</param>
    /// <param name="high">The last node.</param>
    /// <param name="nodes">How many nodes; at least two for each of the smallest standard deviations of q.</param>
    public KlLandscape(Func<double, double> logDensity, double low, double high, int nodes)
    {
        ArgumentNullException.ThrowIfNull(logDensity);
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 2);
        _step = (high - low) / (nodes - 1);
        _z = [.. Enumerable.Range(0, nodes).Select(k => low + k * _step)];
        _logP = Array.ConvertAll(_z, z => logDensity(z));
    }

    /// <summary>KL(q ‖ p), what a variational fit minimises.</summary>
    /// <param name="q">The Gaussian.</param>
    /// <returns>Nats.</returns>
    public double Reverse(Normal q) => Sum(q, KlDirection.Reverse);

    /// <summary>KL(p ‖ q), which asks that q be wherever p is.</summary>
    /// <param name="q">The Gaussian.</param>
    /// <returns>Nats.</returns>
    public double Forward(Normal q) => Sum(q, KlDirection.Forward);

    /// <summary>Contours of one divergence over mean and log sd, with marks and paths.</summary>
    /// <param name="title">The title.</param>
    /// <param name="direction">Which divergence.</param>
    /// <param name="window">Means from left to right, log standard deviations upwards.</param>
    /// <param name="marks">Named Gaussians.</param>
    /// <param name="paths">Gaussians that a fit has passed, each path from its start.</param>
    /// <returns>The plot; contours are at 0.1, 0.2, 0.5, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11 and 16 nats above the least value on the grid, each with its number where there is room.</returns>
    public Plot Draw(string title, KlDirection direction, Window window, IReadOnlyList<(string Name, Normal Q)> marks, IReadOnlyList<IReadOnlyList<Normal>> paths)
    {
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentNullException.ThrowIfNull(paths);
        Grid grid = Grid.Of(window, 81, 61, (mean, logSd) => Sum(new Normal(mean, Math.Exp(logSd)), direction));
        double least = grid.Values.Cast<double>().Min();
        double[] levels = [16, 11, 8, 5.6, 4, 2.8, 2, 1.4, 1, 0.5, 0.2, 0.1];
        var figure = new Figure(title, "mean of q", "log sd of q") { Window = window };
        figure.Add(new ContourLayer("nats above the least", 0, grid, Array.ConvertAll(levels, level => least + level), label: level => (level - least).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture)));
        foreach (IReadOnlyList<Normal> path in paths)
        {
            figure.Line("way of the ascent", 4, [.. path.Select(Place)]);
        }

        foreach ((int i, (string name, Normal q)) in marks.Index())
        {
            figure.Scatter(name, i + 1, [Place(q)], size: 8);
        }

        return figure.Draw();

        static (double X, double Y) Place(Normal q) => (q.Mean, Math.Log(q.Sd));
    }

    private double Sum(Normal q, KlDirection direction)
    {
        double sum = 0;
        for (int k = 0; k < _z.Length; k++)
        {
            double logQ = q.LogDensity(_z[k]);
            (double from, double to) = direction == KlDirection.Reverse ? (logQ, _logP[k]) : (_logP[k], logQ);

            // 0 log 0 = 0, also where both logarithms are −∞.
            double weight = Math.Exp(from);
            sum += weight == 0 ? 0 : weight * (from - to);
        }

        return _step * sum;
    }
}
