using System.Numerics;
using System.Reflection;
using ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Vae_HillVae;
using Two = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Vae_TwoLatentsVae;

namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>The objective that weighs the total correlation, and the KL in its three parts.</summary>
public class TotalCorrelationTests
{
    private const int Rows = 150;
    private static readonly HillVae s_model = new(MixturePriorVectorTests.Groups(Rows));
    private static readonly ModelProgram s_program = new((ModelData)typeof(HillVae).GetProperty("ModelData", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(s_model)!);
    private static readonly int[] s_batch = [.. Enumerable.Range(0, 140).Select(i => (i * 7) % Rows)];

    /// <summary>All rows of the batch move together, over two shares.</summary>
    [Theory]
    [InlineData(6, 1, 1)]
    [InlineData(0.5, 2, 3)]
    [InlineData(4, 0, 1)]
    public void Gradient_IsTheDerivative(double beta, double information, double dimensions)
    {
        BatchShares<ModelProgram, double, Pack256<double>> shares = Shares<double, Pack256<double>>(Objectives.TotalCorrelation(beta, information, dimensions), new Team(0));
        double[] at = Parameters(), gradient = Gradient(shares, at);
        for (int i = 0; i < at.Length; i++)
        {
            double kept = at[i], h = 1e-5;
            at[i] = kept + h;
            double above = shares.Evaluate(at, s_batch, 3, 0.3).Objective;
            at[i] = kept - h;
            double below = shares.Evaluate(at, s_batch, 3, 0.3).Objective;
            at[i] = kept;

            // Central differences err by h²/6 of the third derivative and by ε·|value|/h: about 1e-10 here, where values are some units.
            double difference = (above - below) / (2 * h);
            Assert.True(Math.Abs(gradient[i] - difference) <= 1e-8 * Math.Max(1, Math.Abs(difference)), $"parameter {i}: {gradient[i]:R}, by differences {difference:R}");
        }
    }

    /// <summary>The same with two latents of a row, one of them a number, whose standard deviation is no exponential.</summary>
    [Fact]
    public void GradientOverTwoLatents_IsTheDerivative()
    {
        var model = new TwoLatentsVae(MixturePriorVectorTests.Groups(Rows));
        var program = new Two.ModelProgram((Two.ModelData)typeof(TwoLatentsVae).GetProperty("ModelData", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(model)!);
        var shares = BatchShares<Two.ModelProgram, double, Pack512<double>>.Of(program, Objectives.TotalCorrelation(5, 2), s_batch.Length, 1, new Team(0));
        double[] at = GradientTests.Numbers(program.ParameterCount, 1);
        shares.Evaluate(at, s_batch, 3, 0);
        double[] gradient = [.. Enumerable.Range(0, at.Length).Select(i => shares.Gradients.Sum(g => g[i]) / Rows)];
        for (int i = 0; i < at.Length; i++)
        {
            double kept = at[i], h = 1e-5;
            at[i] = kept + h;
            double above = shares.Evaluate(at, s_batch, 3, 0).Objective;
            at[i] = kept - h;
            double below = shares.Evaluate(at, s_batch, 3, 0).Objective;
            at[i] = kept;

            // As above.
            double difference = (above - below) / (2 * h);
            Assert.True(Math.Abs(gradient[i] - difference) <= 1e-8 * Math.Max(1, Math.Abs(difference)), $"parameter {i}: {gradient[i]:R}, by differences {difference:R}");
        }

        KlDecomposition parts = model.Train(new() { Epochs = 2 }).Decompose(model);
        Assert.Equal(parts.Kl.Value, parts.MutualInformation.Value + parts.TotalCorrelation.Value + parts.DimensionWise.Value, 1e-12);
    }

    /// <summary>The value by the definition, in plain loops over the rows of the batch.</summary>
    [Fact]
    public void Value_IsThatOfTheDefinition()
    {
        double[] at = Parameters();
        BatchValue elbo = Shares<double, Pack512<double>>(Objectives.Elbo, new Team(0)).Evaluate(at, s_batch, 3, 0.3);
        BatchValue value = Shares<double, Pack512<double>>(Objectives.TotalCorrelation(6, 3), new Team(0)).Evaluate(at, s_batch, 3, 0.3);
        (double information, double correlation) = ByDefinition(at, s_batch, 3);
        Assert.Equal(elbo.Elbo, value.Elbo, 1e-12 * Math.Abs(elbo.Elbo));

        // Some thousand terms in another order.
        Assert.Equal(elbo.Elbo - (2 * information) - (5 * correlation), value.Objective, 1e-11 * Math.Abs(value.Objective));
    }

    /// <summary>With weights of 1 it is the ELBO, in value and gradient, to the last bit: what is weighed by 0 adds nothing.</summary>
    [Fact]
    public void EqualWeights_AreTheElbo()
    {
        double[] at = Parameters();
        BatchShares<ModelProgram, double, Pack512<double>> elbo = Shares<double, Pack512<double>>(Objectives.Elbo, new Team(0)), parts = Shares<double, Pack512<double>>(Objectives.TotalCorrelation(1), new Team(0));
        Assert.Equal(elbo.Evaluate(at, s_batch, 3, 0.3), parts.Evaluate(at, s_batch, 3, 0.3));
        Assert.Equal(Sum(elbo), Sum(parts));
    }

    /// <summary>Weighed alike, the three parts are the KL, though each is by the draws and their sum by closed form: β-VAE.</summary>
    [Fact]
    public void AllWeighedAlike_IsBeta()
    {
        double[] at = Parameters();
        BatchShares<ModelProgram, double, Pack512<double>> beta = Shares<double, Pack512<double>>(Objectives.Beta(4), new Team(0)), parts = Shares<double, Pack512<double>>(Objectives.TotalCorrelation(4, 4, 4), new Team(0));
        (BatchValue one, BatchValue other) = (beta.Evaluate(at, s_batch, 3, 0.3), parts.Evaluate(at, s_batch, 3, 0.3));
        Assert.Equal(one.Objective, other.Objective, 1e-12 * Math.Abs(one.Objective));
        Assert.Equal(one.Elbo, other.Elbo, 1e-12 * Math.Abs(one.Elbo));
        Assert.Equal(Sum(beta), Sum(parts));
    }

    [Fact]
    public void NumberOfCores_DoesNotChangeABit()
    {
        TrainingObjective objective = Objectives.TotalCorrelation(6);
        var alone = Shares<float, Pack512<float>>(objective, new Team(0));
        var three = Shares<float, Pack512<float>>(objective, new Team(2), sharesAll: true);
        float[] at = [.. Parameters().Select(x => (float)x)];
        for (int step = 0; step < 50; step++)
        {
            Assert.Equal(alone.Evaluate(at, s_batch, step, 0), three.Evaluate(at, s_batch, step, 0));
            Assert.Equal(Sum(alone), Sum(three));
        }
    }

    [Fact]
    public void SinglePrecision_DiffersInRoundingOnly()
    {
        double[] at = Parameters(), one = Gradient(Shares<double, Pack512<double>>(Objectives.TotalCorrelation(6), new Team(0)), at);
        double[] other = Gradient(Shares<float, Pack512<float>>(Objectives.TotalCorrelation(6), new Team(0)), [.. at.Select(x => (float)x)]);
        double size = Math.Sqrt(one.Sum(x => x * x));

        // Some hundred terms of single precision, in units of their rounding, 6e-8.
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * size));
    }

