namespace ProbDsl;

/// <summary>KL(posterior ‖ q) of a solved model for a Gaussian q over the same unconstrained point, without a draw.</summary>
/// <remarks>
/// Given the numerical latents at node k everything is known: E log p of the conditional laws by their entropies, and E log q = log q(mₖ) − ½ tr(S⁻¹Vₖ), because log q is
/// a quadratic function and mₖ, Vₖ are the conditional moments on the unconstrained scale (of a logit beta ψ(α) − ψ(β) and ψ'(α) + ψ'(β), of a log gamma
/// ψ(α) − log β and ψ'(α)). The grid sums over the nodes.
/// </remarks>
internal sealed class ExactKl<TProgram, T>(LatentPlaces places, NumericalDensity<TProgram, T> density, double[][] points, double[] weights, double[] logs)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Solutions of the Gaussian system times latents: some seconds.
    private const double MostWork = 1e9;

    /// <summary>The KL in nats; null where it would take too long.</summary>
    public double? To(GaussianShape q, double logEvidence)
    {
        int n = q.Count, gaussians = places.Gaussian.Length;
        if ((double)points.Length * n * n * Math.Max(1, gaussians) > MostWork)
        {
            return null;
        }

        double[] inverse = Cholesky.InverseTransposed(q.Factor, n), parts = new double[points.Length];
        double constant = 0.5 * n * Math.Log(2 * Math.PI) + q.LogDeterminant;
        density.Visit(points, (integral, _, first, count) =>
        {
            T entropy = integral.Factor is null ? T.Zero : integral.Factor.LogDeterminantOfInverse + 0.5 * gaussians * (1 + Math.Log(2 * Math.PI));
            T[] spread = new T[n], x = new T[gaussians];
            for (int j = 0; j < n && gaussians > 0; j++)
            {
                for (int k = 0; k < gaussians; k++)
                {
                    x[k] = inverse[places.Gaussian[integral.Factor!.Order[k]] * n + j];
                }

                spread[j] = integral.Factor!.SquaredLength(x, 0);
            }

            for (int lane = 0; lane < count; lane++)
            {
                (double[] mean, double[] variance, double ofConjugates) = Moments(integral, lane);
                double quadratic = 0;
                for (int j = 0; j < n; j++)
                {
                    double along = 0, square = T.Get(spread[j], lane);
                    for (int i = 0; i <= j; i++)
                    {
                        double slope = inverse[i * n + j];
                        along += slope * (mean[i] - q.Mean[i]);
                        square += slope * slope * variance[i];
                    }

                    quadratic += square + along * along;
                }

                parts[first + lane] = logs[first + lane] - logEvidence - T.Get(entropy, lane) - ofConjugates + constant + 0.5 * quadratic;
            }
        });
        return VectorMath.Dot(weights, parts);
    }

    // Of every latent but for the variances of the Gaussian ones; and the entropy of the conjugate ones.
    private (double[] Mean, double[] Variance, double Entropy) Moments(ConditionalIntegral<TProgram, T> integral, int lane)
    {
        double[] mean = Array.ConvertAll(integral.Point, u => T.Get(u, lane)), variance = new double[mean.Length];
        double entropy = 0;
        for (int b = 0; b < places.Conjugate.Length; b++)
        {
            (int place, ExactPart part) = places.Conjugate[b];
            double alpha = T.Get(integral.Alpha[b], lane), beta = T.Get(integral.Beta[b], lane);
            (mean[place], variance[place], double own) = part == ExactPart.Beta ? OfBeta(alpha, beta) : OfGamma(alpha, beta, part == ExactPart.Gamma ? 1 : -1);
            entropy += own;
        }

        return (mean, variance, entropy);
    }

    // Of log x, or of log 1/x: the density is α u − β eᵘ + α log β − log Γ(α), and E β eᵘ = α.
    private static (double Mean, double Variance, double Entropy) OfGamma(double alpha, double beta, int sign)
    {
        double mean = ProbMath.Digamma(alpha) - Math.Log(beta);
        return (sign * mean, Trigamma(alpha), -(alpha * mean - alpha + alpha * Math.Log(beta) - ProbMath.LogGamma(alpha)));
    }

    // Of logit x: the density is α log x + β log(1 − x) − log B(α, β).
    private static (double Mean, double Variance, double Entropy) OfBeta(double alpha, double beta)
    {
        double both = ProbMath.Digamma(alpha + beta), first = ProbMath.Digamma(alpha), second = ProbMath.Digamma(beta);
        double logBeta = ProbMath.LogGamma(alpha) + ProbMath.LogGamma(beta) - ProbMath.LogGamma(alpha + beta);
        return (first - second, Trigamma(alpha) + Trigamma(beta), logBeta - alpha * (first - both) - beta * (second - both));
    }

    private static double Trigamma(double x) => Scalar.Trigamma(x).Value;
}
