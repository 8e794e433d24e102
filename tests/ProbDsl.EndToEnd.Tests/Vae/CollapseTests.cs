namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>
/// A linear β-VAE with known noise σ². At its optimum a component with variance λ has ½ ln⁺(λ/(β·σ²)) nats and the squared error min(λ, β·σ²): it collapses at β = λ/σ²,
/// and rate and distortion are those of reverse water-filling at the level β·σ² (Cover and Thomas 2006, theorem 10.3.3).
/// </summary>
public class CollapseTests
{
    private const double Noise = 0.5;

    private static readonly double[] s_variances = [3, 1.5, 0.75, 0.3];

    // Signs in orthogonal columns: mean 0, no correlation, and so exactly these variances.
    private static readonly double[][] s_rows = [.. Enumerable.Range(0, 32).Select(n => s_variances.Select((v, k) => (n >> k & 1) == 0 ? Math.Sqrt(v) : -Math.Sqrt(v)).ToArray())];

    /// <summary>A tenth below the threshold a component is told, a tenth above it is not.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Component_CollapsesAtItsThreshold(int component)
    {
        double threshold = s_variances[component] / Noise;
        double below = Train(0.9 * threshold).Kl[component], above = Train(1.1 * threshold).Kl[component];

        // ½ ln(1/0.9) = 0.0527; the noise of the last steps moves the KL by more where the objective is flat, and half is far from none.
        Assert.InRange(below, 0.0527 / 2, 0.0527 * 1.5);
        Assert.InRange(above, 0, 0.0527 / 20);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void RateAndDistortion_AreReverseWaterFilling(double beta)
    {
        double level = beta * Noise;
        (double[] kl, double distortion) = Train(beta);
        double rate = s_variances.Sum(v => 0.5 * Math.Max(0, Math.Log(v / level)));

        // At the optimum distortion + 2·level·rate is flat to first order, so that it is right to the square of what each errs by.
        double lagrangian = s_variances.Sum(v => Math.Min(v, level)) + (2 * level * rate);
        Assert.Equal(lagrangian, distortion + (2 * level * kl.Sum()), 2e-3 * lagrangian);
        Assert.True(distortion + (2 * level * kl.Sum()) >= lagrangian * (1 - 1e-9), "no code is better than the rate-distortion function");
        Assert.Equal(rate, kl.Sum(), 0.02);
        Assert.Equal(s_variances.Sum(v => Math.Min(v, level)), distortion, 0.02 * lagrangian);
    }

    // The KL of each component, and the mean of E_q‖x − decoder(z)‖², both without draws.
    private static (double[] Kl, double Distortion) Train(double beta)
    {
        var model = new LinearCode(s_rows, Math.Sqrt(Noise));
        LinearCode.LinearCodeTraining trained = model.Train(new TrainingOptions { Epochs = 12_000, BatchSize = 32, StepSize = 0.01, FinalStepSize = 1e-6, Objective = Objectives.Beta(beta) });
        Assert.Equal(FitStatus.IterationLimit, trained.Status);
        double[] origin = trained.Decoder.Apply(new double[4]);
        double[][] columns = [.. Enumerable.Range(0, 4).Select(j => trained.Decoder.Apply([.. Enumerable.Range(0, 4).Select(i => i == j ? 1.0 : 0)]).Zip(origin, (w, o) => w - o).ToArray())];
        double[] kl = new double[4];
        double distortion = 0;
        foreach (double[] row in s_rows)
        {
            double[] q = trained.Encoder.Apply(row), mean = q[..4];
            distortion += row.Zip(trained.Decoder.Apply(mean), (x, y) => (x - y) * (x - y)).Sum() / s_rows.Length;
            for (int j = 0; j < 4; j++)
            {
                double variance = Math.Exp(2 * q[4 + j]);
                kl[j] += 0.5 * ((mean[j] * mean[j]) + variance - 1 - Math.Log(variance)) / s_rows.Length;
                distortion += variance * columns[j].Sum(w => w * w) / s_rows.Length;
            }
        }

        // KL falls with the variance of the component, and the variances are in order.
        return ([.. kl.OrderDescending()], distortion);
    }
}

/// <summary>A linear autoencoder with as many latents as columns and a known noise.</summary>
[ProbabilisticModel]
public sealed partial class LinearCode(double[][] x, double sd)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 4, hidden: [], outputs: 2 * 4);

    [Parameter] Mlp Decoder => new(inputs: 4, hidden: [], outputs: 4);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(4);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd(Decoder.Apply(z[n]), sd);

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}
