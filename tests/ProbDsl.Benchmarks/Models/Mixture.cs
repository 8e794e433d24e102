using static ProbDsl.ProbMath;

namespace ProbDsl.Benchmarks;

[ProbabilisticModel]
public sealed partial class Mixture(double[] y)
{
    int N => y.Length;

    [Prior] Normal Low() => new(0, 2);

    [Prior] HalfNormal Gap() => new(4);

    [Derived] double High(double low, double gap) => low + gap;

    [Prior] Beta Weight() => new(5, 5);

    [Factor]
    double Y([Plate(nameof(N))] int n, double low, double high, double weight) => LogSumExp(
        Math.Log(weight) + new Normal(low, 1).LogDensity(y[n]),
        Math.Log(1 - weight) + new Normal(high, 1).LogDensity(y[n]));
}

public class MixtureBenchmark() : GradientBenchmark<MixtureBenchmark.Generated, MixtureBenchmark.HandWritten>(
    new Generated(new Mixture(s_y)), new HandWritten(s_y))
{
    private static readonly double[] s_y = Synthetic.Normals(1000, 4);

    public readonly struct Generated(Mixture model) : IGradient
    {
        public int Dimension => model.Dimension;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T> => model.LogJoint(u, gradient, workspace);
    }

    public readonly struct HandWritten(double[] y) : IGradient
    {
        private readonly double _constant = -0.5 * Math.Log(2 * Math.PI) * (1 + y.Length) - Math.Log(2) + 0.5 * Math.Log(2 / Math.PI) - Math.Log(4) + Math.Log(630);

        public int Dimension => 3;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T>
        {
            ReadOnlySpan<double> ys = y;
            T low = u[0];
            T gap = T.Exp(u[1]);
            T high = low + gap;
            T logWeight = -T.Log1pExp(-u[2]);
            T logRest = logWeight - u[2];
            T sum = 0.0;
            T dLow = 0.0;
            T dHigh = 0.0;
            T sumShare = 0.0;
            for (int n = 0; n < ys.Length; n++)
            {
                T fromLow = ys[n] - low;
                T fromHigh = ys[n] - high;
                T a = logWeight - 0.5 * (fromLow * fromLow);
                T b = logRest - 0.5 * (fromHigh * fromHigh);

                // The log density and both shares need one exponential.
                T difference = a - b;
                T log1p = T.Log1pExpMinusAbs(difference, out T e);
                T lowIsLarger = T.LessThan(0.0, difference);
                sum += T.Select(lowIsLarger, a, b) + log1p;
                T larger = 1.0 / (1.0 + e);
                T smaller = e * larger;
                T share = T.Select(lowIsLarger, larger, smaller);
                sumShare += share;
                dLow += share * fromLow;
                dHigh += T.Select(lowIsLarger, smaller, larger) * fromHigh;
            }

            T weight = T.LogisticSigmoid(u[2]);
            gradient[0] = dLow + dHigh - 0.25 * low;
            gradient[1] = (dHigh - 0.0625 * gap) * gap + 1.0;
            gradient[2] = sumShare + 5.0 - (ys.Length + 10.0) * weight;
            return _constant + sum - 0.125 * (low * low) - 0.03125 * (gap * gap) + u[1] + 5.0 * (logWeight + logRest);
        }
    }
}
