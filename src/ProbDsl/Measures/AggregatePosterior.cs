namespace ProbDsl;

/// <summary>
/// The aggregate posterior q(z) = (1/N) Σ q(z | xₙ): where the codes of all rows lie together. Generation from p(z) is as good as this is close to it (Hoffman and Johnson
/// 2016; Makhzani et al. 2016).
/// </summary>
public sealed class AggregatePosterior
{
    private readonly LatentCodes _codes;
    private readonly double[] _logScales;
    private readonly Lazy<(double[] Mean, double[] Variances, double[] Factor)> _moments;

    /// <summary>The mixture of the codes of some rows.</summary>
    /// <param name="codes">The codes.</param>
    /// <exception cref="ArgumentException">There are no rows, or no latents.</exception>
    public AggregatePosterior(LatentCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.Latents == 0)
        {
            throw new ArgumentException("There are no rows with latents to be mixed.", nameof(codes));
        }

        _codes = codes;
        _logScales = [.. codes.Sds.Select(s => -s.Sum(Math.Log) - 0.5 * codes.Latents * Math.Log(2 * Math.PI))];
        _moments = new(Moments);
    }

    /// <summary>The mean of q(z).</summary>
    public IReadOnlyList<double> Mean => _moments.Value.Mean;

    /// <summary>The variance of each latent under q(z): that of the means of the rows and the mean of their variances.</summary>
    public IReadOnlyList<double> Variances => _moments.Value.Variances;

    /// <summary>log q(z).</summary>
    /// <param name="z">As many numbers as there are latents.</param>
    public double LogDensity(ReadOnlySpan<double> z)
    {
        double[] terms = new double[_codes.Count];
        double largest = double.NegativeInfinity, sum = 0;
        for (int n = 0; n < terms.Length; n++)
        {
            double[] mean = _codes.Means[n], sd = _codes.Sds[n];
            double square = 0;
            for (int k = 0; k < z.Length; k++)
            {
                double u = (z[k] - mean[k]) / sd[k];
                square += u * u;
            }

            terms[n] = _logScales[n] - 0.5 * square;
            largest = Math.Max(largest, terms[n]);
        }

        foreach (double term in terms)
        {
            sum += Math.Exp(term - largest);
        }

        return largest + Math.Log(sum / terms.Length);
    }

    /// <summary>Independent draws: a row by chance, then z from its q.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Chooses them.</param>
    public double[][] Draw(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var random = new Philox(seed, Streams.Draws);
        double[][] draws = new double[count][];
        for (int i = 0; i < count; i++)
        {
            int n = random.NextInt(_codes.Count);
            draws[i] = new double[_codes.Latents];
            for (int k = 0; k < draws[i].Length; k++)
            {
                draws[i][k] = _codes.Means[n][k] + _codes.Sds[n][k] * random.NextNormal();
            }
        }

        return draws;
    }

    /// <summary>KL(q(z) ‖ p(z)) in nats, the mean of log q(z) − log p(z) over draws from q(z). All rows are summed over, so that it has no bias.</summary>
    /// <param name="draws">How many, at least 2; the cost is that of so many times all rows.</param>
    /// <param name="seed">Chooses them.</param>
    /// <param name="logPrior">log p(z); null for the standard normal.</param>
    public Estimate KlToPrior(int draws = 2000, ulong seed = 1, Func<double[], double>? logPrior = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 2);
        double[][] z = Draw(draws, seed);
        double[] values = new double[draws];
        logPrior ??= StandardNormal;
        Portions.Run(draws, i => values[i] = LogDensity(z[i]) - logPrior(z[i]));
        return Estimate.Of(values);
    }

    /// <summary>KL(q(zₖ) ‖ N(0, 1)) of each latent alone, in nats, by quadrature: nothing is random.</summary>
    public double[] MarginalKl()
    {
        double[] kl = new double[_codes.Latents];
        Portions.Run(kl.Length, k => kl[k] = MixtureDivergence.ToStandardNormal([.. _codes.Means.Select(m => m[k])], [.. _codes.Sds.Select(s => s[k])]));
        return kl;
    }

    /// <summary>The Mahalanobis distance of a point from q(z), √((z − μ)ᵀ Σ⁻¹ (z − μ)) by its mean and covariance: how far out a code lies.</summary>
    /// <param name="z">As many numbers as there are latents.</param>
    public double Mahalanobis(ReadOnlySpan<double> z)
    {
        (double[] mean, _, double[] factor) = _moments.Value;
        double[] u = new double[mean.Length];
        double square = 0;
        for (int i = 0; i < u.Length; i++)
        {
            // L u = z − μ, row by row.
            u[i] = (z[i] - mean[i] - VectorMath.Dot(factor.AsSpan(i * u.Length, i), u)) / factor[i * u.Length + i];
            square += u[i] * u[i];
        }

        return Math.Sqrt(square);
    }

    // Σ = (1/N) Σ (mₙ − μ)(mₙ − μ)ᵀ + diag (1/N) Σ sₙ², positive definite as every s is above 0, and its Cholesky factor.
    private (double[] Mean, double[] Variances, double[] Factor) Moments()
    {
        int latents = _codes.Latents;
        double[] mean = [.. Enumerable.Range(0, latents).Select(k => _codes.Means.Average(m => m[k]))], factor = new double[latents * latents];
        for (int i = 0; i < latents; i++)
        {
            for (int j = 0; j < latents; j++)
            {
                factor[i * latents + j] = _codes.Means.Average(m => (m[i] - mean[i]) * (m[j] - mean[j])) + (i == j ? _codes.Sds.Average(s => s[i] * s[i]) : 0);
            }
        }

        double[] variances = [.. Enumerable.Range(0, latents).Select(k => factor[k * latents + k])];
        return Cholesky.TryFactor(factor, latents) ? (mean, variances, factor) : throw new InvalidOperationException("The codes have no finite moments.");
    }

    private static double StandardNormal(double[] z) => -0.5 * (z.Length * Math.Log(2 * Math.PI) + VectorMath.Dot(z, z));
}
