namespace ProbDsl.Reports;

/// <summary>The mean and the covariance of two scalars as an ellipse.</summary>
internal sealed record Ellipse(double X, double Y, double SdX, double SdY, double Correlation)
{
    private const int Corners = 72;

    /// <summary>By the moments of draws that belong together.</summary>
    public static Ellipse Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        (double meanX, double meanY, double xx, double yy, double xy) = (0, 0, 0, 0, 0);
        for (int k = 0; k < x.Length; k++)
        {
            meanX += x[k] / x.Length;
            meanY += y[k] / x.Length;
        }

        for (int k = 0; k < x.Length; k++)
        {
            xx += (x[k] - meanX) * (x[k] - meanX) / (x.Length - 1);
            yy += (y[k] - meanY) * (y[k] - meanY) / (x.Length - 1);
            xy += (x[k] - meanX) * (y[k] - meanY) / (x.Length - 1);
        }

        return new Ellipse(meanX, meanY, Math.Sqrt(xx), Math.Sqrt(yy), xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0);
    }

    /// <summary>Points two standard deviations from the mean: (x, y) = m + 2 L (cos t, sin t) with L the Cholesky factor.</summary>
    public (double X, double Y)[] Points() => [.. Enumerable.Range(0, Corners + 1).Select(k =>
    {
        double c = Math.Cos(2 * Math.PI * k / Corners), s = Math.Sin(2 * Math.PI * k / Corners);
        return (X + 2 * SdX * c, Y + 2 * SdY * (Correlation * c + Math.Sqrt(Math.Max(0, 1 - Correlation * Correlation)) * s));
    })];
}
