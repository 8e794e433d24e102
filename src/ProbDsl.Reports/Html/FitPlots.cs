namespace ProbDsl.Reports;

/// <summary>The plots of any fit.</summary>
internal static class FitPlots
{
    private const string Truth = "exact or reference";

    private const int Points = 121;

    // Half the width of the triangular kernel in standard deviations: it adds (0.3 sd)²/6, 1.5 %, to the variance of every curve alike.
    private const double Kernel = 0.3;

    private const int PairDraws = 4000, ShownDraws = 400, MostPairs = 6, PairScalars = 20, PlaneScalars = 100;

    /// <summary>The densities of one scalar: under the prior, as reported, of q itself, and of the truth. What is shown is where the last three have their mass.</summary>
    public static Plot Density(FitResult fit, int scalar, ScalarPosterior? truth, PriorDraws? prior)
    {
        ScalarPosterior reported = fit.Scalars[scalar], q = fit.Approximation.Scalars[scalar];
        List<(string Name, int Colour, (double X, double Y)[] Points)> curves = [];
        if (truth is not null)
        {
            curves.Add((Truth, 0, Curve(truth)));
        }

        if (fit.Reported == ReportedPosterior.Corrected)
        {
            curves.Add(("reported", 2, Curve(reported)));
        }

        curves.Add(("q", 1, Curve(q)));
        (double X, double Y)[] all = [.. curves.SelectMany(c => c.Points)];
        double low = all.Min(p => p.X), high = all.Max(p => p.X), aside = 0.25 * (high - low);
        Window around = Window.Around([.. all, (low - aside, 0), (high + aside, 0)]);
        var figure = new Figure(reported.Name, reported.Name, "density") { Height = 280, Window = around with { Bottom = 0 } };
        if (prior?.Curve(scalar, around.Left, around.Right, Points) is { Length: > 0 } before)
        {
            figure.Line("prior", Theme.Grey, before);
        }

        foreach ((string name, int colour, (double X, double Y)[] points) in curves)
        {
            figure.Line(name, colour, points, isDashed: name == "q");
        }

        return figure.Draw();
    }

