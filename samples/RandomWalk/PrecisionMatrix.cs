namespace Samples;

/// <summary>What theory says of a mean field: of a Gaussian posterior with precision Λ it keeps the diagonal.</summary>
internal static class PrecisionMatrix
{
    /// <summary>KL(q ‖ posterior) of the best mean field, ½ (Σ log Λᵢᵢ − log det Λ), for start and steps of a walk.</summary>
    public static double MeanFieldGap(int times, double startSd, double stepSd, double noise)
    {
        // Every level from the i-th on contains the i-th of start and steps: Λᵢⱼ counts the measurements after both, and the prior is diagonal.
        double[,] precision = new double[times, times];
        for (int i = 0; i < times; i++)
        {
            for (int j = 0; j < times; j++)
            {
                precision[i, j] = (times - Math.Max(i, j)) / (noise * noise) + (i != j ? 0 : i == 0 ? 1 / (startSd * startSd) : 1 / (stepSd * stepSd));
            }
        }

        double gap = 0;
        for (int i = 0; i < times; i++)
        {
            gap += 0.5 * Math.Log(precision[i, i]);
        }

        // Cholesky's factor, in place: log det Λ is twice the sum of the logarithms of its diagonal.
        for (int j = 0; j < times; j++)
        {
            for (int i = j; i < times; i++)
            {
                for (int k = 0; k < j; k++)
                {
                    precision[i, j] -= precision[i, k] * precision[j, k];
                }

                precision[i, j] = i == j ? Math.Sqrt(precision[i, j]) : precision[i, j] / precision[j, j];
            }

            gap -= Math.Log(precision[j, j]);
        }

        return gap;
    }
}
