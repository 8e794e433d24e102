using ProbDsl;

namespace Samples;

/// <summary>A level that moves from year to year, seen with noise: a mean field for its steps.</summary>
[ProbabilisticModel]
public sealed partial class RandomWalk(double[] y, double stepSd, double noise)
{
    int Moves => y.Length - 1;

    [Prior] Normal Start() => new(mean: 900, sd: 300);

    [Prior] Normal Step([Plate(nameof(Moves))] int t) => new(0, stepSd);

    [Derived]
    double[] Level(double start, double[] step)
    {
        double[] level = new double[y.Length];
        level[0] = start;
        for (int t = 1; t < y.Length; t++)
        {
            level[t] = level[t - 1] + step[t - 1];
        }

        return level;
    }

    [Likelihood] Normal Y(int t, double[] level) => new(level[t], noise);
}

/// <summary>The same model with one Gaussian for all steps together.</summary>
[ProbabilisticModel, FullRank]
public sealed partial class FullRankWalk(double[] y, double stepSd, double noise)
{
    int Moves => y.Length - 1;

    [Prior] Normal Start() => new(mean: 900, sd: 300);

    [Prior] Normal Step([Plate(nameof(Moves))] int t) => new(0, stepSd);

    [Derived]
    double[] Level(double start, double[] step)
    {
        double[] level = new double[y.Length];
        level[0] = start;
        for (int t = 1; t < y.Length; t++)
        {
            level[t] = level[t - 1] + step[t - 1];
        }

        return level;
    }

    [Likelihood] Normal Y(int t, double[] level) => new(level[t], noise);
}
