using System.Globalization;
using System.Text;
using ProbDsl;
using ProbDsl.Reports;
using Samples;

// --gallery FOLDER, as in KlGeometry, writes the picture and does nothing else.
if (args is ["--gallery", string folder])
{
    Plot[] panels = [.. Families.Fit(FitOptions.Default).SkipLast(1).SelectMany(Pictures.Of)];
    File.WriteAllText(Path.Combine(folder, "families.svg"), Plot.Grid("Four families beside four posteriors", 4, panels).Svg);
    return 0;
}

Families.Target[] targets = [];
var banana = new Banana([-1]);
return SampleOptions.Run(
    args,
    options =>
    {
        // The same with --quick: a flow's ELBO has plateaus, on which it ends where less is asked of it than by default.
        targets = Families.Fit(new FitOptions { Seed = options.Seed });
        return banana.Fit(options.ToFitOptions());
    },
    fit =>
    {
        var text = new StringBuilder("The families alone, nothing corrected. KL(q || posterior) = log p(x) - ELBO, in nats:\n");
        text.Append(CultureInfo.InvariantCulture, $"{"posterior",-18}{"family",-13}{"gap",8}{"error",9}{"theory",9}  verdict\n");
        foreach (Cell cell in targets.SelectMany(t => t.Cells))
        {
            string formula = cell.Formula is { } f ? FormattableString.Invariant($"{f,9:0.0000}") : $"{"",9}";
            text.Append(CultureInfo.InvariantCulture, $"{cell.Posterior,-18}{cell.Family,-13}{cell.Gap,8:0.0000;-0.0000;0.0000}{cell.Fit.ElboStandardError,9:0.0000}{formula}  {cell.Verdict(Others(cell))}\n");
        }

        return text.Append("Low rank is one factor beside a diagonal; of two latents that is any covariance, as full rank is. \"From a hill\" is two modes again.").ToString();
    },
    banana.Exact,
    () => banana,
    _ =>
    [
        .. targets.SelectMany(t => t.Cells).SelectMany(c => new[] { ($"gap, {c.Posterior}, {c.Family}", c.Gap), ($"error, {c.Posterior}, {c.Family}", c.Fit.ElboStandardError) }),
        .. targets.SelectMany(t => t.Cells).Where(c => c.Formula is not null).Select(c => ($"theory, {c.Posterior}, {c.Family}", c.Formula!.Value)),
        .. targets[3].Cells.SelectMany(c => new[] { ($"lopsidedness, {c.Family}", c.Lopsidedness), ($"size of lopsidedness, {c.Family}", Math.Abs(c.Lopsidedness)) }),
        ("settled", targets.SelectMany(t => t.Cells).All(c => c.Fit.Status == FitStatus.Converged) ? 1 : 0),
    ],
    Banana.KlLedger,
    _ =>
    [
        .. targets.Select(t => new ReportSection(t.Name, string.Join(" ", t.Cells.Select(c => $"{c.Family}: {c.Verdict(Others(c))}.")), [.. Pictures.Of(t)])),
    ]);

IEnumerable<Cell> Others(Cell cell) => targets.First(t => t.Name == cell.Posterior).Cells;
