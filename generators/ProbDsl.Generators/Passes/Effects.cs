namespace ProbDsl.Generators;

/// <summary>What a statement and those within it do to names and arrays.</summary>
/// <param name="Binds">Names bound, sums added to, arrays declared or written: whoever reads these must come after.</param>
/// <param name="Reads">Names and arrays read.</param>
/// <param name="Stores">Arrays and sums declared, and arrays written: no other write may change places with these.</param>
/// <param name="Adds">Sums and arrays added to.</param>
/// <param name="Arrays">Arrays read or written.</param>
internal sealed record Effects(HashSet<string> Binds, HashSet<string> Reads, HashSet<string> Stores, HashSet<string> Adds, HashSet<string> Arrays)
{
    public static Effects Of(Stmt stmt)
    {
        var effects = new Effects([], [], [], [], [.. Walk.Writes([stmt])]);
        foreach (Stmt s in Walk.SelfAndDescendants([stmt]))
        {
            foreach (Expr expr in Walk.Expressions(s))
            {
                effects.Reads.UnionWith(Walk.Names(expr).Concat(Walk.Arrays(expr)));
                effects.Arrays.UnionWith(Walk.Arrays(expr));
            }

            effects.Binds.UnionWith(Walk.Bound(s));
            switch (s)
            {
                case Store store:
                    effects.Stores.Add(store.Array);
                    break;
                case AddTo add:
                    effects.Adds.Add(add.Array);
                    break;
                case NetworkCall call:
                    effects.Stores.UnionWith(call.Writes);
                    break;
                case NewArray array:
                    effects.Stores.Add(array.Name);
                    break;
                case Accumulate { Output: not Program.Value } sum:
                    effects.Adds.Add(sum.Output);
                    break;
                case NewSum sum:
                    effects.Stores.Add(sum.Name);
                    break;
            }
        }

        effects.Binds.UnionWith(effects.Stores);
        effects.Binds.UnionWith(effects.Adds);
        return effects;
    }

    /// <summary>Whether the order of two statements matters. Sums may be added in any order.</summary>
    public bool Conflicts(Effects other) => Binds.Overlaps(other.Reads) || other.Binds.Overlaps(Reads)
        || Stores.Overlaps(other.Stores) || Stores.Overlaps(other.Adds) || Adds.Overlaps(other.Stores);

    public bool Writes(string array) => Stores.Contains(array) || Adds.Contains(array);
}
