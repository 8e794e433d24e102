using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ProbDsl.Reports.Tests;

/// <summary>Rows of four numbers that two latents make.</summary>
[ProbabilisticModel]
public sealed partial class Coder(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 4, hidden: [], outputs: 2 * 2);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [], outputs: 4);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd(Decoder.Apply(z[n]), 0.5);

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

public class TrainingReportTests
{
    private static readonly double[][] s_rows = Rows(80);
    private static readonly TrainingOptions s_settings = new() { Epochs = 12, BatchSize = 20, StepSize = 0.02, Seed = 3 };
    private static readonly Coder.CoderTraining s_trained = new Coder(s_rows[..60]).Train(s_settings, new Coder(s_rows[60..]));

    private static double[][] Rows(int count)
    {
        var random = new Philox(5, 0);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            (double a, double b) = (random.NextNormal(), random.NextNormal());
            return new[] { a, b, a + b, a - b };
        })];
    }

    private static TrainingReportOptions Options()
    {
        double[][] codes = [.. s_rows[60..].Select(row => s_trained.Encoder.Apply(row))];
        return new()
        {
            Evaluation = s_trained.Evaluate(new Coder(s_rows[60..])),
            Settings = s_settings,
            Means = [.. codes.Select(c => c[..2])],
            Sds = [.. codes.Select(c => Array.ConvertAll(c[2..], Math.Exp))],
            Images = new TrainingImages([[0, 0.5, 1, 0]], [[0, 0.4, 0.9, 0.1]], Width: 2) { Decode = z => [z[0], z[1], 0, 0] },
        };
    }

    // Reconstruction and KL are means of the same rows' numbers, so that what is left is rounding.
    [Fact]
    public void TheElboHeldOut_IsReconstructionLessKl_AfterEveryEpoch()
    {
        Assert.Equal(12, s_trained.Epochs.Count);
        Assert.All(s_trained.Epochs, e => Assert.Equal(e.HeldOutElbo, e.HeldOutReconstruction - e.HeldOutKl, 1e-10));
        Assert.All(s_trained.Epochs, e => Assert.InRange(e.HeldOutElboError, 1e-3, 10));
    }

    [Fact]
    public void AReport_IsWholeAloneAndHasEveryPart()
    {
        string html = s_trained.ToHtml(Options());
        XDocument page = XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        string[] titles = [.. page.Descendants().Where(e => e.Name.LocalName == "svg").Select(e => e.Attribute("aria-label")!.Value)];
        Assert.Equal(
            ["Graph of Coder", "ELBO over the epochs", "Reconstruction of the data held out", "KL of the data held out", "Means of q", "KL of each latent: 2 of 2 active", "Some of the data held out", "What the plane of latents decodes to"],
            titles);
        Assert.Contains("0.02", html, StringComparison.Ordinal);
        string apart = Regex.Replace(html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), "href=\"data:image/png;base64,[^\"]*\"", "");
        Assert.DoesNotMatch(new Regex("https?:|src=|href=|@import|<script"), apart);
    }

    // The mean over the rows of the closed form is the model's own KL, which has one; to the rounding of its sum of 20 rows.
    [Fact]
    public void TheKlOfTheDimensions_AddsUpToTheModels()
    {
        string html = s_trained.ToHtml(Options());
        string plot = html[html.IndexOf("KL of each latent", StringComparison.Ordinal)..];
        double[] bars = [.. Regex.Matches(plot, "&quot;KL&quot;,[12],([0-9.eE+-]+),,").Select(m => double.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(2, bars.Length);

        // Nine digits are written.
        Assert.Equal(s_trained.Evaluate(new Coder(s_rows[60..])).Kl.Value, bars.Sum(), 1e-7);
    }

    [Fact]
    public void ATrainingAlone_IsEnough()
    {
        string html = s_trained.ToHtml();
        XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        Assert.Contains("ELBO over the epochs", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Latent space", html, StringComparison.Ordinal);
    }

    [Fact]
    public void MeansWithoutTheirDeviations_AreRefused()
        => Assert.Throws<ArgumentException>(() => s_trained.ToHtml(Options() with { Sds = [[1, 1]] }));
}
