namespace ProbDsl;

/// <summary>q(z | x) of each row of data under trained networks: independent normals.</summary>
/// <param name="Means">The mean of each latent, a row for each row of data.</param>
/// <param name="Sds">Its standard deviation, above 0.</param>
/// <param name="HasStandardPrior">Whether p(z) is standard normal in every row, so that the KL of a row is the sum of those of its latents.</param>
public sealed record LatentCodes(double[][] Means, double[][] Sds, bool HasStandardPrior = true)
{
    // The model's own KL is a sum of some ten terms in another order.
    private const double Rounding = 1e-9;

    /// <summary>How many rows.</summary>
    public int Count => Means.Length;

    /// <summary>How many latents a row has; 0 without rows.</summary>
    public int Latents => Means.Length == 0 ? 0 : Means[0].Length;

    /// <summary>The codes of data. Used by generated code.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="trained">The trained parameters.</param>
    /// <param name="refusal">Why q is not one of independent normals; null where it may be.</param>
    /// <remarks>Rows go through the networks all at once: room is needed for all that lies between their layers.</remarks>
    /// <exception cref="NotSupportedException">q is not one of independent normals.</exception>
    /// <exception cref="ArgumentException">The data have another shape than those that the networks were trained with.</exception>
    public static LatentCodes Of<TProgram>(TProgram program, TrainingResult trained, string? refusal)
        where TProgram : struct, INetworkProgram
    {
        ArgumentNullException.ThrowIfNull(trained);
        trained.Demand(program.Networks);
        if (refusal is not null)
        {
            throw new NotSupportedException($"{program.Name} has no means and standard deviations of z: {refusal}.");
        }

        // Each latent is affine in a noise of its own: z(0) is its mean, half of z(1) − z(−1) its standard deviation.
        double[] middle = Draw(program, trained.Parameters, 0), above = Draw(program, trained.Parameters, 1), below = Draw(program, trained.Parameters, -1);
        int rows = program.BatchRows, width = rows == 0 ? 0 : program.NoiseCount / rows;
        double[][] means = Rows(rows, width), sds = Rows(rows, width);
        int at = 0, column = 0;
        foreach (QuantityInfo latent in program.Quantities)
        {
            // Latents come before what is derived of them.
            int columns = Math.Max(1, latent.Columns);
            if (column == width || latent.Rows != rows)
            {
                break;
            }

            for (int n = 0; n < rows; n++)
            {
                for (int k = 0; k < columns; k++)
                {
                    int i = at + n * columns + k;
                    (means[n][column + k], sds[n][column + k]) = (middle[i], (above[i] - below[i]) / 2);
                    if (!(Math.Abs(above[i] + below[i] - 2 * middle[i]) <= Rounding * (Math.Abs(above[i]) + Math.Abs(below[i])) && sds[n][column + k] > 0))
                    {
                        throw new NotSupportedException(FormattableString.Invariant(
                            $"{program.Name} has no means and standard deviations of z: q of {latent.NameOf(n * columns + k)} is not normal, or not finite."));
                    }
                }
            }

            (at, column) = (at + rows * columns, column + columns);
        }

        return column == width
            ? new LatentCodes(means, sds, IsStandard(program, trained.Parameters, means, sds))
            : throw new NotSupportedException(FormattableString.Invariant($"{program.Name} has no means and standard deviations of z: {width} numbers of noise in a row make {column} latents."));
    }

    /// <summary>KL(N(m, s²) ‖ N(0, 1)) = ½(m² + s² − 1) − log s of each latent, its mean over the rows, in nats.</summary>
    public double[] MeanKl()
    {
        double[] kl = new double[Latents];
        for (int n = 0; n < Count; n++)
        {
            for (int k = 0; k < kl.Length; k++)
            {
                kl[k] += Kl(Means[n][k], Sds[n][k]) / Count;
            }
        }

        return kl;
    }

    /// <summary>The variance of the means of each latent over the rows, divided by one less than their number.</summary>
    public double[] MeanVariance()
    {
        double[] variance = new double[Latents];
        for (int k = 0; k < variance.Length; k++)
        {
            double mean = Means.Average(m => m[k]);
            variance[k] = Means.Sum(m => (m[k] - mean) * (m[k] - mean)) / Math.Max(1, Count - 1);
        }

        return variance;
    }

    /// <summary>(1/N) Σ q(z | xₙ).</summary>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public AggregatePosterior Aggregate() => new(this);

    /// <summary>Which latents say anything of the rows, and whether the posterior has collapsed.</summary>
    /// <exception cref="InvalidOperationException">p(z) is not standard normal, or there are fewer than two rows.</exception>
    public CollapseReport Collapse() => CollapseReport.Of(this);

    internal static double Kl(double mean, double sd) => 0.5 * (mean * mean + sd * sd - 1) - Math.Log(sd);

    private static double[] Draw<TProgram>(TProgram program, double[] parameters, double noise)
        where TProgram : struct, INetworkProgram
    {
        double[] values = new double[program.Quantities.Scalars()], eps = new double[program.NoiseCount];
        eps.AsSpan().Fill(noise);
        program.Sample(ScalarSpan.Cast(parameters), ScalarSpan.Cast(eps), ScalarSpan.Cast(values.AsSpan()), new Workspace<Scalar>());
        return values;
    }

    // The model's own KL of a row tells whether its prior is the one that sums of KLs of single latents are for.
    private static bool IsStandard<TProgram>(TProgram program, double[] parameters, double[][] means, double[][] sds)
        where TProgram : struct, INetworkProgram
    {
        const int Together = 512;
        var rows = new RowProgram<TProgram, double, Pack512<double>>(program);
        var workspace = new Workspace<PackLane<Pack1<double>, double>>();
        for (int first = 0; first < means.Length; first += Together)
        {
            int[] batch = [.. Enumerable.Range(first, Math.Min(Together, means.Length - first))];
            double[] kl = new double[batch.Length], noise = new double[batch.Length * means[0].Length];
            rows.KlOfRows(parameters, noise, batch, kl, workspace);
            for (int n = 0; n < batch.Length; n++)
            {
                double sum = means[first + n].Zip(sds[first + n], Kl).Sum();
                if (!(Math.Abs(kl[n] - sum) <= Rounding * Math.Max(1, Math.Abs(sum))))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static double[][] Rows(int rows, int width) => [.. Enumerable.Range(0, rows).Select(_ => new double[width])];
}
