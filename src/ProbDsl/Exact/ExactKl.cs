using System.Collections.Concurrent;

namespace ProbDsl;

/// <summary>KL(posterior ‖ q) of a solved model for a Gaussian q over the unconstrained point of a fit, without a draw.</summary>
/// <remarks>
/// Given the numerical latents at node k everything is known: E log p of the conditional laws by their entropies, and E log q = log q(mₖ) − ½ tr(S⁻¹Vₖ), because log q is
/// a quadratic function and mₖ, Vₖ are the conditional moments on the unconstrained scale (of a logit beta ψ(α) − ψ(β) and ψ'(α) + ψ'(β), of a log gamma
/// ψ(α) − log β and ψ'(α)). Where the fit moves latents in other coordinates, these are affine in the Gaussian latents given the rest, and so have conditional moments too;
/// E log p there is less by the logarithm of the Jacobian. The grid sums over the nodes.
/// </remarks>
internal sealed class ExactKl<TProgram, T>(TProgram program, LatentPlaces places, NumericalDensity<TProgram, T> density, double[][] points, double[] weights, double[] logs)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Solutions of the Gaussian system times latents: some seconds.
    private const double MostWork = 1e9;

    // Nodes that light together make no thousandth of an integral that converges.
    private const double Light = 1e-12;
    private const double MostOfLight = 1e-3;

    /// <summary>The KL in nats; where it is null or infinite, the reason.</summary>
    public (double? Value, string Reason) To(FittedGaussian fitted, double logEvidence)
    {
        GaussianShape q = fitted.Shape;
        int n = q.Count, gaussians = places.Gaussian.Length;
        if ((double)points.Length * n * n * Math.Max(1, gaussians) > MostWork)
        {
            return (null, "the sum over the grid would take too long");
        }

        AffineCoordinates<TProgram>? moved = null;
        if (!fitted.IsIdentity)
        {
            moved = Heaviest() is { } point ? AffineCoordinates<TProgram>.At(point, program, places, fitted.Copy()) : null;
            if (moved is null)
            {
                return (null, "a latent moves in a coordinate that is not of first degree in the Gaussian latents given the others");
            }
        }

        double[] inverse = Cholesky.InverseTransposed(q.Factor, n), parts = new double[points.Length];
        double constant = 0.5 * n * Math.Log(2 * Math.PI) + q.LogDeterminant;
        var idle = new ConcurrentBag<AffineCoordinates<TProgram>>();
        density.Visit(points, (integral, _, first, count) =>
        {
            T entropy = integral.Factor is null ? T.Zero : integral.Factor.LogDeterminantOfInverse + 0.5 * gaussians * (1 + Math.Log(2 * Math.PI));
            AffineCoordinates<TProgram>? own = moved is null ? null : idle.TryTake(out AffineCoordinates<TProgram>? kept) ? kept : moved.Copy();
            (double[][] means, double[] stretch, T[][] slopes) = Coordinates(integral, own, count);
            int[][] reads = own?.Reads ?? _ownReads;
            T[] spread = Spread(integral, inverse, reads, slopes, n);
            if (own is not null)
            {
                idle.Add(own);
            }

            for (int lane = 0; lane < count; lane++)
            {
                double[] mean = means[lane], variance = new double[n];
                double ofConjugates = Conjugates(integral, lane, mean, variance), quadratic = 0;
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

                parts[first + lane] = logs[first + lane] - logEvidence - T.Get(entropy, lane) - ofConjugates - stretch[lane] + constant + 0.5 * quadratic;
            }
        });
        return Sum(parts);
    }

    // In the coordinates in which the model was solved each Gaussian latent is read in its own place alone.
    private readonly int[][] _ownReads = [.. Enumerable.Range(0, places.Latents.Length).Select(i => Array.IndexOf(places.Gaussian, i) is int g and >= 0 ? new[] { g } : [])];

    private (double? Value, string Reason) Sum(double[] parts)
    {
        double sum = 0, all = 0, light = 0;
        for (int k = 0; k < parts.Length; k++)
        {
            double part = weights[k] * parts[k];
            (sum, all, light) = (sum + part, all + Math.Abs(part), light + (weights[k] < Light ? Math.Abs(part) : 0));
        }

        return !double.IsFinite(sum) ? (null, "a latent's coordinate is not found at a node of the grid")
            : light > MostOfLight * all ? (double.PositiveInfinity, "the posterior's tails are so long beside q's that the sum over the grid does not end; it may be infinite")
            : (sum, "");
    }

    // The solved point at the node with the most weight.
    private double[]? Heaviest()
    {
        double[]? point = null;
        density.Visit([points[Array.IndexOf(weights, weights.Max())]], (integral, _, _, _) => point = Array.ConvertAll(integral.Point, u => T.Get(u, 0)));
        return point;
    }

    // Of each lane the coordinates of q at the solved point and log |det| of the way to them; and their derivatives.
    private (double[][] Means, double[] Stretch, T[][] Slopes) Coordinates(ConditionalIntegral<TProgram, T> integral, AffineCoordinates<TProgram>? moved, int count)
    {
        int n = places.Latents.Length;
        double[][] points = [.. Enumerable.Range(0, count).Select(lane => Array.ConvertAll(integral.Point, u => T.Get(u, lane)))];
        if (moved is null)
        {
            return (points, new double[count], Array.ConvertAll(_ownReads, r => Array.ConvertAll(r, _ => T.One)));
        }

        double[][] means = new double[count][];
        double[] stretch = new double[count], lanes = new double[T.Width];
        double[][][] slopes = new double[count][][];
        for (int lane = 0; lane < count; lane++)
        {
            (means[lane], slopes[lane]) = (new double[n], Array.ConvertAll(moved.Reads, r => new double[r.Length]));
            stretch[lane] = moved.TryAt(points[lane], means[lane], slopes[lane], out double log) ? log : double.NaN;
        }

        T[][] together = Array.ConvertAll(moved.Reads, r => new T[r.Length]);
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < together[i].Length; k++)
            {
                for (int lane = 0; lane < lanes.Length; lane++)
                {
                    lanes[lane] = slopes[Math.Min(lane, count - 1)][i][k];
                }

                together[i][k] = T.Load(lanes);
            }
        }

        return (means, stretch, together);
    }

    // The variance of each row of the root of S⁻¹ times the coordinates, as far as it is that of the Gaussian latents.
    private T[] Spread(ConditionalIntegral<TProgram, T> integral, double[] inverse, int[][] reads, T[][] slopes, int n)
    {
        int gaussians = places.Gaussian.Length;
        T[] spread = new T[n], x = new T[gaussians];
        int[] step = new int[gaussians];
        for (int k = 0; k < gaussians; k++)
        {
            step[integral.Factor!.Order[k]] = k;
        }

        for (int j = 0; j < n && gaussians > 0; j++)
        {
            Array.Clear(x);
            for (int i = 0; i <= j; i++)
            {
                for (int k = 0; k < reads[i].Length; k++)
                {
                    x[step[reads[i][k]]] += inverse[i * n + j] * slopes[i][k];
                }
            }

            spread[j] = integral.Factor!.SquaredLength(x, 0);
        }

        return spread;
    }

    // Sets the moments of the conjugate latents; the result is their entropy.
    private double Conjugates(ConditionalIntegral<TProgram, T> integral, int lane, double[] mean, double[] variance)
    {
        double entropy = 0;
        for (int b = 0; b < places.Conjugate.Length; b++)
        {
            (int place, ExactPart part) = places.Conjugate[b];
            double alpha = T.Get(integral.Alpha[b], lane), beta = T.Get(integral.Beta[b], lane);
            (mean[place], variance[place], double own) = part == ExactPart.Beta ? OfBeta(alpha, beta) : OfGamma(alpha, beta, part == ExactPart.Gamma ? 1 : -1);
            entropy += own;
        }

        return entropy;
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
