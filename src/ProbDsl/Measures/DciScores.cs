namespace ProbDsl;

/// <summary>
/// Disentanglement, completeness and informativeness (Eastwood and Williams 2018). Each factor is predicted from all latents by a lasso regression with the penalty α = 0.01 on
/// columns of variance 1 (one for each class of a categorical factor), and the weights' absolute values say how important a latent is for a factor. The regression is linear:
/// what a latent tells of a factor otherwise than along a line, such as an angle by its sine, is not seen.
/// </summary>
/// <param name="Disentanglement">Whether each latent serves one factor: 1 − the entropy of its importances over the factors, in units of log factors, weighted by its share of all.</param>
/// <param name="Completeness">Whether each factor is told by one latent: 1 − the entropy of the importances for it, in units of log latents; the mean over the factors.</param>
/// <param name="Informativeness">How much the latents tell: R² of the regressions on the rows that they were fitted to, the mean over the factors.</param>
public sealed record DciScores(double Disentanglement, double Completeness, double Informativeness)
{
    private const double Penalty = 0.01;

    internal static DciScores Of(double[][] latents, IReadOnlyList<KnownFactor> factors)
    {
        double[][] columns = [.. latents.Select(LassoRegression.Standardise)];
        double[][] importance = new double[factors.Count][];
        double informativeness = 0;
        for (int f = 0; f < factors.Count; f++)
        {
            importance[f] = new double[columns.Length];
            double[][] answers = [.. Answers(factors[f]).Select(a => LassoRegression.Standardise(a))];
            foreach (double[] y in answers)
            {
                double[] w = LassoRegression.Fit(columns, y, Penalty), left = [.. y];
                for (int k = 0; k < w.Length; k++)
                {
                    importance[f][k] += Math.Abs(w[k]);
                    VectorMath.AddScaled(-w[k], columns[k], left);
                }

                informativeness += (1 - VectorMath.Dot(left, left) / left.Length) / (answers.Length * factors.Count);
            }
        }

        double[][] byLatent = [.. Enumerable.Range(0, columns.Length).Select(k => importance.Select(i => i[k]).ToArray())];
        double all = importance.Sum(i => i.Sum());
        return all == 0 ? new(0, 0, informativeness) : new(
            byLatent.Sum(i => i.Sum() / all * Concentration(i)), importance.Average(Concentration), informativeness);
    }

    // The numbers to be predicted: those of the factor, or for each class whether it is that.
    private static IEnumerable<double[]> Answers(KnownFactor factor)
        => !factor.IsCategorical ? [factor.Values] : factor.Values.Distinct().Order().Select(c => Array.ConvertAll(factor.Values, v => v == c ? 1.0 : 0));

    // 1 where one has all, 0 where all have as much, or none anything.
    private static double Concentration(double[] importance)
    {
        double all = importance.Sum();
        if (all == 0)
        {
            return 0;
        }

        return importance.Length == 1 ? 1 : 1 - importance.Where(x => x > 0).Sum(x => -x / all * Math.Log(x / all)) / Math.Log(importance.Length);
    }
}
