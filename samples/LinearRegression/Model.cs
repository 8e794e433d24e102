using ProbDsl;

namespace Samples;

/// <summary>The boiling point of water tells the pressure of the air: a straight line for the logarithm of the pressure.</summary>
[ProbabilisticModel]
public sealed partial class LinearRegression(double[] boilingPoint, double[] pressure)
{
    readonly double[] logPressure = [.. pressure.Select(p => 100 * Math.Log10(p))];
    readonly double centre = boilingPoint.Average();

    [Prior] Normal Level() => new(mean: 140, sd: 20);

    [Prior] Normal Slope() => new(mean: 0, sd: 2);

    [Prior] HalfNormal Noise() => new(scale: 2);

    [Likelihood]
    Normal LogPressure(int i, double level, double slope, double noise) => new(level + slope * (boilingPoint[i] - centre), noise);
}
