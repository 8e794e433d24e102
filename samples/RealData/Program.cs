using ProbDsl;
using Samples;

// --data FILE is this sample's own option; without it the cherry trees of Ryan, Joiner and Ryan (Minitab Student Handbook, 1976) are read.
int named = Array.IndexOf(args, "--data");
string file = named < 0 ? Path.Combine(AppContext.BaseDirectory, "trees.csv") : named + 1 < args.Length ? args[named + 1] : "";
Table table;
try
{
    table = Table.Read(file);
}
catch (InvalidDataException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

var model = new RealData(table.X, table.Y);
int columns = table.Names.Length - 1;
double[] slopePerWeight = [.. Enumerable.Range(0, columns).Select(k =>
    Table.Moments(table.Y).Sd / Table.Moments([.. Enumerable.Range(0, table.Y.Length).Select(i => table.X[i, k])]).Sd)];

return SampleOptions.Run(
    named < 0 ? args : [.. args[..named], .. args[(named + 2)..]],
    options => model.Fit(options.ToFitOptions()),
    fit => string.Join('\n', Enumerable.Range(0, columns).Select(k => FormattableString.Invariant(
        $"One more of {table.Names[k]} goes with {fit.Weight[k].Mean * slopePerWeight[k]:+0.000;-0.000} ± {fit.Weight[k].Sd * slopePerWeight[k]:0.000} of {table.Names[columns]}, the others being equal."))),
    RealData.ExactRoute.Exists ? model.Exact : null,
    () => model,
    fit => [.. Enumerable.Range(0, columns).Select(k => ($"slope of {table.Names[k]}", fit.Weight[k].Mean * slopePerWeight[k]))],
    ledger: RealData.KlLedger);
