namespace ProbDsl.Generators;

/// <summary>A vector with independent elements as laws of its numbers.</summary>
internal static class Entries
{
    public static VariableSpec Of(VariableSpec vector) => vector with
    {
        Body = Density.Replace(vector.Body, o =>
        {
            EntrywiseLaw law = EntrywiseLaws.Find(o.Law)!;
            IndexSpec entry = Scalarise.Entry(vector);
            return [Scalarise.OverEntries(vector, new Observe(law.Element, law.Arguments(o.Args, new Variable(entry.Name), entry.Size).ToEquatableArray()) { Origin = o.Origin })];
        }),
    };
}
