namespace ProbDsl.Benchmarks;

[ProbabilisticModel]
public sealed partial class EightSchools(double[] effect, double[] standardError)
{
    int Schools => effect.Length;

    [Prior] Normal Mu() => new(mean: 0, sd: 5);

    [Prior] HalfCauchy Tau() => new(scale: 5);

    [Prior] Normal Theta([Plate(nameof(Schools))] int j, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Effect(int j, double[] theta) => new(theta[j], standardError[j]);
}

public class EightSchoolsBenchmark() : GradientBenchmark<EightSchoolsBenchmark.Generated, EightSchoolsBenchmark.HandWritten>(
    new Generated(new EightSchools(s_effect, s_standardError)), new HandWritten(s_effect, s_standardError))
{
    private static readonly double[] s_effect = [28, 8, -3, 7, -1, 1, 18, 12];
    private static readonly double[] s_standardError = [15, 10, 16, 11, 9, 11, 10, 18];

    public readonly struct Generated(EightSchools model) : IGradient
    {
        public int Dimension => model.Dimension;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T> => model.LogJoint(u, gradient, workspace);
    }

    public readonly struct HandWritten : IGradient
    {
        private readonly double[] _effect;
        private readonly double[] _inverseError;
        private readonly double _constant;

        public HandWritten(double[] effect, double[] standardError)
        {
            _effect = effect;
            _inverseError = [.. standardError.Select(s => 1 / s)];
            _constant = -0.5 * Math.Log(2 * Math.PI) * (1 + 2 * effect.Length) - Math.Log(5)
                + Math.Log(2 / (5 * Math.PI)) - standardError.Sum(Math.Log);
        }

        public int Dimension => _effect.Length + 2;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T>
        {
            ReadOnlySpan<double> effect = _effect;
            ReadOnlySpan<double> inverseError = _inverseError.AsSpan(0, effect.Length);
            ReadOnlySpan<T> theta = u.Slice(2, effect.Length);
            Span<T> dTheta = gradient.Slice(2, effect.Length);
            T mu = u[0];
            T logTau = u[1];
            T tau = T.Exp(logTau);
            T inverseTau = 1.0 / tau;
            T sumZ = 0.0;
            T sumZ2 = 0.0;
            T sumR2 = 0.0;
            for (int j = 0; j < effect.Length; j++)
            {
                T z = (theta[j] - mu) * inverseTau;
                T r = (effect[j] - theta[j]) * inverseError[j];
                sumZ += z;
                sumZ2 += z * z;
                sumR2 += r * r;
                dTheta[j] = r * inverseError[j] - z * inverseTau;
            }

            T scaled = 0.2 * tau;
            T scaled2 = scaled * scaled;
            gradient[0] = sumZ * inverseTau - 0.04 * mu;
            gradient[1] = 1.0 - effect.Length + sumZ2 - 2.0 * scaled2 / (1.0 + scaled2);
            return _constant - 0.02 * (mu * mu) - T.Log1p(scaled2) + (1.0 - effect.Length) * logTau - 0.5 * (sumZ2 + sumR2);
        }
    }
}
