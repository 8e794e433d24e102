using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace ProbDsl.EndToEnd.Tests.Posteriordb;

/// <summary>Fits without settings against the reference draws of posteriordb.</summary>
public class ReferenceTests(ITestOutputHelper output)
{
    /// <summary>How one parameter of a fit compares with the reference.</summary>
    private sealed record Comparison(string Name, double MeanError, double SdRatio, double MeanTolerance, double SdTolerance)
    {
        /// <summary>Within 0.05 sd and a ratio of 0.95 to 1.05, each widened by the reference's own Monte-Carlo error.</summary>
        public bool IsGood => MeanError <= MeanTolerance && SdRatio >= 0.95 - SdTolerance && SdRatio <= 1.05 + SdTolerance;
    }

    private sealed record Row(string Model, FitResult Fit, Comparison[] Parameters)
    {
        public Comparison Worst => Parameters.MaxBy(p => p.MeanError)!;
    }

    /// <summary>
    /// At least 95 % of the parameters are right, whatever is wrong is flagged, and nothing that is right is. The table is written to the test's
    /// output, and to the file that PROBDSL_TABLE names.
    /// </summary>
    [PosteriordbTheory]
    [InlineData(20260101)]
    [InlineData(2)]
    public void FitsWithoutSettings_AreTheReference(ulong seed)
    {
        Row[] rows = [.. Catalogue.Names.AsParallel().AsOrdered().Select(name => Compare(name, seed))];
        string table = Table(rows);
        output.WriteLine(table);
        if (Environment.GetEnvironmentVariable("PROBDSL_TABLE") is { } file)
        {
            File.WriteAllText(file, table);
        }

        Comparison[] all = [.. rows.SelectMany(r => r.Parameters)];
        Assert.True(all.Count(p => p.IsGood) >= 0.95 * all.Length, table);
        Assert.All(rows, row => Assert.True(row.Parameters.All(p => p.IsGood) == row.Fit.Verdict.IsReliable, $"{row.Model}: {row.Fit.Verdict.Text}\n{table}"));
    }

    private static Row Compare(string name, ulong seed)
    {
        FitResult fit = Catalogue.Fit(Catalogue.Load(name).Model, new FitOptions { Seed = seed });
        Dictionary<string, ReferenceParameter> reference = Reference.Load(Catalogue.PosteriorOf(name)).ToDictionary(p => p.Name);
        Comparison[] parameters =
        [
            .. fit.Scalars.Select(x => (x, Known: reference.GetValueOrDefault(Reference.Key(x.Name, offset: 1)))).Where(p => p.Known is not null).Select(p => new Comparison(
                p.x.Name,
                Math.Abs(p.x.Mean - p.Known!.Mean) / p.Known.Sd,
                p.x.Sd / p.Known.Sd,
                0.05 + p.Known.MeanError / p.Known.Sd,
                p.Known.RelativeSdError)),
        ];
        Assert.Equal(reference.Count, parameters.Length);
        return new Row(name, fit, parameters);
    }

    private static string Table(IEnumerable<Row> rows)
    {
        var text = new StringBuilder("| model | worst mean error, sd | sd ratios | those of q | k̂ | effective draws | gradients | time, ms | verdict |\n|---|---:|---:|---:|---:|---:|---:|---:|---|\n");
        foreach (Row row in rows)
        {
            double[] q = [.. row.Parameters.Select(p => p.SdRatio * Ratio(row.Fit, p.Name))];
            text.Append(CultureInfo.InvariantCulture, $"| {row.Model} | {row.Worst.MeanError:0.000} ({row.Worst.Name}) ")
                .Append(CultureInfo.InvariantCulture, $"| {row.Parameters.Min(p => p.SdRatio):0.00}–{row.Parameters.Max(p => p.SdRatio):0.00} | {q.Min():0.00}–{q.Max():0.00} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.Fit.KHat:0.00} | {row.Fit.EffectiveDraws:#,0} of {row.Fit.CorrectionDraws:#,0} | {row.Fit.Evaluations} | {row.Fit.Milliseconds:0.0} ")
                .Append(row.Fit.Verdict.IsReliable ? "| reliable |\n" : "| flagged |\n");
        }

        return text.ToString();
    }

    // What the mean-field q alone says, as a share of what is reported.
    private static double Ratio(FitResult fit, string name)
    {
        int at = fit.Scalars.Select((x, i) => (x.Name, i)).First(x => x.Name == name).i;
        return fit.Approximation.Scalars[at].Sd / fit.Scalars[at].Sd;
    }
}
