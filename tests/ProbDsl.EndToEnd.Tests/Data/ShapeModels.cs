namespace ProbDsl.EndToEnd.Tests.Data;

[ProbabilisticModel]
internal sealed partial class ChoiceModel(int[] choice)
{
    int Options => 3;

    [Prior] Normal Worth([Plate(nameof(Options))] int k) => new(0, 1);

    [Likelihood] Categorical Choice(int n, double[] worth) => Categorical.FromLogits(worth);
}

[ProbabilisticModel]
internal sealed partial class ShareModel(int[] choice, double[] weight)
{
    [Prior] Beta P() => new(1, 1);

    [Likelihood]
    Categorical? Choice(int n, double p)
    {
        if (choice[n] == 99)
        {
            return null;
        }

        return weight[n] > 0 ? Categorical.FromProbabilities([p, 1 - p]) : Categorical.FromProbabilities([p / 2, p / 2, 1 - p]);
    }
}

[ProbabilisticModel]
internal sealed partial class MatrixModel(double[,] x, double[] offset, int rows, int columns)
{
    [Prior] Normal Effect([Plate(nameof(rows))] int r) => new(0, 1);

    [Likelihood] Normal X([Plate(nameof(rows))] int r, [Plate(nameof(columns))] int c, double[] effect) => new(effect[r] + offset[c], 1);
}

[ProbabilisticModel]
internal sealed partial class PredictorModel(double[] y, double[,] x, int columns)
{
    [Prior] Normal Weight([Plate(nameof(columns))] int k) => new(0, 1);

    [Likelihood] Normal Y(int n, double[] weight) => new(ProbMath.Dot(x, n, weight), 1);
}

[ProbabilisticModel]
internal sealed partial class LoopModel(double[] y, double[,] x, int columns)
{
    [Prior] Normal Weight([Plate(nameof(columns))] int k) => new(0, 1);

    [Likelihood]
    Normal Y(int n, double[] weight)
    {
        double sum = 0;
        for (int k = 0; k < x.GetLength(1); k++)
        {
            sum += x[n, k] * weight[k];
        }

        return new(sum, 1);
    }
}

[ProbabilisticModel]
internal sealed partial class RaggedModel(double[][] y, double[][] x)
{
    int Longest => y.Max(row => row.Length);

    [Prior] Normal Mu() => new(0, 1);

    [Likelihood]
    Normal? Y(int n, [Plate(nameof(Longest))] int k, double mu) => k < y[n].Length ? new(mu * x[n][k], 1) : null;
}

[ProbabilisticModel]
internal sealed partial class PanelModel(double[][] y)
{
    int Times => 3;

    [Prior] Normal Mu() => new(0, 1);

    [Likelihood] Normal Y(int n, [Plate(nameof(Times))] int t, double mu) => new(mu, 1);
}

[ProbabilisticModel]
internal sealed partial class GuardedModel(double[] y, double[] extra)
{
    int N => y.Length;

    [Prior] Normal Level([Plate(nameof(N))] int n) => new(0, 1);

    [Likelihood]
    Normal Y(int n, double[] level)
    {
        if (n > 0)
        {
            return new(level[n - 1], 1);
        }

        return n < extra.Length ? new(extra[n], 1) : new(0, 1);
    }
}

[ProbabilisticModel]
internal sealed partial class FirstRowsModel(double[] y)
{
    int Known => 2;

    [Prior] Normal Level([Plate(nameof(Known))] int k) => new(0, 1);

    [Likelihood] Normal Y(int n, double[] level) => new(n < Known ? level[n] : 0, 1);
}

[ProbabilisticModel]
internal sealed partial class SizeModel(double[] y, int groups)
{
    [Prior] Normal Effect([Plate(nameof(groups))] int g) => new(0, 1);

    [Likelihood] Normal Y(int n, double[] effect) => new(ProbMath.Sum(effect), 1);
}

[ProbabilisticModel]
internal sealed partial class DifferenceModel(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);

    [Derived]
    double[] Steps(double mu)
    {
        double[] steps = new double[y.Length - 2];
        for (int i = 0; i < y.Length - 2; i++)
        {
            steps[i] = mu * i;
        }

        return steps;
    }

    [Likelihood] Normal Y(int n, double mu) => new(mu, 1);
}
