using System.Globalization;

namespace ProbDsl.Benchmarks;

/// <summary>The ways to one posterior side by side: exact, fit, NUTS and, where it is referenced, Infer.NET.</summary>
internal static class PosteriorTable
{
    private sealed record Model(string Name, Func<Posterior> Exact, Func<FitResult> Fit, Func<ReferencePosterior> Reference, Func<InferNetPosterior>? InferNet);

    public static void Write(TextWriter writer)
    {
        writer.WriteLine(Report.Machine());
        writer.WriteLine();
        writer.WriteLine("| model | exact, ms | fit, ms | NUTS, ms | its effective draws per second | Infer.NET, first call, ms | again, ms | it is |");
        writer.WriteLine("|---|---:|---:|---:|---:|---:|---:|---|");
        foreach (Model model in Models())
        {
            double[] milliseconds = [.. Paired.Run(model.Name, [
                ("Exact", () => Finished(model.Exact()), 1),
                ("Fit", () => Finished(model.Fit()), 1),
                ("Reference", () => Finished(model.Reference()), 1),
            ]).Select(t => t.Nanoseconds / 1e6)];
            ReferencePosterior reference = model.Reference();
            double ess = reference.Diagnostics.Where(d => !double.IsNaN(d.RHat)).Min(d => Math.Min(d.BulkEss, d.TailEss));
            writer.WriteLine($"| {model.Name} | {Text(milliseconds[0])} | {Text(milliseconds[1])} | {Text(milliseconds[2])} | {Text(1000 * ess / milliseconds[2])} | {InferNet(model.InferNet)} |");
        }
    }

    private static IEnumerable<Model> Models()
    {
        double[] noise = Synthetic.Normals(400, 31);
        var coin = new CoinFlips([.. noise.Take(100).Select(z => z > 0.5)]);
        int[] group = [.. Enumerable.Range(0, 400).Select(n => n % 20)];
        var groups = new GroupMeans([.. noise.Select((z, n) => z + 2 * Math.Sin(group[n]))], group, 20);
        var precision = new MeanAndPrecision([.. noise.Take(100).Select(z => 1 + 2 * z)]);
        var schools = new EightSchools([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]);
#if INFERNET
        yield return new("CoinFlips (100)", coin.Exact, () => coin.Fit(), () => coin.Reference(), () => coin.InferNet());
        yield return new("GroupMeans (20 groups, 400 rows)", groups.Exact, () => groups.Fit(), () => groups.Reference(), () => groups.InferNet());
        yield return new("MeanAndPrecision (100)", precision.Exact, () => precision.Fit(), () => precision.Reference(), () => precision.InferNet());
        yield return new("EightSchools", schools.Exact, () => schools.Fit(), () => schools.Reference(), () => schools.InferNet());
#else
        yield return new("CoinFlips (100)", coin.Exact, () => coin.Fit(), () => coin.Reference(), null);
        yield return new("GroupMeans (20 groups, 400 rows)", groups.Exact, () => groups.Fit(), () => groups.Reference(), null);
        yield return new("MeanAndPrecision (100)", precision.Exact, () => precision.Fit(), () => precision.Reference(), null);
        yield return new("EightSchools", schools.Exact, () => schools.Fit(), () => schools.Reference(), null);
#endif
    }

    private static string InferNet(Func<InferNetPosterior>? run)
    {
        if (run is null)
        {
            return "not referenced | | ";
        }

        // The first call of a model class compiles its inference; each later one runs it.
        InferNetPosterior first = run();
        return first.HasBaseline ? $"{Text(first.Milliseconds)} | {Text(Enumerable.Range(0, 5).Min(_ => run().Milliseconds))} | {(first.IsExact ? "exact" : "approximate")}" : "no counterpart | | ";
    }

    // Means and standard deviations are computed when they are first asked for.
    private static double Finished(Posterior posterior) => posterior.Scalars.Sum(x => x.Mean + x.Sd) + (posterior is FitResult { Verdict.IsReliable: true } ? 1 : 0);

    private static string Text(double value) => value.ToString(value >= 1000 ? "N0" : "G3", CultureInfo.InvariantCulture);
}
