namespace Samples;

/// <summary>The textbook's way to the same posterior: Kalman's filter forward, the smoother of Rauch, Tung and Striebel back.</summary>
internal static class Kalman
{
    /// <summary>Mean and standard deviation of the level at each time, and the log evidence.</summary>
    /// <param name="y">The measurements.</param>
    /// <param name="start">Mean and standard deviation of the first level.</param>
    /// <param name="stepSd">The standard deviation of a step.</param>
    /// <param name="noise">That of a measurement.</param>
    public static ((double Mean, double Sd)[] Levels, double LogEvidence) Smooth(double[] y, (double Mean, double Sd) start, double stepSd, double noise)
    {
        int n = y.Length;
        double[] mean = new double[n], variance = new double[n];
        (double predicted, double spread, double log) = (start.Mean, start.Sd * start.Sd, 0);
        for (int t = 0; t < n; t++)
        {
            double innovation = y[t] - predicted, total = spread + noise * noise, gain = spread / total;
            log -= 0.5 * (Math.Log(2 * Math.PI * total) + innovation * innovation / total);
            (mean[t], variance[t]) = (predicted + gain * innovation, (1 - gain) * spread);
            (predicted, spread) = (mean[t], variance[t] + stepSd * stepSd);
        }

        for (int t = n - 2; t >= 0; t--)
        {
            double next = variance[t] + stepSd * stepSd, gain = variance[t] / next;
            mean[t] += gain * (mean[t + 1] - mean[t]);
            variance[t] += gain * gain * (variance[t + 1] - next);
        }

        return ([.. mean.Select((m, t) => (m, Math.Sqrt(variance[t])))], log);
    }
}
