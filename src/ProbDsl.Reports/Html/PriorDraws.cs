namespace ProbDsl.Reports;

/// <summary>Every scalar under the prior, by draws.</summary>
internal sealed class PriorDraws
{
    // As many numbers at most are drawn for a model with many scalars.
    private const int Draws = 10_000, MostNumbers = 2_000_000;

    private readonly double[][] _sorted;

    private PriorDraws(double[][] sorted) => _sorted = sorted;

    /// <summary>Draws from the prior of a fit's model; null where that cannot be done, as from a flat prior.</summary>
    public static PriorDraws? Of(FitResult fit)
    {
        int scalars = fit.Scalars.Count, count = Math.Clamp(MostNumbers / Math.Max(1, scalars), 200, Draws);
        try
        {
            if (fit.DrawPrior(1) is not { } first || first.Length != scalars)
            {
                return null;
            }

            double[][] columns = [.. Enumerable.Range(0, scalars).Select(_ => new double[count])];
            for (int k = 0; k < count; k++)
            {
                double[] draw = fit.DrawPrior((ulong)k + 1)!;
                for (int i = 0; i < scalars; i++)
                {
                    columns[i][k] = draw[i];
                }
            }

            foreach (double[] column in columns)
            {
                Array.Sort(column);
            }

            return new PriorDraws(columns);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A quantile of a scalar: the draw of that rank.</summary>
    public double Quantile(int scalar, double p) => _sorted[scalar][(int)Math.Round(p * (_sorted[scalar].Length - 1))];

    /// <summary>
    /// The density of a scalar from <paramref name="low"/> to <paramref name="high"/>: the share of draws within a window on either side, as wide as an eighth of the
    /// interquartile range, mirrored at the outermost draws, so that a bound of the support does not halve the density there.
    /// </summary>
    public (double X, double Y)[] Curve(int scalar, double low, double high, int points)
    {
        double[] draws = _sorted[scalar];
        double half = (Quantile(scalar, 0.75) - Quantile(scalar, 0.25)) / 8, least = draws[0], most = draws[^1];
        if (!(half > 0) || !double.IsFinite(half))
        {
            return [];
        }

        return [.. Enumerable.Range(0, points).Select(k =>
        {
            double x = low + k * (high - low) / (points - 1);
            return x < least || x > most ? (x, 0.0) : (x, (Within(x - half, x + half) + Within(2 * least - x - half, 2 * least - x + half) + Within(2 * most - x - half, 2 * most - x + half)) / (2 * half));
        })];

        double Within(double from, double to) => (Below(to) - Below(from)) / draws.Length;

        double Below(double x)
        {
            int at = Array.BinarySearch(draws, x);
            return at < 0 ? ~at : at;
        }
    }
}
