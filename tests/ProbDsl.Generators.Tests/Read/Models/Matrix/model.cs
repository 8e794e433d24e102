using System.Globalization;
using ProbDsl;
using Table = double[,];

namespace Outer.Inner
{
    public static partial class Shell
    {
        public partial struct Box<T>
        {
            [ProbabilisticModel]
            internal sealed partial class Panel(Table x, double[][] ragged, int[,] counts, List<float> weights, bool[] on, int[] group, string name)
            {
                private readonly double[] _scaled = [.. weights.Select(w => w / 2.0)];

                public int Rows { get; } = x.GetLength(0);

                public int Columns => x.GetLength(1);

                public const int Groups = 3;

                private double Lowest => weights.Min();

                [Prior] Normal A([Plate(nameof(Rows))] int i, [Plate(nameof(Columns))] int j) => new(0, x[i, j]);
                [Prior, Support(Lower = nameof(Lowest))] Normal G([Plate(nameof(Groups))] int g) => new(g, 1);
                [Derived] double RowSum([Plate(nameof(Rows))] int i, double[,] a)
                {
                    double s = 0;
                    for (int j = 0; j < a.GetLength(1); j++)
                    {
                        s += a[i, j];
                    }

                    return s;
                }

                [Likelihood] Poisson Counts(int i, int j, double[,] a) => Poisson.FromLogRate(logRate: a[i, j]);
                [Likelihood] Normal Ragged(int n, [Plate(nameof(Columns))] int m, double[] g) => new(g[group[n]] * _scaled[m], 1);
                [Likelihood] Bernoulli On(int weights, double[] rowSum) => Bernoulli.FromProbability(ProbMath.LogisticSigmoid(rowSum[weights] + name.Length));
                [Likelihood(Of = nameof(weights))] StudentT? Weight(int n, double[] g, [Parameter(Initial = 4)] double df, [Parameter(Size = nameof(Groups), Initial = 0.5)] double[] shift)
                    => float.IsNaN(weights[n]) ? null : new StudentT(df, g[0] + shift[n % 3], int.Parse("2", CultureInfo.InvariantCulture));
                [Likelihood(Of = nameof(group))] Categorical Group(int n, double[] g) => Categorical.FromLogits(g);
            }
        }
    }
}
