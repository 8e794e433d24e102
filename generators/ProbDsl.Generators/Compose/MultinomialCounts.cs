namespace ProbDsl.Generators;

/// <summary>A multinomial by its counts: log n! + Σ_k (x_k log p_k − log x_k!), term by term, with the logarithms of the probabilities as they are.</summary>
internal static class MultinomialCounts
{
    public static VariableSpec Of(VariableSpec counts) => counts with { Body = Density.Replace(counts.Body, law => Terms(counts, law)) };

    private static IEnumerable<Stmt> Terms(VariableSpec counts, Observe law)
    {
        string entry = Scalarise.Entry(counts).Name;
        Verbatim data = counts.Observed!;
        Expr trials = law.Args[0];
        var isFirst = new Verbatim($"{entry} == 0", [entry], Kind.Boolean);

        // All data before the element's index: counts, counts[n], or the row of a matrix.
        string read = data.Code.Substring(0, data.Code.Length - entry.Length - 1).TrimEnd(' ', ',', '[');
        string row = data.Code.EndsWith($", {entry}]", StringComparison.Ordinal) ? read.Replace("[", ", ") : read;
        var total = new Verbatim($"global::ProbDsl.DataCheck.TotalOf({row})", counts.Around.Select(i => i.Name).ToEquatableArray(), Kind.Real);
        yield return new Require("Total", total, trials, counts.Method, read);
        yield return Scalarise.OverEntries(counts, new Observe(VectorLaws.MultinomialCount.Name, [trials, ((ArrayRef)law.Args[1]).At(new Variable(entry)), isFirst]) { Origin = law.Origin });
    }
}
