namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>Training: a linear model against probabilistic PCA, checkpoints, and what is said of failures.</summary>
public class TrainingTests
{
    // Sample eigenvalues of the covariance, as in the closed form below.
    private static readonly double[] s_eigenvalues = [5, 3, 1, 0.5, 0.5];

    /// <summary>
    /// Tipping and Bishop 1999: with two latents the noise variance is the mean of the three smallest eigenvalues, 2/3; a decoder column has the squared norm λ − 2/3;
    /// q has the variances (2/3)/λ; the KL of a dimension is ½ log(λ/(2/3)) on average over the data; the mean log likelihood is −½(5 log 2π + Σ log C + 5), with C's
    /// eigenvalues 5, 3, 2/3, 2/3, 2/3, and equals the ELBO, because the posterior is diagonal in the axes that maximise it.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void LinearVae_IsProbabilisticPca(ulong seed)
    {
        // What the noise of the last steps leaves is up to 0.3 %.
        const double Share = 0.005;
        double[][] x = Data(400);
        var model = new LinearVae(x);
        LinearVae.LinearVaeTraining trained = model.Train(new TrainingOptions { Epochs = 12_000, BatchSize = 50, StepSize = 0.002, FinalStepSize = 1e-6, Seed = seed });
        double variance = s_eigenvalues[2..].Average();
        void Near(double expected, double found) => Assert.Equal(expected, found, Share * Math.Abs(expected));
        Near(variance, Math.Exp(2 * trained.Parameters[^1]));

        NetworkEvaluation evaluation = trained.Evaluate(model);
        double logLikelihood = -0.5 * ((5 * Math.Log(2 * Math.PI)) + Math.Log(5) + Math.Log(3) + (3 * Math.Log(variance)) + 5);
        Assert.Equal(-7.84052, logLikelihood, 5e-6);
        Near(logLikelihood, evaluation.LogLikelihood.Value);
        Near(logLikelihood, evaluation.Elbo.Value);

        // The latent that tells more is the first component.
        LatentCodes codes = trained.Encode(model);
        double[] kl = codes.MeanKl(), w = [.. trained.Decoder.Weights.Take(10)];
        int first = kl[0] > kl[1] ? 0 : 1;
        foreach ((int latent, double eigenvalue) in new[] { (first, 5.0), (1 - first, 3.0) })
        {
            Near(0.5 * Math.Log(eigenvalue / variance), kl[latent]);
            Near(variance / eigenvalue, codes.Sds.Average(sd => sd[latent] * sd[latent]));
            Near(eigenvalue - variance, Dot(w, latent, latent));

            // The column is an eigenvector: S·w = λ·w, but for what the axes are turned by.
            double[] column = w[(5 * latent)..((5 * latent) + 5)], image = new double[5];
            foreach (double[] row in x)
            {
                double along = row.Zip(column, (p, q) => p * q).Sum() / x.Length;
                image = [.. image.Zip(row, (sum, p) => sum + (along * p))];
            }

            double off = Math.Sqrt(image.Zip(column, (p, q) => (p - (eigenvalue * q)) * (p - (eigenvalue * q))).Sum());
            Assert.InRange(off / (eigenvalue * Math.Sqrt(Dot(w, latent, latent))), 0, Share);
        }
    }

    [Fact]
    public void ResumedTraining_EndsWithTheSameBits()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var model = new LinearVae(Data(50));
            var options = new TrainingOptions { Epochs = 6, BatchSize = 16, Seed = 9 };
            double[] whole = model.Train(options).Parameters;
            using var cancel = new CancellationTokenSource();
            var three = new Count(3, cancel);
            LinearVae.LinearVaeTraining first = model.Train(options with { Checkpoint = path, Progress = three, Cancellation = cancel.Token });
            Assert.Equal(FitStatus.Cancelled, first.Status);
            Assert.Equal("Cancelled after 3 whole epochs.", first.Reason);
            LinearVae.LinearVaeTraining second = model.Train(options with { Checkpoint = path });
            Assert.Equal(whole, second.Parameters);
            Assert.Equal(6, second.Epochs.Count);

