namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>The gap of single rows, and its two parts, against closed forms and sums by hand.</summary>
public class GapTests
{
    /// <summary>
    /// Everything is Gaussian: x ~ N(b, WWᵀ + σ²I), the posterior has the precision Λ = I + WᵀW/σ² and the mean m = Λ⁻¹Wᵀ(x − b)/σ², and the best q of independent numbers has
    /// that mean and the variances 1/Λᵢᵢ: it loses ½(log Λ₁₁ + log Λ₂₂ − log det Λ). All gaps are KLs between Gaussians.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    public void LinearVae_HasTheClosedForm(int epochs)
    {
        double[][] x = Rows(30, 5);
        var model = new LinearVae(x);
        LinearVae.LinearVaeTraining trained = model.Train(new TrainingOptions { Epochs = epochs, BatchSize = 10, StepSize = 0.01 });
        double variance = Math.Exp(2 * trained.Parameters[^1]);
        double[] b = trained.Decoder.Apply([0, 0]), w0 = Column(1, 0), w1 = Column(0, 1);
        double p00 = 1 + (Dot(w0, w0) / variance), p11 = 1 + (Dot(w1, w1) / variance), p01 = Dot(w0, w1) / variance, det = (p00 * p11) - (p01 * p01);
        double approximation = 0.5 * (Math.Log(p00) + Math.Log(p11) - Math.Log(det));
        IReadOnlyList<RowGap> gaps = trained.Gap(model, 3, 0, 29);
        Assert.Equal([3, 0, 29], gaps.Select(g => g.Row));
        foreach (RowGap gap in gaps)
        {
            double[] r = [.. x[gap.Row].Zip(b, (v, o) => v - o)], q = trained.Encoder.Apply(x[gap.Row]);
            double h0 = Dot(w0, r) / variance, h1 = Dot(w1, r) / variance, m0 = ((p11 * h0) - (p01 * h1)) / det, m1 = ((p00 * h1) - (p01 * h0)) / det;

            // log det C = 5 log σ² + log det Λ, and rᵀC⁻¹r = r·r/σ² − hᵀm.
            double logLikelihood = -0.5 * ((5 * Math.Log(2 * Math.PI * variance)) + Math.Log(det) + (Dot(r, r) / variance) - (h0 * m0) - (h1 * m1));
            double d0 = q[0] - m0, d1 = q[1] - m1, v0 = Math.Exp(2 * q[2]), v1 = Math.Exp(2 * q[3]);
            double kl = 0.5 * ((p00 * (v0 + (d0 * d0))) + (p11 * (v1 + (d1 * d1))) + (2 * p01 * d0 * d1) - 2 - Math.Log(det) - Math.Log(v0) - Math.Log(v1));

            // Rounding of some thousand terms of a few hundred nats; the climb ends where a step gains 1e-13 of the ELBO.
            double tolerance = 1e-9 * Math.Max(1, Math.Abs(logLikelihood - kl));
            Assert.Equal(logLikelihood, gap.LogLikelihood, tolerance);
            Assert.Equal(kl, gap.Gap, tolerance);
            Assert.Equal(approximation, gap.ApproximationGap, tolerance);
            Assert.Equal(kl - approximation, gap.AmortisationGap, tolerance);
            Assert.InRange(gap.Error, 0, tolerance);
        }

        double[] Column(double first, double second) => [.. trained.Decoder.Apply([first, second]).Zip(b, (v, o) => v - o)];
    }

