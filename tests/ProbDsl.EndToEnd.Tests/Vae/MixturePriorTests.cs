using static ProbDsl.ProbMath;

namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>A learned mixture as the prior of z, in plain language: a factor that takes the standard normal away and puts the mixture in its place.</summary>
public class MixturePriorTests
{
    /// <summary>log p(x) by a sum over a grid of z in which prior and likelihood are written out; the centres are learned with the rest.</summary>
    [Fact]
    public void Mixture_IsThePrior()
    {
        var random = new Philox(41);
        double[][] x = [.. Enumerable.Range(0, 60).Select(n => Enumerable.Range(0, 6).Select(k => random.NextDouble() < ((k < 3) == (n % 2 == 0) ? 0.9 : 0.1) ? 1.0 : 0.0).ToArray())];
        var model = new MixtureVae(x);
        MixtureVae.MixtureVaeTraining trained = model.Train(new TrainingOptions { Epochs = 200, BatchSize = 20, StepSize = 0.02 });

        // Parameters stand in the order in which the methods name them, those of q first.
        double[] moves = trained.Parameters[trained.Encoder.Weights.Count..][..2], centres = [-1 + moves[0], 1 + moves[1]];
        Assert.All(moves, moved => Assert.True(Math.Abs(moved) > 0.1, "a centre was not learned"));

        const double Step = 1e-3;
        foreach (RowGap gap in trained.Gap(model, 0, 1))
        {
            double evidence = 0;
            for (double z = -12; z <= 12; z += Step)
            {
                double prior = 0.5 * (Math.Exp(new Normal(centres[0], 0.5).LogDensity(z)) + Math.Exp(new Normal(centres[1], 0.5).LogDensity(z)));
                evidence += Step * prior * Math.Exp(BernoulliVector.FromLogits(trained.Decoder.Apply([z])).LogDensity(x[gap.Row]));
            }

            // Both sums are of a smooth density that falls off at both ends: rounding alone, and where the one on the grid settled.
            Assert.Equal(Math.Log(evidence), gap.LogLikelihood, 1e-8);
            Assert.True(gap.Gap > 0);
        }
    }
}

/// <summary>Two hills of z whose centres are learned. Parameters start at 0, where two hills that are one would stay one.</summary>
[ProbabilisticModel]
public sealed partial class MixtureVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [4], outputs: 2, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 1, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(1);

    [Factor]
    double Hills([Plate(nameof(Rows))] int n, double[][] z, [Parameter] double first, [Parameter] double second)
        => LogSumExp(new Normal(-1 + first, 0.5).LogDensity(z[n][0]), new Normal(1 + second, 0.5).LogDensity(z[n][0])) - Math.Log(2) - new Normal(0, 1).LogDensity(z[n][0]);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}