    /// <summary>The gradient of the ELBO's two parts in each parameter of q.</summary>
    public static Plot? Gradients(double[] reconstruction, double[] kl)
    {
        (double X, double Y)[] points = [.. reconstruction.Zip(kl).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second))];
        if (points.Length == 0)
        {
            return null;
        }

        double low = points.Min(p => Math.Min(p.X, p.Y)), high = points.Max(p => Math.Max(p.X, p.Y));
        return new Figure("Gradient in each parameter of q", "∂ reconstruction", "∂ KL")
            .Line("where they balance", Theme.Grey, [(low, low), (high, high)]).Scatter("parameter", 1, points, points.Length > 200 ? 2.5 : 6).Draw();
    }

    /// <summary>The ELBO over the steps with two standard errors on either side, as far down as its last four fifths go.</summary>
    public static Plot? Elbo(FitTrace trace)
    {
        FitProgress[] steps = [.. trace.Steps.Where(s => double.IsFinite(s.Elbo))];
        if (steps.Length < 2)
        {
            return null;
        }

        Window window = Seen(steps);
        var figure = new Figure("ELBO over the steps of the fit", "step", "ELBO, nats") { Window = window };
        foreach ((int i, IGrouping<string, FitProgress> stage) in steps.GroupBy(s => s.Stage).Where(s => s.Count() > 1).Index())
        {
            figure.Line(stage.Key, i, Apart(stage.Select(s => ((double)s.Step, s.Elbo)), window));
            FitProgress[] known = [.. stage.Where(s => double.IsFinite(s.ElboError))];
            foreach (int sign in (int[])[-2, 2])
            {
                if (known.Length > 0)
                {
                    figure.Line("", i, Apart(known.Select(s => ((double)s.Step, s.Elbo + sign * s.ElboError)), window), isDashed: true);
                }
            }
        }

        return figure.Draw();
    }

    /// <summary>The most correlated pairs of scalars with draws as reported, and the ellipses that hold 86 % of a Gaussian (two standard deviations).</summary>
    public static IEnumerable<Plot> Pairs(FitResult fit, Posterior? truth)
    {
        bool[] isProbability = [.. fit.Quantities.SelectMany(q => Enumerable.Repeat(q.IsProbability, q.Count))];
        int[] scalars = [.. Enumerable.Range(0, fit.Scalars.Count).Where(i => !isProbability[i] && fit.Scalars[i].Sd > 0).Take(PairScalars)];
        double[][] rows = fit.DrawValues(PairDraws, seed: 1);

        // Infer.NET has marginals alone, and no derived quantities: its scalars are others.
        double[][]? trueRows = truth is null or InferNetPosterior ? null : truth.DrawValues(PairDraws, seed: 1);
        return
        [
            .. scalars.SelectMany(i => scalars.Where(j => j > i).Select(j => (I: i, J: j)))
                .OrderByDescending(p => Math.Abs(Ellipse.Of(Column(rows, p.I), Column(rows, p.J)).Correlation)).Take(MostPairs)
                .Select(p => Pair(fit, p.I, p.J, rows, trueRows)),
        ];
    }

    /// <summary>
    /// Of more than three scalars, all of them in the plane in which the posterior varies most, each in units of its standard deviation; null of fewer, of which pairs tell.
    /// </summary>
    public static Plot? Plane(FitResult fit, Posterior? truth)
    {
        bool[] isProbability = [.. fit.Quantities.SelectMany(q => Enumerable.Repeat(q.IsProbability, q.Count))];
        int[] scalars = [.. Enumerable.Range(0, fit.Scalars.Count).Where(i => !isProbability[i] && fit.Scalars[i].Sd > 0 && double.IsFinite(fit.Scalars[i].Sd)).Take(PlaneScalars)];
        if (scalars.Length <= 3)
        {
            return null;
        }

        double[] Scaled(Func<int, double> value) => Array.ConvertAll(scalars, i => (value(i) - fit.Scalars[i].Mean) / fit.Scalars[i].Sd);
        double[][] rows = Array.ConvertAll(fit.DrawValues(PairDraws, seed: 1), row => Scaled(i => row[i]));
        var plane = Projection.Of(rows);
        string which = scalars.Length == fit.Scalars.Count ? $"All {scalars.Length} scalars" : $"{scalars.Length} of the scalars";
        var figure = new Figure(FormattableString.Invariant($"{which} in their plane of most variance, {100 * plane.Share:0} % of it"), "first component", "second component")
            .Scatter("draws as reported", 5, [.. rows.Take(ShownDraws).Select(plane.Place)], size: 2.5);
        if (truth is not null and not InferNetPosterior)
        {
            figure.Line(Truth, 0, Around(truth.DrawValues(PairDraws, seed: 1).Select(row => plane.Place(Scaled(i => row[i])))));
        }

        IReadOnlyList<ScalarPosterior> q = fit.Approximation.Scalars;
        return figure.Line("q", 1, Around(Enumerable.Range(0, q[scalars[0]].Draws.Length).Select(k => plane.Place(Scaled(i => q[i].Draws[k])))), isDashed: true).Draw();

        static (double X, double Y)[] Around(IEnumerable<(double X, double Y)> points)
        {
            (double X, double Y)[] all = [.. points];
            return Ellipse.Of(Array.ConvertAll(all, p => p.X), Array.ConvertAll(all, p => p.Y)).Points();
        }
    }

    private static Plot Pair(FitResult fit, int i, int j, double[][] rows, double[][]? trueRows)
    {
        (string x, string y) = (fit.Scalars[i].Name, fit.Scalars[j].Name);
        (double X, double Y)[] shown = [.. rows.Take(ShownDraws).Select(row => (row[i], row[j]))];
        var figure = new Figure($"{y} beside {x}", x, y).Scatter("draws as reported", 5, shown, size: 2.5);
        if (trueRows is not null)
        {
            figure.Line(Truth, 0, Ellipse.Of(Column(trueRows, i), Column(trueRows, j)).Points());
        }

        IReadOnlyList<ScalarPosterior> q = fit.Approximation.Scalars;
        return figure.Line("q", 1, Ellipse.Of(q[i].Draws, q[j].Draws).Points(), isDashed: true).Draw();
    }

    private static double[] Column(double[][] rows, int column) => Array.ConvertAll(rows, row => row[column]);

    // One stage has several starts, and a line search that falls back does not fall far: where the curve leaves the picture downwards another start has begun.
    private static (double X, double Y)[] Apart(IEnumerable<(double X, double Y)> curve, Window window)
    {
        List<(double X, double Y)> apart = [];
        foreach ((double X, double Y) point in curve)
        {
            if (apart.Count > 0 && point.Y < window.Bottom && apart[^1].Y >= window.Bottom)
            {
                apart.Add((double.NaN, double.NaN));
            }

            apart.Add(point);
        }

        return [.. apart];
    }

    private static Window Seen(FitProgress[] steps)
    {
        double[] sorted = [.. steps.Select(s => s.Elbo).Order()];
        FitProgress last = steps[^1];
        double error = steps.LastOrDefault(s => double.IsFinite(s.ElboError))?.ElboError ?? 0;
        double low = Math.Min(sorted[sorted.Length / 5], last.Elbo - 3 * error), high = Math.Max(sorted[^1], last.Elbo + 3 * error);
        return Window.Around([(steps[0].Step, low), (steps[^1].Step, high)]);
    }

    // The density by differences of the distribution function, averaged under the kernel: a box convolved with a box.
    private static (double X, double Y)[] Curve(ScalarPosterior scalar)
    {
        double low = scalar.Quantile(0.002), high = scalar.Quantile(0.998), half = Kernel / 2 * Math.Min(scalar.Sd, (high - low) / 4);
        if (!(half > 0))
        {
            return [(scalar.Mean, 0), (scalar.Mean, 1)];
        }

        const int Average = 8;
        return [.. Enumerable.Range(0, Points).Select(k =>
        {
            double x = low + k * (high - low) / (Points - 1), sum = 0;
            for (int a = 0; a < Average; a++)
            {
                double at = x + half * ((2 * a + 1.0) / Average - 1);
                sum += (scalar.Cdf(at + half) - scalar.Cdf(at - half)) / (2 * half * Average);
            }

            return (x, sum);
        })];
    }
}
