namespace ProbDsl;

/// <summary>Equally weighted draws from weighted ones.</summary>
internal static class Resampling
{
    /// <summary>Systematic resampling (Kitagawa 1996): draw i appears S·wᵢ times, rounded down or up, and in random order.</summary>
    public static int[] Systematic(ReadOnlySpan<double> weights, Philox random)
    {
        int[] chosen = new int[weights.Length];
        double offset = random.NextDouble(), cumulative = 0;
        int draw = 0;
        for (int k = 0; k < chosen.Length; k++)
        {
            double position = (k + offset) / chosen.Length;
            while (draw < weights.Length - 1 && cumulative + weights[draw] <= position)
            {
                cumulative += weights[draw++];
            }

            chosen[k] = draw;
        }

        for (int k = chosen.Length - 1; k > 0; k--)
        {
            int other = random.NextInt(k + 1);
            (chosen[k], chosen[other]) = (chosen[other], chosen[k]);
        }

        return chosen;
    }

    /// <summary>Independent draws by their weights, with replacement.</summary>
    public static double[][] Rows(Correction correction, int count, Philox random)
    {
        double[] cumulative = correction.Weights.ToArray();
        for (int k = 1; k < cumulative.Length; k++)
        {
            cumulative[k] += cumulative[k - 1];
        }

        DrawTable values = correction.Draws.Values;
        double[][] rows = new double[count][];
        for (int r = 0; r < count; r++)
        {
            int draw = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
            draw = draw < 0 ? ~draw : draw + 1;
            rows[r] = new double[values.Scalars];
            for (int c = 0; c < values.Scalars; c++)
            {
                rows[r][c] = values.At(Math.Min(draw, cumulative.Length - 1), c);
            }
        }

        return rows;
    }
}
