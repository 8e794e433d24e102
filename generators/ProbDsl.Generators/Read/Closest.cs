namespace ProbDsl.Generators;

/// <summary>"Did you mean": the name at the smallest edit distance, where that is small enough to be a slip.</summary>
internal static class Closest
{
    public static string Hint(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        int distance = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int d = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (d < distance)
            {
                (best, distance) = (candidate, d);
            }
        }

        return best is null ? "" : $" (did you mean '{best}'?)";
    }

    public static string List(IEnumerable<string> names)
    {
        string text = string.Join(", ", names);
        return text.Length == 0 ? "none" : text;
    }

    // Levenshtein.
    private static int Distance(string a, string b)
    {
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
