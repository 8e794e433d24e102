namespace ProbDsl;

/// <summary>The standard errors of self-normalised moments, by the delta method for independent draws.</summary>
/// <remarks>
/// An average a = Σ wᵢ fᵢ with Σ wᵢ = 1 has the standard error √(Σ wᵢ² (fᵢ − a)²) (Owen 2013, section 9.2). For the variance fᵢ is measured from the
/// estimated mean, whose error is of higher order.
/// </remarks>
internal static class MomentErrors
{
    /// <param name="weights">Weights that sum to one; empty for equal ones. A draw of weight zero does not count, even where it is not finite.</param>
    /// <param name="x">The draws.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="sd">Their standard deviation, with the divisor 1 rather than 1 − Σ wᵢ².</param>
    public static (double Mean, double Sd) Of(ReadOnlySpan<double> weights, ReadOnlySpan<double> x, double mean, double sd)
    {
        double ofMean = 0, ofVariance = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double weight = weights.IsEmpty ? 1.0 / x.Length : weights[i];
            if (weight > 0)
            {
                double error = weight * (x[i] - mean), square = weight * ((x[i] - mean) * (x[i] - mean) - sd * sd);
                ofMean += error * error;
                ofVariance += square * square;
            }
        }

        return (Math.Sqrt(ofMean), sd == 0 ? 0 : Math.Sqrt(ofVariance) / (2 * sd));
    }
}
