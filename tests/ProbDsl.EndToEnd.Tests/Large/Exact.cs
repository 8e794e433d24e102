namespace ProbDsl.EndToEnd.Tests.Large;

/// <summary>Moments of a hierarchy's scale, and the evidence, by sums over a grid of its hubs with all else integrated out.</summary>
internal readonly record struct Exact(double Mean, double Sd, double LogEvidence)
{
    // In steps of log s from −9 to 3: the trapezoid rule for a smooth function that vanishes at both ends errs exponentially little.
    private const double Step = 0.02;

    /// <summary>The scale of <see cref="ManyGroups"/>. Given τ each y is N(μ, 1 + τ²), and μ has a Gaussian posterior.</summary>
    public static Exact OfGroups(double[] y) => Of(tau =>
    {
        double variance = 1 + tau * tau, precision = y.Length / variance + 1.0 / 25, mean = y.Sum() / variance / precision;
        double squares = y.Sum(v => v * v) / variance - precision * mean * mean;
        double likelihood = -0.5 * (squares + y.Length * Math.Log(2 * Math.PI * variance) + Math.Log(precision) + Math.Log(25));
        return likelihood + LogHalfNormal(tau, 2);
    });

    /// <summary>The scale of <see cref="SiteCounts"/>.</summary>
    public static Exact OfSites(int[] sum, int[] visits)
    {
        (int Sum, int Visits, int Count)[] kinds = [.. sum.Zip(visits).GroupBy(p => p).Select(g => (g.Key.First, g.Key.Second, g.Count()))];
        return Of(spread =>
        {
            const double LevelStep = 0.05;
            var terms = new List<double>();
            for (double level = -4; level <= 6; level += LevelStep)
            {
                double prior = -0.5 * level * level / 9 - 0.5 * Math.Log(2 * Math.PI * 9);
                terms.Add(prior + kinds.Sum(k => k.Count * LogSite(k.Sum, k.Visits, level, spread)));
            }

            return LogSumExp(terms) + Math.Log(LevelStep) + LogHalfNormal(spread, 1);
        }, step: 0.1, to: 1.5);
    }

    // log ∫ N(e; level, spread²) Poisson(sum; visits·eᵉ) de, from twelve standard deviations below the mode to nine above.
    private static double LogSite(int sum, int visits, double level, double spread)
    {
        double at = level, precision = 1 / (spread * spread);
        for (int k = 0; k < 60; k++)
        {
            double rate = visits * Math.Exp(at), step = (sum - rate - (at - level) * precision) / (rate + precision);
            at += Math.Clamp(step, -1, 1);
        }

        double width = 1 / Math.Sqrt(visits * Math.Exp(at) + precision);
        double Log(double e) => sum * (e + Math.Log(visits)) - visits * Math.Exp(e) - 0.5 * (e - level) * (e - level) * precision;
        double top = Log(at), total = 0;
        for (int k = -48; k <= 36; k++)
        {
            total += Math.Exp(Log(at + 0.25 * k * width) - top);
        }

        return top + Math.Log(0.25 * width * total / spread) - 0.5 * Math.Log(2 * Math.PI) - ProbMath.LogGamma(sum + 1);
    }

    private static Exact Of(Func<double, double> logDensity, double step = Step, double from = -9, double to = 3)
    {
        var points = new List<(double Scale, double Log)>();
        for (double log = from; log <= to; log += step)
        {
            points.Add((Math.Exp(log), logDensity(Math.Exp(log)) + log + Math.Log(step)));
        }

        double evidence = LogSumExp([.. points.Select(p => p.Log)]);
        double mean = points.Sum(p => p.Scale * Math.Exp(p.Log - evidence));
        return new(mean, Math.Sqrt(points.Sum(p => (p.Scale - mean) * (p.Scale - mean) * Math.Exp(p.Log - evidence))), evidence);
    }

    private static double LogHalfNormal(double x, double scale) => 0.5 * Math.Log(2 / Math.PI) - Math.Log(scale) - 0.5 * x * x / (scale * scale);

    private static double LogSumExp(List<double> terms)
    {
        double most = terms.Max();
        return most + Math.Log(terms.Sum(t => Math.Exp(t - most)));
    }
}
