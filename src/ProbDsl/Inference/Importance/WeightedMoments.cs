namespace ProbDsl;

/// <summary>Self-normalised moments under weights that sum to one, with the standard errors of the delta method.</summary>
/// <remarks>
/// An average a = Σ wᵢ fᵢ of independent draws has the standard error √(Σ wᵢ² (fᵢ − a)²). For second moments fᵢ is measured from the
/// estimated means, whose error is of higher order.
/// </remarks>
internal static class WeightedMoments
{
    public static Estimate Mean(ReadOnlySpan<double> weights, ReadOnlySpan<double> x)
    {
        double mean = Average(weights, x), squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double error = weights[i] == 0 ? 0 : weights[i] * (x[i] - mean);
            squares += error * error;
        }

        return new Estimate(mean, Math.Sqrt(squares));
    }

    public static Estimate Sd(ReadOnlySpan<double> weights, ReadOnlySpan<double> x)
    {
        Estimate variance = Covariance(weights, x, x);
        double sd = Math.Sqrt(variance.Value);
        return new Estimate(sd, sd == 0 ? 0 : variance.StandardError / (2 * sd));
    }

    public static Estimate Covariance(ReadOnlySpan<double> weights, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double meanX = Average(weights, x), meanY = Average(weights, y), covariance = 0, squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            covariance += weights[i] == 0 ? 0 : weights[i] * ((x[i] - meanX) * (y[i] - meanY));
        }

        for (int i = 0; i < x.Length; i++)
        {
            double error = weights[i] == 0 ? 0 : weights[i] * ((x[i] - meanX) * (y[i] - meanY) - covariance);
            squares += error * error;
        }

        return new Estimate(covariance, Math.Sqrt(squares));
    }

    // From the first draw that counts, so that a constant column has that mean exactly and its deviations are zero.
    private static double Average(ReadOnlySpan<double> weights, ReadOnlySpan<double> x)
    {
        int origin = weights.IndexOfAnyExcept(0);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += weights[i] == 0 ? 0 : weights[i] * (x[i] - x[origin]);
        }

        return x[origin] + sum;
    }
}
