namespace ProbDsl;

/// <summary>From Gaussian to Gaussian: each has the curvature under the last for its precision, and its mean is a Newton step further on.</summary>
internal static class CurvatureRounds
{
    // Nats: far below what the weights make good.
    private const double SmallGain = 1e-3;

    /// <summary>Goes on until neither the mean nor the determinant moves, or the ELBO falls.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="most">How many rounds at most.</param>
    /// <param name="options">The settings of the fit.</param>
    /// <param name="average">E log p under a Gaussian; E ∇log p for the coordinates that vary is written into the array.</param>
    /// <param name="next">The next Gaussian about the same mean; null where the curvature is not positive.</param>
    /// <returns>The last one whose ELBO did not fall; null where there is none but the start.</returns>
    public static TShape? Run<T, TShape>(
        LargeGaussian<T> start, int most, FitOptions options, Func<LargeGaussian<T>, double[], double> average, Func<LargeGaussian<T>, TShape?> next)
        where T : unmanaged, ILane<T>
        where TShape : LargeGaussian<T>
    {
        LargeGaussian<T> last = start;
        TShape? best = null;
        double bestElbo = double.NegativeInfinity;
        double[] gradient = new double[start.Count];
        for (int round = 0; round < most && !options.Cancellation.IsCancellationRequested; round++)
        {
            options.Reporter?.Enter("curvature");
            double elbo = average(last, gradient) + last.LogDeterminant;
            if (!(elbo > bestElbo - Slack(start.Count)))
            {
                break;
            }

            (bestElbo, best) = (Math.Max(elbo, bestElbo), last as TShape ?? best);
            if (next(last) is not { } found)
            {
                break;
            }

            double gain = found.Newton(gradient, out double[] mean);
            var moved = (TShape)found.About(mean);
            if (gain < SmallGain && Math.Abs(found.LogDeterminant - last.LogDeterminant) < SmallGain)
            {
                return moved;
            }

            last = moved;
        }

        return best;
    }

    // Draws tell the ELBO of correlated coordinates only so well; what is to be noticed is a step that leads away.
    private static double Slack(int count) => 1 + 0.05 * count;
}