    /// <summary>A decoder that bends: sums over a grid of z written out, and a search for the best q by comparing values alone.</summary>
    [Fact]
    public void CurvedDecoder_HasTheGapsByHand()
    {
        double[][] x = Rows(20, 6, isBits: true);
        var model = new SmallVae(x);
        SmallVae.SmallVaeTraining trained = model.Train(new TrainingOptions { Epochs = 300, BatchSize = 10, StepSize = 0.03 });
        RowGap gap = Assert.Single(trained.Gap(model, 7));

        double LogJoint(double a, double b) => BernoulliVector.FromLogits(trained.Decoder.Apply([a, b])).LogDensity(x[7]) - (0.5 * ((a * a) + (b * b))) - Math.Log(2 * Math.PI);
        double evidence = Math.Log(Axis(9, 0.1).Sum(a => Axis(9, 0.1).Sum(b => Math.Exp(LogJoint(a, b)))) * 0.01);
        double[] q = trained.Encoder.Apply(x[7]);
        Assert.Equal(evidence, gap.LogLikelihood, 1e-9);
        Assert.Equal(Elbo(q, 0.25), gap.Elbo, 1e-9);

        double[] at = q;
        double best = Elbo(at, 0.5);
        for (double step = 0.5; step > 1e-5; step /= 2)
        {
            for (bool isHigher = true; isHigher;)
            {
                isHigher = false;
                for (int i = 0; i < 8; i++)
                {
                    double[] next = [.. at];
                    next[i / 2] += i % 2 == 0 ? step : -step;
                    double value = Elbo(next, 0.5);
                    if (value > best)
                    {
                        (at, best, isHigher) = (next, value, true);
                    }
                }
            }
        }

        // The search ends within 1e-5 of the top, where the ELBO is lower by the square of it.
        Assert.Equal(Elbo(at, 0.25), gap.BestElbo, 1e-8);
        Assert.True(gap.AmortisationGap > 1e-4 && gap.ApproximationGap > 1e-4, $"the comparison says something: {gap}");

        double Elbo(double[] of, double step) => Axis(8, step).Sum(u => Axis(8, step).Sum(v =>
            step * step * Math.Exp(-0.5 * ((u * u) + (v * v))) / (2 * Math.PI) * LogJoint(of[0] + (Math.Exp(of[2]) * u), of[1] + (Math.Exp(of[3]) * v)))) + of[2] + of[3] + Math.Log(2 * Math.PI * Math.E);
    }

    /// <summary>One latent, two widths of the prior, networks within networks.</summary>
    [Fact]
    public void OneLatent_HasTheEvidenceByHand()
    {
        double[][] x = Rows(20, 5);
        var model = new SizedVae(x);
        SizedVae.SizedVaeTraining trained = model.Train(new TrainingOptions { Epochs = 20, BatchSize = 10, StepSize = 0.01 });
        foreach (RowGap gap in trained.Gap(model, [.. Enumerable.Range(0, 20)]))
        {
            var prior = x[gap.Row][0] > 0 ? new Normal(0, 1) : new Normal(0.5, 2);
            double[] values = [.. Axis(20, 1e-3).Select(z => NormalVector.WithSd(trained.Decoder.Apply(trained.Inner.Apply(trained.Inner.Apply([z]))), 1).LogDensity(x[gap.Row]) + prior.LogDensity(z))];
            double largest = values.Max();

            // A ReLU inside: the sums err by the square of their steps, as Error says of one of them.
            Assert.Equal(largest + Math.Log(values.Sum(v => Math.Exp(v - largest)) * 1e-3), gap.LogLikelihood, 1e-6);
            Assert.InRange(gap.Error, 0, 1e-7);
            Assert.True(gap.ApproximationGap > -1e-7 && gap.AmortisationGap > -1e-7, gap.ToString());
        }
    }

    [Fact]
    public void WhatHasNoGapByQuadrature_IsRefused()
    {
        var wide = new LinearCode(Rows(4, 4), 1);
        Assert.StartsWith(
            "LinearCode has 4 latent numbers in each row; p(x) is integrated over a grid, which serves 1 or 2. Evaluate(data) bounds log p(x)",
            Assert.Throws<NotSupportedException>(() => wide.Train(new() { Epochs = 0 }).Gap(wide, 0)).Message, StringComparison.Ordinal);
        var semi = new SemiVae(Rows(4, 4, isBits: true), [-1, 0, 1, 2], [0.5, 0.2, 0.3]);
        Assert.Contains("it has a discrete latent beside z", Assert.Throws<NotSupportedException>(() => semi.Train(new() { Epochs = 0 }).Gap(semi, 0)).Message, StringComparison.Ordinal);
        var linear = new LinearVae(Rows(4, 5));
        Assert.StartsWith("LinearVae has 4 rows, from 0 on, and none 4.", Assert.Throws<ArgumentOutOfRangeException>(() => linear.Train(new() { Epochs = 0 }).Gap(linear, 0, 4)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<double> Axis(double reach, double step) => Enumerable.Range(0, (int)Math.Round(2 * reach / step) + 1).Select(k => -reach + (k * step));

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private static double[][] Rows(int count, int width, bool isBits = false)
    {
        var random = new Philox(21, (ulong)width);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => isBits ? (random.NextDouble() < 0.4 ? 1.0 : 0.0) : random.NextNormal()).ToArray())];
    }
}
