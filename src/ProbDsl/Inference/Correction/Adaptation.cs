namespace ProbDsl;

/// <summary>A better proposal from weighted draws: their mean and covariance (adaptive importance sampling; Cappé, Guillin, Marin and Robert 2004).</summary>
/// <remarks>
/// Where few draws carry the weight, a power β of the weights is used under which enough of them count: a step towards the posterior. The
/// covariance is drawn towards that of the last proposal, as by n + 2 further draws, so that it stays positive definite.
/// </remarks>
internal static class Adaptation
{
    // Effective draws for each number that a covariance row has.
    private const int DrawsPerCoordinate = 10;

    /// <summary>The mean and covariance of the draws; null where they are degenerate.</summary>
    public static GaussianShape? Moments(ImportanceDraws draws)
    {
        GaussianShape last = draws.Proposal!.Shapes[0];
        int n = last.Count;
        double[] weights = Tempered(draws.LogWeights, DrawsPerCoordinate * (n + 1), out double effective);
        double[] mean = (double[])last.Mean.Clone(), point = new double[n], covariance = new double[n * n];
        double[] centre = new double[n];
        Scalar[] scaled = new Scalar[n], u = new Scalar[mean.Length];
        foreach (bool isSecond in (bool[])[false, true])
        {
            for (int k = 0; k < weights.Length; k++)
            {
                if (weights[k] == 0)
                {
                    continue;
                }

                draws.Point(k, scaled, u);
                for (int i = 0; i < n; i++)
                {
                    // Measured from the last centre, so that far means cost no digits.
                    point[i] = u[last.Varying[i]].Value - last.Mean[last.Varying[i]] - (isSecond ? centre[i] : 0);
                }

                for (int i = 0; i < n; i++)
                {
                    if (isSecond)
                    {
                        VectorMath.AddScaled(weights[k] * point[i], point, covariance.AsSpan(i * n, n));
                    }
                }

                if (!isSecond)
                {
                    VectorMath.AddScaled(weights[k], point, centre);
                }
            }
        }

        double share = (n + 2) / (n + 2 + effective);
        double[] before = last.Covariance();
        for (int i = 0; i < covariance.Length; i++)
        {
            covariance[i] = (1 - share) * covariance[i] + share * before[i];
        }

        for (int i = 0; i < n; i++)
        {
            mean[last.Varying[i]] += centre[i];
        }

        return Cholesky.TryFactor(covariance, n) ? new GaussianShape(mean, last.Varying, covariance, Cholesky.LogDeterminant(covariance, n)) : null;
    }

    /// <summary>wᵝ, normalised, with the largest β ≤ 1 that leaves the wanted number of effective draws, or as many as there are.</summary>
    private static double[] Tempered(double[] logWeights, int wanted, out double effective)
    {
        double largest = logWeights.Max();
        double[] weights = new double[logWeights.Length];
        double beta = 1, low = 0, high = 1;
        effective = Power(logWeights, largest, beta, weights);
        for (int step = 0; step < 30 && (step > 0 || effective < wanted); step++)
        {
            beta = 0.5 * (low + high);
            effective = Power(logWeights, largest, beta, weights);
            (low, high) = effective < wanted ? (low, beta) : (beta, high);
        }

        return weights;
    }

    private static double Power(double[] logWeights, double largest, double beta, double[] weights)
    {
        double total = 0, squares = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] = double.IsNegativeInfinity(logWeights[k]) ? 0 : Kernels.Exp<Scalar>(beta * (logWeights[k] - largest)).Value;
            total += weights[k];
            squares += weights[k] * weights[k];
        }

        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] /= total;
        }

        return total * total / squares;
    }
}
