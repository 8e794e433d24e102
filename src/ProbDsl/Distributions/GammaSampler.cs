namespace ProbDsl;

/// <summary>Draws from the gamma distribution with rate one.</summary>
internal static class GammaSampler
{
    /// <summary>Marsaglia and Tsang (2000); below one, the shape is raised by one and the draw multiplied by U^(1/shape).</summary>
    public static double Sample(double shape, ref Philox random) => shape < 1
        ? Math.Exp(LogSample(shape, ref random))
        : SampleAtLeastOne(shape, ref random);

    /// <summary>The logarithm of a draw: finite also where the draw itself underflows.</summary>
    public static double LogSample(double shape, ref Philox random) => shape < 1
        ? Math.Log(SampleAtLeastOne(shape + 1, ref random)) - random.NextExponential() / shape
        : Math.Log(SampleAtLeastOne(shape, ref random));

    private static double SampleAtLeastOne(double shape, ref Philox random)
    {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextNormal();
            double v = 1 + c * x;
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (-random.NextExponential() < 0.5 * x * x + d - d * v + d * Math.Log(v))
            {
                return d * v;
            }
        }
    }
}
