namespace ProbDsl.Benchmarks;

[ProbabilisticModel]
public sealed partial class LinearRegression(double[] x, double[] y)
{
    [Prior] Normal Intercept() => new(mean: 0, sd: 10);

    [Prior] Normal Slope() => new(mean: 0, sd: 10);

    [Prior] HalfNormal Sigma() => new(scale: 5);

    [Likelihood] Normal Y(int n, double intercept, double slope, double sigma) => new(intercept + slope * x[n], sigma);
}

public class LinearRegressionBenchmark() : GradientBenchmark<LinearRegressionBenchmark.Generated, LinearRegressionBenchmark.HandWritten>(
    new Generated(new LinearRegression(s_x, s_y)), new HandWritten(s_x, s_y))
{
    private static readonly double[] s_x = Synthetic.Normals(434, 1);
    private static readonly double[] s_y = Synthetic.Normals(434, 2);

    public readonly struct Generated(LinearRegression model) : IGradient
    {
        public int Dimension => model.Dimension;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T> => model.LogJoint(u, gradient, workspace);
    }

    public readonly struct HandWritten(double[] x, double[] y) : IGradient
    {
        private readonly double _constant = -0.5 * Math.Log(2 * Math.PI) * (2 + y.Length) - 2 * Math.Log(10) + 0.5 * Math.Log(2 / Math.PI) - Math.Log(5);

        public int Dimension => 3;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T>
        {
            ReadOnlySpan<double> ys = y;
            ReadOnlySpan<double> xs = x.AsSpan(0, ys.Length);
            T intercept = u[0];
            T slope = u[1];
            T logSigma = u[2];
            T sumR = 0.0;
            T sumRX = 0.0;
            T sumR2 = 0.0;
            for (int n = 0; n < ys.Length; n++)
            {
                T r = ys[n] - (intercept + slope * xs[n]);
                sumR += r;
                sumRX += r * xs[n];
                sumR2 += r * r;
            }

            T sigma = T.Exp(logSigma);
            T precision = 1.0 / (sigma * sigma);
            T chiSquared = precision * sumR2;
            T sigma2 = sigma * sigma;
            gradient[0] = precision * sumR - 0.01 * intercept;
            gradient[1] = precision * sumRX - 0.01 * slope;
            gradient[2] = 1.0 - ys.Length + chiSquared - 0.04 * sigma2;
            return _constant - 0.005 * (intercept * intercept + slope * slope) - 0.02 * sigma2 + (1.0 - ys.Length) * logSigma - 0.5 * chiSquared;
        }
    }
}
