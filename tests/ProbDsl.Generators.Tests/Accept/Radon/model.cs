using ProbDsl;

namespace Samples;

/// <summary>Ragged groups through data indices; rows without a measurement are skipped.</summary>
[ProbabilisticModel]
public sealed partial class Radon(int counties, int[] county, int[] floor, double[] logRadon)
{
    [Prior] Normal Mean() => new(0, 10);

    [Prior] HalfNormal Spread() => new(1);

    [Prior] Normal Alpha([Plate(nameof(counties))] int c, double mean, double spread) => new(mean, spread);

    [Prior] Normal Slope() => new(0, 10);

    [Prior] HalfNormal Sigma() => new(1);

    [Likelihood]
    Normal? LogRadon(int n, double[] alpha, double slope, double sigma)
        => double.IsNaN(logRadon[n]) ? null : new(alpha[county[n]] + slope * floor[n], sigma);
}
