using ProbDsl;

[ProbabilisticModel]
public partial class Walk(double[] y, double stepSd, double noise)
{
    int Moves => y.Length - 1;
    [Prior] Normal Start() => new(900, 300);
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