    [Fact]
    public void Steps_AllocateNothing()
    {
        BatchShares<ModelProgram, float, Pack512<float>> shares = Shares<float, Pack512<float>>(Objectives.TotalCorrelation(6), new Team(0));
        float[] at = [.. Parameters().Select(x => (float)x)];
        for (int i = 0; i < 3; i++)
        {
            shares.Evaluate(at, s_batch, i, 0);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            shares.Evaluate(at, s_batch, i, 0);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>The weights of a batch make the aggregate's expectation, over all batches that contain a row, that of all rows: exactly, by going through all of them.</summary>
    [Fact]
    public void WeightsOfABatch_AreUnbiased()
    {
        const int All = 6, Batch = 3;
        double[] density = [0.3, 1.7, 0.2, 5, 0.01, 2.4];
        (double logOwn, double logOther) = TotalCorrelationShares<ModelProgram, double, Pack512<double>>.Weights(All, Batch);
        double sum = 0, batches = 0;
        for (int a = 1; a < All; a++)
        {
            for (int b = a + 1; b < All; b++, batches++)
            {
                sum += (Math.Exp(logOwn) * density[0]) + (Math.Exp(logOther) * (density[a] + density[b]));
            }
        }

        Assert.Equal(density.Average(), sum / batches, 1e-14);
    }

    /// <summary>The three parts add up to the KL, each by its definition in plain loops over all rows.</summary>
    [Fact]
    public void Parts_AddUpToTheKl()
    {
        HillVae.HillVaeTraining trained = s_model.Train(new TrainingOptions { Epochs = 10, StepSize = 0.02, Objective = Objectives.TotalCorrelation(3) });
        KlDecomposition parts = trained.Decompose(s_model, new() { Draws = 2, Seed = 5 });

        // Sums of the same terms in another order.
        Assert.Equal(parts.Kl.Value, parts.MutualInformation.Value + parts.TotalCorrelation.Value + parts.DimensionWise.Value, 1e-12);
        double[] noise = new double[2 * Rows];
        (double kl, double information, double correlation) = (0, 0, 0);
        int[] all = [.. Enumerable.Range(0, Rows)];
        for (int d = 0; d < 2; d++)
        {
            new BatchNoise(s_program).Fill(noise.AsSpan(), all, 5, Streams.Summary, 1, d);
            (double own, double ownCorrelation) = ByDefinition(trained.Parameters, all, noise);
            (information, correlation) = (information + (own / 2), correlation + (ownCorrelation / 2));
            kl += Enumerable.Range(0, Rows).Average(n =>
            {
                (double[] mean, double[] sd) = QOf(trained.Parameters, n);
                double[] z = [.. Enumerable.Range(0, 2).Select(i => mean[i] + (sd[i] * noise[(2 * n) + i]))];
                return new NormalVector(mean, sd).LogDensity(z) - NormalVector.Standard(2).LogDensity(z);
            }) / 2;
        }

        Assert.Equal(information, parts.MutualInformation.Value, 1e-11);
        Assert.Equal(correlation, parts.TotalCorrelation.Value, 1e-11);
        Assert.Equal(kl, parts.Kl.Value, 1e-11);
    }

    /// <summary>What the parts are where the aggregate is known: one q for all rows, a grid whose coordinates are independent, two clusters that tell each other's coordinate.</summary>
    [Fact]
    public void Parts_OfKnownAggregates()
    {
        // All rows alike: nothing of the row in z, and its elements are independent.
        AssertParts([.. Enumerable.Repeat((0.3, -0.7), 16)], sd: 0.5, information: 0, correlation: 0, tolerance: 1e-12);

        // Each of four means of one coordinate with each of four of the other, far apart: the aggregate is a product.
        AssertParts([.. from a in Enumerable.Range(0, 4) from b in Enumerable.Range(0, 4) select (1000.0 * a, 1000.0 * b)], sd: 1, information: Math.Log(16), correlation: 0, tolerance: 1e-12);

        // The second coordinate follows from the first: a bit of each other, and a bit of the row's cluster.
        AssertParts([.. Enumerable.Range(0, 16).Select(n => n % 2 == 0 ? (0.0, 0.0) : (1000.0, 1000.0))], sd: 1, information: Math.Log(2), correlation: Math.Log(2), tolerance: 1e-12);

        // Independent too where the means overlap: log Σ Σ of products is the sum of log Σ.
        AssertParts([.. from a in Enumerable.Range(0, 4) from b in Enumerable.Range(0, 4) select (0.7 * a, -1.1 * b)], sd: 0.8, information: null, correlation: 0, tolerance: 1e-12);
    }

    /// <summary>
    /// Against a Gaussian aggregate with a correlation r: TC = −½ log(1 − r²) and MI = ½ log |C|/|S|, where C is its covariance and S that of q. The rows are means on the grid of a
    /// Gaussian, with its weights by repetition left out: a large sample of means, whose error is a standard error.
    /// </summary>
    [Fact]
    public void Parts_OfAGaussianAggregate()
    {
        const int Count = 4000;
        const double R = 0.8, Sd = 0.6;
        var random = new Philox(3);
        var aggregate = new RowAggregate(Count, 2);
        aggregate.Begin(Count);
        double[,] draws = new double[Count, 2];
        for (int n = 0; n < Count; n++)
        {
            double a = random.NextNormal(), b = (R * a) + (Math.Sqrt(1 - (R * R)) * random.NextNormal());
            aggregate.Set(n, 0, a, Math.Log(Sd));
            aggregate.Set(n, 1, b, Math.Log(Sd));
            (draws[n, 0], draws[n, 1]) = (a + (Sd * random.NextNormal()), b + (Sd * random.NextNormal()));
        }

        var scratch = new RowAggregate.Scratch(Count, 2);
        double[] information = new double[Count], correlation = new double[Count];
        for (int n = 0; n < Count; n++)
        {
            AggregateLogs logs = aggregate.Evaluate(n, [draws[n, 0], draws[n, 1]], -Math.Log(Count), -Math.Log(Count), scratch);
            (information[n], correlation[n]) = (logs.Own - logs.Joint, logs.Joint - logs.Product);
        }

        double variance = 1 + (Sd * Sd), r = R / variance, determinant = (variance * variance) - (R * R);
        (Estimate mi, Estimate tc) = (Estimate.Of(information), Estimate.Of(correlation));
        Assert.True(Math.Abs(mi.Value - (0.5 * Math.Log(determinant / Math.Pow(Sd, 4)))) < 5 * mi.StandardError, $"{mi}");
        Assert.True(Math.Abs(tc.Value + (0.5 * Math.Log(1 - (r * r)))) < 5 * tc.StandardError, $"{tc}");
        Assert.True(tc.StandardError < 0.02);
    }

    [Fact]
    public void WrongSettings_AreRefused()
    {
        Assert.StartsWith("beta must be at least 0 and finite, but is -1.", Assert.Throws<ArgumentOutOfRangeException>(() => Objectives.TotalCorrelation(-1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Objectives.TotalCorrelation(4, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_model.Train(new() { Epochs = 0 }).Decompose(s_model, new() { Draws = 0 }));
        var positive = new PositiveVae([[1, 0], [0, 1]]);
        Assert.StartsWith(
            "PositiveVae has no total correlation by its batches: q of rate is LogNormal, not one of independent normal numbers.",
            Assert.Throws<NotSupportedException>(() => positive.Train(new() { Objective = Objectives.TotalCorrelation(6) })).Message,
            StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => positive.Train(new() { Epochs = 0 }).Decompose(positive));
    }

    private static void AssertParts((double, double)[] means, double sd, double? information, double correlation, double tolerance)
    {
        var random = new Philox(8);
        var aggregate = new RowAggregate(means.Length, 2);
        aggregate.Begin(means.Length);
        for (int n = 0; n < means.Length; n++)
        {
            aggregate.Set(n, 0, means[n].Item1, Math.Log(sd));
            aggregate.Set(n, 1, means[n].Item2, Math.Log(sd));
        }

        var scratch = new RowAggregate.Scratch(means.Length, 2);
        double logWeight = -Math.Log(means.Length);
        for (int n = 0; n < means.Length; n++)
        {
            AggregateLogs logs = aggregate.Evaluate(n, [means[n].Item1 + (sd * random.NextNormal()), means[n].Item2 + (sd * random.NextNormal())], logWeight, logWeight, scratch);
            Assert.Equal(correlation, logs.Joint - logs.Product, tolerance);
            if (information is double value)
            {
                Assert.Equal(value, logs.Own - logs.Joint, tolerance);
            }
        }
    }

    private static (double[] Mean, double[] Sd) QOf(double[] parameters, int row)
    {
        Mlp encoder = new(inputs: 6, hidden: [5], outputs: 4, Activation.Tanh);
        double[] output = new TrainedNetwork(encoder, parameters[..encoder.WeightCount]).Apply(MixturePriorVectorTests.Groups(Rows)[row]);
        return (output[..2], [Math.Exp(output[2]), Math.Exp(output[3])]);
    }

    private static (double Information, double Correlation) ByDefinition(double[] parameters, int[] batch, long step)
    {
        // Noise of each share as training has it: a row's is its own whatever the share.
        double[] noise = new double[2 * batch.Length];
        new BatchNoise(s_program).Fill(noise.AsSpan(), batch, 1, Streams.RowsOfStep(step));
        return ByDefinition(parameters, batch, noise);
    }

    private static (double Information, double Correlation) ByDefinition(double[] parameters, int[] batch, double[] noise)
    {
        (double[] Mean, double[] Sd)[] q = [.. batch.Select(row => QOf(parameters, row))];
        double own = 1.0 / Rows, other = (Rows - 1.0) / Rows / (batch.Length - 1), information = 0, correlation = 0;
        for (int n = 0; n < batch.Length; n++)
        {
            double joint = 0, density = 0;
            double[] marginals = new double[2];
            for (int m = 0; m < batch.Length; m++)
            {
                double product = 1;
                for (int i = 0; i < 2; i++)
                {
                    double z = q[n].Mean[i] + (q[n].Sd[i] * noise[(2 * n) + i]), at = Math.Exp(new Normal(q[m].Mean[i], q[m].Sd[i]).LogDensity(z));
                    marginals[i] += (m == n ? own : other) * at;
                    product *= at;
                }

                joint += (m == n ? own : other) * product;
                density = m == n ? product : density;
            }

            information += (Math.Log(density) - Math.Log(joint)) / batch.Length;
            correlation += (Math.Log(joint) - Math.Log(marginals[0]) - Math.Log(marginals[1])) / batch.Length;
        }

        return (information, correlation);
    }

    private static BatchShares<ModelProgram, TNumber, TPack> Shares<TNumber, TPack>(TrainingObjective objective, Team team, bool sharesAll = false)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TPack : unmanaged, IVectorPack<TPack, TNumber>
    {
        var shares = BatchShares<ModelProgram, TNumber, TPack>.Of(s_program, objective, s_batch.Length, 1, team);
        shares.SharesSmallWork = sharesAll;
        return shares;
    }

    private static double[] Gradient<TNumber, TPack>(BatchShares<ModelProgram, TNumber, TPack> shares, TNumber[] at, long step = 3)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TPack : unmanaged, IVectorPack<TPack, TNumber>
    {
        shares.Evaluate(at, s_batch, step, 0.3);
        return [.. Sum(shares).Take(at.Length).Select(g => g / Rows)];
    }

    private static double[] Sum<TNumber, TPack>(BatchShares<ModelProgram, TNumber, TPack> shares)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TPack : unmanaged, IVectorPack<TPack, TNumber>
        => [.. Enumerable.Range(0, shares.Gradients[0].Length).Select(i => shares.Gradients.Sum(g => double.CreateTruncating(g[i])))];

    private static double[] Parameters()
    {
        var random = new Philox(7, 1);
        return [.. Enumerable.Range(0, s_program.ParameterCount).Select(_ => 0.5 * random.NextNormal())];
    }
}
