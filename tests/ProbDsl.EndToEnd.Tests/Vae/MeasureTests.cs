using LinearVaeProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Vae_LinearVae.ModelProgram;

namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>What is measured of trained networks: codes, gradients of the two parts, collapse, single rows.</summary>
public class MeasureTests
{
    private static readonly double[] s_variances = [3, 1.5, 0.75, 0.3, 0.2];

    // Signs in orthogonal columns: mean 0, no correlation, and so exactly these variances.
    private static readonly double[][] s_rows = [.. Enumerable.Range(0, 32).Select(n => s_variances.Select((v, k) => (n >> k & 1) == 0 ? Math.Sqrt(v) : -Math.Sqrt(v)).ToArray())];

    /// <summary>
    /// Probabilistic PCA's optimum (Tipping and Bishop 1999): W = √(λ − σ²) along the axes, σ² the mean of the variances left over, q the posterior. The two pulls are
    /// polynomials of the second degree in the noise, whose mean the four points ±√2 along each axis have exactly: they balance to rounding.
    /// </summary>
    [Fact]
    public void AtTheOptimum_ThePullsBalance()
    {
        (LinearVae model, LinearVae.LinearVaeTraining trained) = Optimum();
        GradientDecomposition pulls = trained.Gradients(model, new GradientOptions { Batches = 400 });

        // By draws: what is left is noise, of the size that the draws say. Of some thirty numbers with that mean square, none passes thrice the root.
        Assert.InRange(pulls.Whole.SumNorm, 0, 3 * pulls.Whole.SumNoise);
        Assert.True(pulls.Whole.Reconstruction.Norm > 20 * pulls.Whole.SumNoise, "the parts stand out of the noise");

        // 1 + cos = (‖s‖² − (‖a‖ − ‖b‖)²)/(2‖a‖‖b‖) for the sum s of the pulls a and b.
        GradientBlock q = Assert.Single(pulls.Blocks, b => b.Name == "Encoder.0.weight");
        Assert.InRange(q.Cosine + 1, 0, q.SumNorm * q.SumNorm / (2 * q.Reconstruction.Norm * q.Kl.Norm));

        // The KL has no noise where each batch is all rows, but for the rounding of another order of these; and the decoder has no KL.
        Assert.True(q.Kl.SignalToNoise > 1e12, $"signal to noise is {q.Kl.SignalToNoise}");
        Assert.Equal(0, Assert.Single(pulls.Blocks, b => b.Name == "Decoder.0.weight").Kl.Norm);

        double root = Math.Sqrt(2);
        double[][] points = [[root, 0], [-root, 0], [0, root], [0, -root]];
        var program = new RowProgram<LinearVaeProgram, double, Pack512<double>>(model.Program);
        double[][] gradients = [.. ((double[][])[[1, 0], [0, 1]]).Select(weights =>
        {
            double[] sum = new double[trained.Parameters.Length], gradient = new double[sum.Length];
            foreach (double[] point in points)
            {
                double[] noise = [.. s_rows.SelectMany(_ => point)], all = new double[RowProgram<LinearVaeProgram, double, Pack512<double>>.WeightsOf(model.Program, 2) * s_rows.Length];
                all.AsSpan(0, s_rows.Length).Fill(weights[0]);
                all.AsSpan(s_rows.Length, s_rows.Length).Fill(weights[1]);
                program.ObjectiveOnBatch(trained.Parameters, noise, all, [.. Enumerable.Range(0, s_rows.Length)], gradient, new Workspace<PackLane<Pack1<double>, double>>());
                sum = [.. sum.Zip(gradient, (s, g) => s + g)];
            }

            return sum;
        })];
        double norm = Math.Sqrt(gradients[0].Sum(g => g * g)), left = Math.Sqrt(gradients[0].Zip(gradients[1], (a, b) => (a + b) * (a + b)).Sum());
        Assert.InRange(left / norm, 0, 1e-12);
    }

