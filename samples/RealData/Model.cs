using ProbDsl;

namespace Samples;

/// <summary>A linear regression of one column on all others, each in units of its own spread, so that the priors suit any table.</summary>
[ProbabilisticModel]
public sealed partial class RealData(double[,] x, double[] y)
{
    int Columns => x.GetLength(1);

    readonly double[,] z = Table.Standardised(x);
    readonly double[] answer = Table.Standardised(y);

    [Prior] Normal Level() => new(0, 1);

    [Prior] Normal Weight([Plate(nameof(Columns))] int k) => new(0, 1);

    [Prior] HalfNormal Noise() => new(1);

    [Likelihood] Normal Answer(int i, double level, double[] weight, double noise) => new(level + ProbMath.Dot(z, i, weight), noise);
}
