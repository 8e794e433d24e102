namespace ProbDsl.Reports;

/// <summary>Plots of the latent space of a model with networks.</summary>
public static class LatentPlots
{
    /// <summary>A latent dimension counts as active above this many nats of KL.</summary>
    public const double ActiveNats = 0.01;

    // Told apart by colour first, then by mark.
    private const int Shapes = 2;

    /// <summary>Latents of rows, such as the means of their q, with the standard normal prior's contours at one, two and three standard deviations.</summary>
    /// <param name="title">The title; where a projection is shown, the share of variance that it shows is added.</param>
    /// <param name="latents">Rows of two numbers at least; of more, their two leading principal components are shown.</param>
    /// <param name="groups">The group of each row, from 0; null for one group. Up to twelve are told apart.</param>
    /// <param name="names">The name of each group; null for its number.</param>
    /// <returns>The plot.</returns>
    /// <remarks>
    /// In a projection the prior's contours are those of its own projection, which is standard normal in any two orthonormal directions, around where its mean lies.
    /// </remarks>
    /// <exception cref="ArgumentException">The rows cannot be projected, or a group is missing.</exception>
    public static Plot Scatter(string title, IReadOnlyList<double[]> latents, IReadOnlyList<int>? groups = null, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (groups is not null && groups.Count != latents.Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"There are {latents.Count} rows but groups of {groups.Count}."), nameof(groups));
        }

        var plane = Projection.Of(latents);
        int dimensions = latents[0].Length;
        bool isAll = dimensions == 2;
        (string x, string y) = isAll ? ("first latent", "second latent") : ("first component", "second component");
        string words = isAll ? title : FormattableString.Invariant($"{title}: {100 * plane.Share:0} % of the variance of {dimensions} dimensions");
        (double X, double Y)[] points = [.. latents.Select(plane.Place)];
        (double X, double Y) centre = plane.Place(new double[dimensions]);
        var figure = new Figure(words, x, y) { Width = 480, Height = 480, Window = Square([.. points, .. Circle(centre, 3)]) };
        foreach (int radius in (int[])[1, 2, 3])
        {
            figure.Line(radius == 1 ? "prior, 1, 2 and 3 sd" : "", Theme.Grey, Circle(centre, radius), isDashed: true);
        }

        double size = latents.Count > 400 ? 3.5 : 5;
        foreach (IGrouping<int, (int First, int Second)> group in Enumerable.Range(0, latents.Count).Select(i => (groups?[i] ?? 0, i)).GroupBy(g => g.Item1).OrderBy(g => g.Key))
        {
            string name = names is not null && group.Key < names.Count ? names[group.Key] : groups is null ? "rows" : group.Key.ToString(System.Globalization.CultureInfo.InvariantCulture);
            figure.Add(new DotLayer(name, group.Key, [.. group.Select(g => points[g.Second])], size, 0.8, isCross: group.Key / Theme.Colours % Shapes == 1));
        }

        return figure.Draw();
    }

    /// <summary>The KL of each latent dimension, with the threshold above which one counts as active.</summary>
    /// <param name="title">The title; how many are active is added.</param>
    /// <param name="nats">The KL of each dimension from its prior, in nats per row.</param>
    /// <returns>The plot.</returns>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Plot KlPerDimension(string title, IReadOnlyList<double> nats)
    {
        ArgumentNullException.ThrowIfNull(nats);
        if (nats.Count == 0)
        {
            throw new ArgumentException("There is no dimension to show.", nameof(nats));
        }

        int active = nats.Count(k => k > ActiveNats);
        return new Figure(FormattableString.Invariant($"{title}: {active} of {nats.Count} active"), "dimension", "KL, nats") { Height = 280, Window = Window.Around([(0.5, 0), (nats.Count + 0.5, Math.Max(nats.Where(double.IsFinite).DefaultIfEmpty().Max(), 2 * ActiveNats))]) }
            .Bars("KL", 0, [.. nats.Select((k, i) => (i + 1.0, k))])
            .Line(FormattableString.Invariant($"active above {ActiveNats} nats"), 1, [(0.5, ActiveNats), (nats.Count + 0.5, ActiveNats)], isDashed: true)
            .Draw();
    }

    /// <summary>Rate, the KL, against distortion, each point with the weight β of the KL that it was trained with (Alemi et al. 2018).</summary>
    /// <param name="title">The title.</param>
    /// <param name="curves">Each with its name and its points; rate and distortion in one unit, such as nats per row.</param>
    /// <param name="bound">What no model can better, from the left; null where it is not known.</param>
    /// <returns>The plot.</returns>
    public static Plot RateDistortion(string title, IReadOnlyList<(string Name, IReadOnlyList<(double Rate, double Distortion, double Beta)> Points)> curves, IReadOnlyList<(double Rate, double Distortion)>? bound = null)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var figure = new Figure(title, "rate: KL", "distortion") { Height = 360 };
        if (bound is not null)
        {
            figure.Line("least possible", Theme.Grey, [.. bound.Select(b => (b.Rate, b.Distortion))], isDashed: true);
        }

        foreach ((int i, (string name, IReadOnlyList<(double Rate, double Distortion, double Beta)> points)) in curves.Index())
        {
            (double Rate, double Distortion, double Beta)[] ordered = [.. points.OrderBy(p => p.Rate)];
            figure.Line(name, i, [.. ordered.Select(p => (p.Rate, p.Distortion))])
                .Scatter("", i, [.. ordered.Select(p => (p.Rate, p.Distortion))], size: 6)
                .Labels(name, [.. ordered.Select(p => (p.Rate, p.Distortion, FormattableString.Invariant($"β {p.Beta:0.###}")))]);
        }

        return figure.Draw();
    }

    // As wide as high, so that circles are round: the frame is nearly a square.
    private static Window Square(IReadOnlyList<(double X, double Y)> points)
    {
        var around = Window.Around(points);
        double half = Math.Max(around.Right - around.Left, around.Top - around.Bottom) / 2, x = (around.Left + around.Right) / 2, y = (around.Bottom + around.Top) / 2;
        return new Window(x - half, x + half, y - half, y + half);
    }

    private static (double X, double Y)[] Circle((double X, double Y) centre, double radius)
        => [.. Enumerable.Range(0, 73).Select(k => (centre.X + radius * Math.Cos(2 * Math.PI * k / 72), centre.Y + radius * Math.Sin(2 * Math.PI * k / 72)))];
}