            var error = Assert.Throws<InvalidDataException>(() => new LinearVae(Data(51)).Train(options with { Checkpoint = path }));
            Assert.Contains("50 rows", error.Message, StringComparison.Ordinal);
            Assert.Contains("51 rows", error.Message, StringComparison.Ordinal);
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..200]);
            Assert.Contains("cut off", Assert.Throws<InvalidDataException>(() => model.Train(options with { Checkpoint = path })).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Saved weights are read for other data, with the same bits; another model's are refused, saying what differs.</summary>
    [Fact]
    public void SavedWeights_AreReadForOtherData()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            LinearVae.LinearVaeTraining trained = new LinearVae(Data(50)).Train(new TrainingOptions { Epochs = 2 });
            trained.Save(path);
            var other = new LinearVae(Data(20));
            LinearVae.LinearVaeTraining read = other.Load(path);
            Assert.Equal(trained.Parameters, read.Parameters);
            Assert.Equal(trained.Evaluate(other), read.Evaluate(other));
            Assert.Contains("Decoder.0.weight", SafetensorsFile.Read(path).Tensors.Select(t => t.Name));

            Assert.Equal(trained.Reason, read.Reason);
            string message = Assert.Throws<InvalidDataException>(() => new SmallVae(Bits(4)).Load(path)).Message;
            Assert.Contains("is of another model than this SmallVae: Decoder is Dense(2 → 5) in the file and Dense(2 → 4), Tanh(4 → 4), Dense(4 → 6) here", message, StringComparison.Ordinal);
            Assert.Contains("the file has no 'Encoder.2.weight'", message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Networks as large as a row: data with other rows have other networks.</summary>
    [Fact]
    public void DataOfAnotherShape_AreRefused()
    {
        var model = new SizedVae(Data(20));
        SizedVae other = new([.. Data(20).Select(row => row[..4])]);
        string evaluated = Assert.Throws<ArgumentException>(() => model.Train(new() { Epochs = 1 }).Evaluate(other)).Message;
        Assert.Contains("Encoder = Dense(5 → 2)", evaluated, StringComparison.Ordinal);
        Assert.Contains("Encoder = Dense(4 → 2)", evaluated, StringComparison.Ordinal);
        Assert.Equal(evaluated, Assert.Throws<ArgumentException>(() => model.Train(new() { Epochs = 1 }, heldOut: other)).Message);
    }

    [Fact]
    public void OptionsThatMeanNothing_AreRefused()
    {
        var model = new LinearVae(Data(20));
        Assert.Equal("TrainingOptions.StepSize must be positive and finite, but is NaN.", Assert.Throws<ArgumentException>(() => model.Train(new() { StepSize = double.NaN })).Message);
        Assert.Equal(
            "TrainingOptions.Patience must be null without data held out, whose ELBO it waits for, but is 3.", Assert.Throws<ArgumentException>(() => model.Train(new() { Patience = 3 })).Message);
    }

    // log σ of the decoder is a network's output at draws of z that are as wide as e to the power of another's: an exponential of an exponential, of no use at the usual start.
    [Fact]
    public void OutputsTooLargeForTheirExponentials_StartSmaller()
    {
        var random = new Philox(3, 1);
        double[][] x = [.. Enumerable.Range(0, 400).Select(_ =>
        {
            double a = random.NextNormal(), b = random.NextNormal();
            return Enumerable.Range(0, 6).Select(k => 0.5 * k + (k % 2 == 0 ? a : b) + (0.3 * random.NextNormal())).ToArray();
        })];
        var options = new TrainingOptions { Epochs = 100, BatchSize = 50, StepSize = 3e-3 };
        var model = new NumericVae(x);
        NumericVae.NumericVaeTraining trained = model.Train(options);
        Assert.Equal(FitStatus.IterationLimit, trained.Status);
        Assert.StartsWith("All 100 epochs are done. The last layers of the networks started at 0.", trained.Reason, StringComparison.Ordinal);
        Assert.StartsWith("NumericVae: All 100 epochs are done.", trained.ToString(), StringComparison.Ordinal);
        Assert.Equal(trained.Parameters, model.Train(options).Parameters);

        // What six independent normal numbers of variance 1.09 have, −½ log 2πe·1.09 each, is what z must beat.
        Assert.True(trained.Evaluate(model).Elbo.Value > -6 * 0.5 * Math.Log(2 * Math.PI * Math.E * 1.09), trained.ToString());
    }

    [Fact]
    public void DivergedStep_IsSaid_AndTheParametersBeforeAreKept()
    {
        var model = new LinearVae(Data(50));
        LinearVae.LinearVaeTraining trained = model.Train(new TrainingOptions { Epochs = 5, StepSize = 1e3 });
        Assert.Equal(FitStatus.NotFinite, trained.Status);
        Assert.Contains("met an ELBO or a gradient that is not finite", trained.Reason, StringComparison.Ordinal);
        Assert.All(trained.Parameters, p => Assert.True(double.IsFinite(p)));
        Assert.StartsWith("LinearVae: not trained. Step ", trained.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void HeldOutData_ChooseTheEpoch()
    {
        var model = new SmallVae(Bits(40));
        SmallVae.SmallVaeTraining trained = model.Train(new TrainingOptions { Epochs = 400, StepSize = 0.02, Patience = 10, BatchSize = 20 }, heldOut: new SmallVae(Bits(20)));
        Assert.Equal(FitStatus.Converged, trained.Status);
        Assert.True(trained.Epochs.Count < 400);
        double best = trained.Epochs.Max(e => e.HeldOutElbo);
        Assert.Equal(best, trained.Epochs[^11].HeldOutElbo);
    }

    private sealed class Count(int epochs, CancellationTokenSource cancel) : IProgress<TrainingEpoch>
    {
        public void Report(TrainingEpoch value)
        {
            if (value.Epoch == epochs)
            {
                cancel.Cancel();
            }
        }
    }

    private static double Dot(double[] w, int i, int j) => Enumerable.Range(0, 5).Sum(k => w[(5 * i) + k] * w[(5 * j) + k]);

    /// <summary>Rows whose sample covariance has exactly the eigenvalues above, along axes that are no coordinates.</summary>
    private static double[][] Data(int rows)
    {
        var random = new Philox(11, (ulong)rows);
        double[][] x = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, 5).Select(_ => random.NextNormal()).ToArray())];
        for (int k = 0; k < 5; k++)
        {
            // Gram and Schmidt over the columns: mean 0, variance 1, uncorrelated.
            double mean = x.Average(r => r[k]);
            foreach (double[] row in x)
            {
                row[k] -= mean;
            }

            for (int j = 0; j < k; j++)
            {
                double product = x.Sum(r => r[j] * r[k]) / rows;
                foreach (double[] row in x)
                {
                    row[k] -= product * row[j];
                }
            }

            double scale = Math.Sqrt(rows / x.Sum(r => r[k] * r[k]));
            foreach (double[] row in x)
            {
                row[k] *= scale;
            }
        }

        foreach (double[] row in x)
        {
            for (int k = 0; k < 5; k++)
            {
                row[k] *= Math.Sqrt(s_eigenvalues[k]);
            }

            for (int k = 0; k + 1 < 5; k++)
            {
                (double c, double s) = (Math.Cos(0.5 + k), Math.Sin(0.5 + k));
                (row[k], row[k + 1]) = ((c * row[k]) - (s * row[k + 1]), (s * row[k]) + (c * row[k + 1]));
            }
        }

        return x;
    }

    private static double[][] Bits(int rows)
    {
        var random = new Philox(5, (ulong)rows);
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, 6).Select(_ => random.NextDouble() < 0.4 ? 1.0 : 0.0).ToArray())];
    }
}
