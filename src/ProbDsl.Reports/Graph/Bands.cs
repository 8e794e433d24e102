namespace ProbDsl.Reports;

/// <summary>Nodes of the same plates share a band of the picture, and bands stand beside each other so that every plate is one rectangle where that can be.</summary>
internal sealed class Bands
{
    // Beyond this many, orders are not all tried.
    private const int MostTried = 7;

    /// <summary>The bands of nodes by their plates; nodes outside all plates are in none.</summary>
    public Bands(IEnumerable<IReadOnlyList<string>> plates)
    {
        string[][] sets = [.. plates.Where(p => p.Count > 0).Select(p => p.Order(StringComparer.Ordinal).ToArray()).DistinctBy(p => string.Join('\n', p))];
        Names = [.. sets.SelectMany(s => s).Distinct()];
        Sets = sets.Length <= MostTried ? Orders(sets).MinBy(order => Names.Sum(name => Runs(order, name)))! : [.. sets.OrderBy(s => string.Join('\n', s), StringComparer.Ordinal)];
    }

    /// <summary>All plates.</summary>
    public string[] Names { get; }

    /// <summary>The plates of each band, from the left.</summary>
    public string[][] Sets { get; }

    /// <summary>The band of a node with these plates; −1 for one outside all.</summary>
    public int Of(IReadOnlyList<string> plates) => plates.Count == 0 ? -1 : Array.FindIndex(Sets, s => s.Length == plates.Count && plates.All(s.Contains));

    /// <summary>The bands that a plate spans, as runs of neighbours: one, unless no order brings all of them together.</summary>
    public IEnumerable<(int First, int Last)> RunsOf(string plate)
    {
        for (int i = 0; i < Sets.Length; i++)
        {
            if (Sets[i].Contains(plate) && (i == 0 || !Sets[i - 1].Contains(plate)))
            {
                int last = i;
                while (last + 1 < Sets.Length && Sets[last + 1].Contains(plate))
                {
                    last++;
                }

                yield return (i, last);
            }
        }
    }

    private static int Runs(string[][] order, string plate) => Enumerable.Range(0, order.Length).Count(i => order[i].Contains(plate) && (i == 0 || !order[i - 1].Contains(plate)));

    private static IEnumerable<string[][]> Orders(string[][] sets)
        => sets.Length < 2 ? [sets] : sets.SelectMany((set, i) => Orders([.. sets[..i], .. sets[(i + 1)..]]).Select(rest => (string[][])[set, .. rest]));
}
