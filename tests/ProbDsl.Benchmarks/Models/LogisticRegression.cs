using static ProbDsl.ProbMath;

namespace ProbDsl.Benchmarks;

[ProbabilisticModel]
public sealed partial class LogisticRegression(double[,] x, int[] y)
{
    int Columns => x.GetLength(1);

    [Prior] Normal Alpha() => new(0, 5);

    [Prior] Normal Beta([Plate(nameof(Columns))] int k) => new(0, 2.5);

    [Likelihood] Bernoulli Y(int n, double alpha, double[] beta) => Bernoulli.FromLogit(alpha + Dot(x, n, beta));
}

public class LogisticRegressionBenchmark() : GradientBenchmark<LogisticRegressionBenchmark.Generated, LogisticRegressionBenchmark.HandWritten>(
    new Generated(new LogisticRegression(s_x, s_y)), new HandWritten(s_x, s_y))
{
    private static readonly double[,] s_x = Synthetic.Matrix(3020, 4);
    private static readonly int[] s_y = Synthetic.Outcomes(s_x);

    public readonly struct Generated(LogisticRegression model) : IGradient
    {
        public int Dimension => model.Dimension;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T> => model.LogJoint(u, gradient, workspace);
    }

    public readonly struct HandWritten : IGradient
    {
        private readonly int _columns;
        private readonly double[] _x;
        private readonly double[] _y;
        private readonly double _constant;

        public HandWritten(double[,] x, int[] y)
        {
            _columns = x.GetLength(1);
            _x = [.. x.Cast<double>()];
            _y = [.. y.Select(v => (double)v)];
            _constant = -0.5 * Math.Log(2 * Math.PI) * (1 + _columns) - Math.Log(5) - _columns * Math.Log(2.5);
        }

        public int Dimension => _columns + 1;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T>
        {
            int columns = _columns;
            ReadOnlySpan<double> x = _x;
            ReadOnlySpan<double> y = _y;
            T alpha = u[0];
            ReadOnlySpan<T> beta = u.Slice(1, columns);
            Span<T> dBeta = gradient.Slice(1, columns);
            T prior = 0.0;
            for (int k = 0; k < beta.Length; k++)
            {
                prior += beta[k] * beta[k];
                dBeta[k] = -0.16 * beta[k];
            }

            T likelihood = 0.0;
            T dAlpha = -0.04 * alpha;
            for (int n = 0; n < y.Length; n++)
            {
                ReadOnlySpan<double> row = x.Slice(n * columns, beta.Length);
                T eta = alpha;
                for (int k = 0; k < row.Length; k++)
                {
                    eta += row[k] * beta[k];
                }

                // log(1 + exp(eta)) and its derivative share exp(-|eta|).
                T log1p = T.Log1pExpMinusAbs(eta, out T e);
                T isNegative = T.LessThan(eta, 0.0);
                likelihood += y[n] * eta - T.Select(isNegative, 0.0, eta) - log1p;
                T residual = y[n] - T.Select(isNegative, e, 1.0) / (1.0 + e);
                dAlpha += residual;
                for (int k = 0; k < row.Length; k++)
                {
                    dBeta[k] += residual * row[k];
                }
            }

            gradient[0] = dAlpha;
            return _constant + likelihood - 0.02 * (alpha * alpha) - 0.08 * prior;
        }
    }
}
