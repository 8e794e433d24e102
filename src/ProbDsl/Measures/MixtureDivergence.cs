namespace ProbDsl;

/// <summary>KL from a mixture of normals of one number, all alike likely, to N(0, 1).</summary>
internal static class MixtureDivergence
{
    // Beyond, a normal has less than 1e-18 of its mass.
    private const double Reach = 9;
    private const double Settled = 1e-10;
    private const int FirstPoints = 257;
    private const int MostPoints = (1 << 16) + 1;

    /// <summary>∫ q log(q/p), by the trapezoidal rule, whose steps are halved until it settles to 1e-10 or the finest grid of 65,537 points is reached.</summary>
    public static double ToStandardNormal(double[] means, double[] sds)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int n = 0; n < means.Length; n++)
        {
            (low, high) = (Math.Min(low, means[n] - Reach * sds[n]), Math.Max(high, means[n] + Reach * sds[n]));
        }

        double found = Sum(means, sds, low, high, FirstPoints);
        for (int points = 2 * FirstPoints - 1; points <= MostPoints; points = 2 * points - 1)
        {
            double finer = Sum(means, sds, low, high, points);
            bool isSettled = Math.Abs(finer - found) < Settled * Math.Max(1, Math.Abs(finer));
            found = finer;
            if (isSettled)
            {
                break;
            }
        }

        return found;
    }

    private static double Sum(double[] means, double[] sds, double low, double high, int points)
    {
        double step = (high - low) / (points - 1);
        double[] density = new double[points];
        for (int n = 0; n < means.Length; n++)
        {
            double scale = 1 / (means.Length * sds[n] * Math.Sqrt(2 * Math.PI));
            int first = Math.Max(0, (int)((means[n] - Reach * sds[n] - low) / step)), last = Math.Min(points - 1, (int)((means[n] + Reach * sds[n] - low) / step) + 1);
            for (int i = first; i <= last; i++)
            {
                double u = (low + step * i - means[n]) / sds[n];
                density[i] += scale * Math.Exp(-0.5 * u * u);
            }
        }

        double sum = 0;
        for (int i = 0; i < points; i++)
        {
            double z = low + step * i;
            sum += density[i] > 0 ? step * density[i] * (Math.Log(density[i]) + 0.5 * (z * z + Math.Log(2 * Math.PI))) : 0;
        }

        return sum;
    }
}
