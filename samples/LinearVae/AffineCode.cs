using ProbDsl;

namespace Samples;

/// <summary>What affine networks do to rows, without draws: q is normal and the decoder affine, so that expectations are sums.</summary>
/// <param name="Kl">The mean KL of each latent, the largest first.</param>
/// <param name="QVariance">The mean variance of q of each, in the same order.</param>
/// <param name="Columns">What the decoder multiplies each by, in the same order.</param>
/// <param name="Distortion">The mean of E_q‖x − decoder(z)‖².</param>
internal sealed record AffineCode(double[] Kl, double[] QVariance, double[][] Columns, double Distortion)
{
    public static AffineCode Of(TrainedNetwork encoder, TrainedNetwork decoder, double[][] rows)
    {
        int latents = decoder.Network.Inputs;
        double[] origin = decoder.Apply(new double[latents]);
        double[][] columns = [.. Enumerable.Range(0, latents).Select(j => decoder.Apply([.. Enumerable.Range(0, latents).Select(i => i == j ? 1.0 : 0)]).Zip(origin, (w, o) => w - o).ToArray())];
        double[] kl = new double[latents], variances = new double[latents];
        double distortion = 0;
        foreach (double[] row in rows)
        {
            double[] q = encoder.Apply(row), mean = q[..latents];
            distortion += row.Zip(decoder.Apply(mean), (x, y) => (x - y) * (x - y)).Sum() / rows.Length;
            for (int j = 0; j < latents; j++)
            {
                double variance = Math.Exp(2 * q[latents + j]);
                kl[j] += 0.5 * (mean[j] * mean[j] + variance - 1 - Math.Log(variance)) / rows.Length;
                variances[j] += variance / rows.Length;
                distortion += variance * columns[j].Sum(w => w * w) / rows.Length;
            }
        }

        int[] order = [.. Enumerable.Range(0, latents).OrderByDescending(j => kl[j])];
        return new([.. order.Select(j => kl[j])], [.. order.Select(j => variances[j])], [.. order.Select(j => columns[j])], distortion);
    }

    /// <summary>The squared length of a column.</summary>
    public double SquaredNorm(int latent) => Columns[latent].Sum(w => w * w);
}