    [Fact]
    public void Codes_AreTheEncodersOutput()
    {
        double[][] x = Rows(9, 6, isBits: true);
        var model = new SmallVae(x);
        SmallVae.SmallVaeTraining trained = model.Train(new TrainingOptions { Epochs = 3, BatchSize = 4 });
        LatentCodes codes = trained.Encode(model);
        Assert.True(codes.HasStandardPrior);
        Assert.Equal((9, 2), (codes.Count, codes.Latents));
        for (int n = 0; n < x.Length; n++)
        {
            double[] q = trained.Encoder.Apply(x[n]);
            for (int k = 0; k < 2; k++)
            {
                // Rounding of half a difference.
                Assert.Equal(q[k], codes.Means[n][k], 1e-12);
                Assert.Equal(Math.Exp(q[2 + k]), codes.Sds[n][k], 1e-12);
            }
        }

        // Closed form: the mean KL of the codes is that of the evaluation.
        Assert.Equal(trained.Evaluate(model, new EvaluationOptions { Draws = 2 }).Kl.Value, codes.MeanKl().Sum(), 1e-12);
    }

    [Fact]
    public void OtherPriorsAndQs_AreToldOrRefused()
    {
        var sized = new SizedVae(Rows(20, 5));
        LatentCodes codes = sized.Train(new() { Epochs = 0 }).Encode(sized);
        Assert.False(codes.HasStandardPrior);
        Assert.Throws<InvalidOperationException>(() => codes.Collapse());
        var semi = new SemiVae(Rows(4, 4, isBits: true), [-1, 0, 1, 2], [0.5, 0.2, 0.3]);
        Assert.Contains("it has a discrete latent beside z", Assert.Throws<NotSupportedException>(() => semi.Train(new() { Epochs = 0 }).Encode(semi)).Message, StringComparison.Ordinal);
    }

    /// <summary>Under a β a tenth below the first threshold one latent is told of, a tenth above it none (<see cref="CollapseTests"/>).</summary>
    [Theory]
    [InlineData(0.9, Collapse.Partial, 1)]
    [InlineData(1.1, Collapse.Whole, 0)]
    public void Collapse_IsFoundWhereTheoryHasIt(double ratio, Collapse expected, int active)
    {
        double[][] rows = [.. s_rows.Select(r => r[..4])];
        const double Noise = 0.5;
        var model = new LinearCode(rows, Math.Sqrt(Noise));
        LinearCode.LinearCodeTraining trained = model.Train(
            new TrainingOptions { Epochs = 12_000, BatchSize = 32, StepSize = 0.01, FinalStepSize = 1e-6, Objective = Objectives.Beta(ratio * s_variances[0] / Noise) });
        CollapseReport report = trained.Encode(model).Collapse();
        Assert.Equal((expected, active), (report.Collapse, report.ActiveUnits));
    }

    [Fact]
    public void Rows_OfAnEvaluation_MakeItsMeans()
    {
        var model = new SmallVae(Rows(9, 6, isBits: true));
        NetworkEvaluation evaluation = model.Train(new TrainingOptions { Epochs = 3 }).Evaluate(model, new EvaluationOptions { Draws = 5 });
        Assert.Equal(9, evaluation.Rows.Count);
        Assert.Equal(evaluation.Elbo, Estimate.Of(evaluation.Rows.Select(r => r.Elbo).ToArray()));
        Assert.Equal(evaluation.LogLikelihood, Estimate.Of(evaluation.Rows.Select(r => r.LogLikelihood).ToArray()));
    }

    // With as many rows as a batch, every batch is all rows.
    private static (LinearVae Model, LinearVae.LinearVaeTraining Trained) Optimum()
    {
        var model = new LinearVae(s_rows);
        LinearVae.LinearVaeTraining trained = model.Train(new TrainingOptions { Epochs = 0 });
        double noise = s_variances[2..].Average();
        double[] phi = trained.Parameters;
        Array.Clear(phi);

        // The encoder has a row of four outputs for each of five inputs, then four biases; the decoder five outputs for each of two latents, then five biases.
        for (int k = 0; k < 2; k++)
        {
            double lambda = s_variances[k], w = Math.Sqrt(lambda - noise);
            phi[(4 * k) + k] = w / lambda;
            phi[20 + 2 + k] = 0.5 * Math.Log(noise / lambda);
            phi[24 + (5 * k) + k] = w;
        }

        phi[^1] = 0.5 * Math.Log(noise);
        return (model, trained);
    }

    private static double[][] Rows(int count, int width, bool isBits = false)
    {
        var random = new Philox(22, (ulong)width);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => isBits ? (random.NextDouble() < 0.4 ? 1.0 : 0.0) : random.NextNormal()).ToArray())];
    }
}

public sealed partial class LinearVae
{
    internal LinearVaeProgram Program => new(ModelData);
}
