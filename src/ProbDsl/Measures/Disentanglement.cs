namespace ProbDsl;

/// <summary>
/// How far each known factor of variation is told by a latent of its own, and each latent tells one factor: three measures, all 1 for codes that are the factors, in any order
/// and of any scale.
/// </summary>
/// <param name="Mig">
/// The mutual information gap (Chen et al. 2018): of each factor, how much more the latent that tells most of it tells than the next, over the factor's entropy; the mean over
/// the factors. The latents' means are taken in 20 bins of equal width, factors of more than 20 values too.
/// </param>
/// <param name="Sap">
/// The separated attribute predictability (Kumar, Sattigeri and Balakrishnan 2018): of each factor, the score of the latent that predicts it best less that of the next; the mean
/// over the factors. The score is the squared correlation, of a categorical factor the balanced accuracy of thresholds at the ends of 20 bins of equal width.
/// </param>
/// <param name="Dci">Disentanglement, completeness and informativeness.</param>
public sealed record Disentanglement(double Mig, double Sap, DciScores Dci)
{
    private const int States = 20;

    /// <summary>All three measures.</summary>
    /// <param name="codes">A code for each row, such as the mean of q(z | x): two latents or more.</param>
    /// <param name="factors">The known factors; each takes two values or more.</param>
    /// <exception cref="ArgumentException">There is nothing to compare; the message says what is missing.</exception>
    public static Disentanglement Of(double[][] codes, IReadOnlyList<KnownFactor> factors)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(factors);
        if (codes.Length == 0 || codes[0].Length < 2 || factors.Count == 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"At least two latents and a factor are compared; here are {codes.Length} rows of {(codes.Length == 0 ? 0 : codes[0].Length)} latents and {factors.Count} factors."), nameof(codes));
        }

        foreach (KnownFactor factor in factors)
        {
            if (factor.Values.Length != codes.Length || factor.Values.Distinct().Count() < 2)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Factor '{factor.Name}' has {factor.Values.Length} numbers, {factor.Values.Distinct().Count()} of them different, for {codes.Length} rows: it must have one for each, and vary."), nameof(factors));
            }
        }

        double[][] latents = [.. Enumerable.Range(0, codes[0].Length).Select(k => Array.ConvertAll(codes, z => z[k]))];
        int[][] states = [.. latents.Select(l => Bins.Of(l, States))];
        return new(
            factors.Average(f => InformationGap(states, Bins.Of(f.Values, f.IsCategorical ? int.MaxValue : States))),
            factors.Average(f => Gap(latents.Select((l, k) => Predictability(l, states[k], f)))),
            DciScores.Of(latents, factors));
    }

    private static double InformationGap(int[][] latents, int[] factor) => Gap(latents.Select(l => Bins.MutualInformation(l, factor))) / Bins.Entropy(factor);

    private static double Predictability(double[] latent, int[] states, KnownFactor factor)
    {
        if (!factor.IsCategorical)
        {
            double r = VectorMath.Dot(LassoRegression.Standardise(latent), LassoRegression.Standardise(factor.Values)) / latent.Length;
            return r * r;
        }

        // Each bin is given the class of which it has the largest share: the mean share of a class that is right.
        int[] classes = Bins.Of(factor.Values, int.MaxValue);
        double[] sizes = [.. Enumerable.Range(0, classes.Max() + 1).Select(c => (double)classes.Count(k => k == c))];
        return states.Zip(classes).GroupBy(p => p.First).Sum(bin => bin.CountBy(p => p.Second).Max(c => c.Value / sizes[c.Key])) / sizes.Length;
    }

    // The largest less the next.
    private static double Gap(IEnumerable<double> scores) => scores.OrderDescending().Take(2).Aggregate((first, second) => first - second);
}
