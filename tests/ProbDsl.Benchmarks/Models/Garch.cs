namespace ProbDsl.Benchmarks;

[ProbabilisticModel]
public sealed partial class Garch(double[] y, double sigma1)
{
    [Prior] Flat Mu() => Flat.Real();

    [Prior] Flat Alpha0() => Flat.Positive();

    [Prior] Flat Alpha1() => Flat.Between(0, 1);

    [Prior, Support(Lower = 0, Upper = nameof(Room))] Flat Beta1(double alpha1) => Flat.Real();

    double Room(double alpha1) => 1 - alpha1;

    [Factor]
    double Returns(double mu, double alpha0, double alpha1, double beta1)
    {
        double sigma = sigma1;
        double sum = new Normal(mu, sigma).LogDensity(y[0]);
        for (int t = 1; t < y.Length; t++)
        {
            double shock = y[t - 1] - mu;
            sigma = Math.Sqrt(alpha0 + alpha1 * shock * shock + beta1 * sigma * sigma);
            sum += new Normal(mu, sigma).LogDensity(y[t]);
        }

        return sum;
    }
}

public class GarchBenchmark() : GradientBenchmark<GarchBenchmark.Generated, GarchBenchmark.HandWritten>(
    new Generated(new Garch(s_y, 0.5)), new HandWritten(s_y, 0.5))
{
    private static readonly double[] s_y = Synthetic.Normals(200, 3);

    public readonly struct Generated(Garch model) : IGradient
    {
        public int Dimension => model.Dimension;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T> => model.LogJoint(u, gradient, workspace);
    }

    /// <summary>
    /// The model is in standard deviations, and so is this: the sweep forward keeps them, the sweep back reads them. (In variances both would
    /// save a root a step.)
    /// </summary>
    public readonly struct HandWritten(double[] y, double sigma1) : IGradient
    {
        public int Dimension => 4;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T>
        {
            ReadOnlySpan<double> ys = y;
            T mu = u[0];
            T alpha0 = T.Exp(u[1]);
            T alpha1 = T.LogisticSigmoid(u[2]);
            T room = 1.0 - alpha1;
            T share = T.LogisticSigmoid(u[3]);
            T beta1 = room * share;

            int mark = workspace.Mark();
            Span<T> sigmas = workspace.Take(ys.Length);
            T sigma = sigma1;
            sigmas[0] = sigma;
            T z = (ys[0] - mu) / sigma;
            T sumZ2 = z * z;
            T sumLog = T.Log(sigma);
            for (int t = 1; t < sigmas.Length; t++)
            {
                T shock = ys[t - 1] - mu;
                sigma = T.Sqrt(alpha0 + alpha1 * shock * shock + beta1 * sigma * sigma);
                sigmas[t] = sigma;
                z = (ys[t] - mu) / sigma;
                sumZ2 += z * z;
                sumLog += T.Log(sigma);
            }

            T dMu = 0.0;
            T dAlpha0 = 0.0;
            T dAlpha1 = 0.0;
            T dBeta1 = 0.0;
            T dSigma = 0.0;
            for (int t = sigmas.Length - 1; t >= 1; t--)
            {
                T precision = 1.0 / sigmas[t];
                z = (ys[t] - mu) * precision;
                T shock = ys[t - 1] - mu;
                T before = sigmas[t - 1];
                T dVariance = 0.5 * precision * (dSigma + precision * (z * z - 1.0));
                dMu += z * precision - 2.0 * alpha1 * dVariance * shock;
                dAlpha0 += dVariance;
                dAlpha1 += dVariance * shock * shock;
                dBeta1 += dVariance * before * before;
                dSigma = 2.0 * beta1 * dVariance * before;
            }

            dMu += (ys[0] - mu) / (sigma1 * sigma1);
            workspace.Release(mark);
            gradient[0] = dMu;
            gradient[1] = dAlpha0 * alpha0 + 1.0;
            gradient[2] = (dAlpha1 - dBeta1 * share - 1.0 / room) * alpha1 * room + 1.0 - 2.0 * alpha1;
            gradient[3] = dBeta1 * room * share * (1.0 - share) + 1.0 - 2.0 * share;
            return -0.5 * Math.Log(2 * Math.PI) * ys.Length - 0.5 * sumZ2 - sumLog + u[1] + u[2] + u[3]
                - 2.0 * T.Log1pExp(u[2]) - 2.0 * T.Log1pExp(u[3]) + T.Log(room);
        }
    }
}
