using System.Reflection;

namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>Flows in q and in p: gradients by differences, log q and log p by what a trained flow says of itself, gaps.</summary>
public class FlowTests
{
    private const int Rows = 8;
    private static readonly double[][] s_bits = FullCovarianceTests.Data(Rows, 6, isBits: true);
    private static readonly FlowVae s_flow = new(s_bits);
    private static readonly ContextFlowVae s_context = new(s_bits, [.. Enumerable.Range(0, Rows).Select(n => 0.3 * n)]);
    private static readonly FlowPriorVae s_prior = new(s_bits);
    private static readonly TwoFlowsVae s_two = new(s_bits, [.. Enumerable.Range(0, Rows).Select(n => n % 3)]);

    [Fact]
    public void Gradient_IsTheDerivative()
    {
        GradientTests.Check(s_flow.ParameterCount, s_flow.NoiseCount, (phi, eps, g) => s_flow.Elbo(phi, eps, g));
        GradientTests.Check(s_flow.ParameterCount, s_flow.NoiseCount, (phi, eps, g) => s_flow.Kl(phi, eps, g));
        GradientTests.Check(s_flow.ParameterCount, s_flow.NoiseCount, (phi, eps, g) => s_flow.Reconstruction(phi, eps, g));
        GradientTests.Check(s_context.ParameterCount, s_context.NoiseCount, (phi, eps, g) => s_context.Elbo(phi, eps, g));
        GradientTests.Check(s_prior.ParameterCount, s_prior.NoiseCount, (phi, eps, g) => s_prior.Elbo(phi, eps, g));
        GradientTests.Check(s_prior.ParameterCount, s_prior.NoiseCount, (phi, eps, g) => s_prior.Kl(phi, eps, g));
        GradientTests.Check(s_prior.Dimension, 0, (u, _, g) => s_prior.LogPrior(u, g));
        GradientTests.Check(s_two.ParameterCount, s_two.NoiseCount, (phi, eps, g) => s_two.Elbo(phi, eps, g));
        Assert.Equal("z: Monte Carlo", string.Join("; ", FlowVae.KlLedger));
        Assert.Equal("z: Monte Carlo", string.Join("; ", FlowPriorVae.KlLedger));
    }

    /// <summary>Where log q has parameters of its own, the flow runs back from z with them.</summary>
    [Fact]
    public void WeightOfADraw_HasTheDerivativesOfItsParts()
    {
        WeightChecks.Run(new Generated.ProbDsl_EndToEnd_Tests_Vae_FlowVae.ModelProgram(DataOf<Generated.ProbDsl_EndToEnd_Tests_Vae_FlowVae.ModelData>(s_flow)), seed: 3);
        WeightChecks.Run(new Generated.ProbDsl_EndToEnd_Tests_Vae_ContextFlowVae.ModelProgram(DataOf<Generated.ProbDsl_EndToEnd_Tests_Vae_ContextFlowVae.ModelData>(s_context)), seed: 5);
        WeightChecks.Run(new Generated.ProbDsl_EndToEnd_Tests_Vae_FlowPriorVae.ModelProgram(DataOf<Generated.ProbDsl_EndToEnd_Tests_Vae_FlowPriorVae.ModelData>(s_prior)), seed: 7);
        WeightChecks.Run(new Generated.ProbDsl_EndToEnd_Tests_Vae_TwoFlowsVae.ModelProgram(DataOf<Generated.ProbDsl_EndToEnd_Tests_Vae_TwoFlowsVae.ModelData>(s_two)), seed: 9);
    }

    private static T DataOf<T>(object model) => (T)model.GetType().GetProperty("ModelData", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(model)!;

    [Fact]
    public void Minibatches_AverageToTheWhole()
    {
        LikelihoodTests.Averages(s_flow, Rows, (m, phi, eps, g) => m.Elbo(phi, eps, g), (m, phi, eps, rows, g) => m.ElboOnBatch(phi, eps, rows, g), m => (m.ParameterCount, m.NoiseCount));
        LikelihoodTests.Averages(s_context, Rows, (m, phi, eps, g) => m.Elbo(phi, eps, g), (m, phi, eps, rows, g) => m.ElboOnBatch(phi, eps, rows, g), m => (m.ParameterCount, m.NoiseCount));
        LikelihoodTests.Averages(s_prior, Rows, (m, phi, eps, g) => m.Elbo(phi, eps, g), (m, phi, eps, rows, g) => m.ElboOnBatch(phi, eps, rows, g), m => (m.ParameterCount, m.NoiseCount));
    }

    /// <summary>KL at a draw, −H(q₀) − log |det| − log p(z), row by row, by the trained flow and the run-time distributions.</summary>
    [Fact]
    public void KlUnderAFlow_IsByHand()
    {
        FlowVae.FlowVaeTraining trained = s_flow.Train(new TrainingOptions { Epochs = 30, BatchSize = 4, StepSize = 0.05 });
        double[] noise = GradientTests.Numbers(s_flow.NoiseCount, 2);
        double kl = 0, reconstruction = 0, moved = 0;
        for (int n = 0; n < Rows; n++)
        {
            double[] h = trained.Encoder.Apply(s_bits[n]), z0 = [.. Enumerable.Range(0, 3).Select(i => h[i] + (Math.Exp(h[3 + i]) * noise[(3 * n) + i]))];
            (double[] z, double log) = trained.Flow.Push(z0);
            moved += z.Zip(z0, (a, b) => Math.Abs(a - b)).Sum();
            kl += -h[3..].Sum() - (1.5 * Math.Log(2 * Math.PI * Math.E)) - log - NormalVector.Standard(3).LogDensity(z);
            reconstruction += BernoulliVector.FromLogits(trained.Decoder.Apply(z)).LogDensity(s_bits[n]);

            // The density that the flow gives is what the way back says.
            Assert.Equal(NormalVector.FromMeanAndLogSd(h).LogDensity(z0) - log, trained.Flow.LogDensity(NormalVector.FromMeanAndLogSd(h), z), 1e-11);
        }

        double[] gradient = new double[s_flow.ParameterCount];
        Assert.Equal(kl, s_flow.Kl(trained.Parameters, noise, gradient), 1e-12 * Math.Abs(kl));
        Assert.Equal(reconstruction, s_flow.Reconstruction(trained.Parameters, noise, gradient), 1e-12 * Math.Abs(reconstruction));
        Assert.True(moved > 0.1, "the flow has learned something");
    }

    [Fact]
    public void PriorOfAFlow_IsByHand()
    {
        FlowPriorVae.FlowPriorVaeTraining trained = s_prior.Train(new TrainingOptions { Epochs = 30, BatchSize = 4, StepSize = 0.05 });
        double[] noise = GradientTests.Numbers(s_prior.NoiseCount, 2);
        var source = NormalVector.WithSd([0.5, -0.5], 1.5);
        double kl = 0;
        for (int n = 0; n < Rows; n++)
        {
            double[] h = trained.Encoder.Apply(s_bits[n]), z = [.. Enumerable.Range(0, 2).Select(i => h[i] + (Math.Exp(h[2 + i]) * noise[(2 * n) + i]))];
            kl += -h[2..].Sum() - Math.Log(2 * Math.PI * Math.E) - trained.Wanted.LogDensity(source, z);
        }

        Assert.Equal(kl, s_prior.Kl(trained.Parameters, noise, new double[s_prior.ParameterCount]), 1e-12 * Math.Abs(kl));

        // Draws of the prior have its density: E[1] over a box by draws against a sum over a grid.
        var random = new Philox(5);
        const int Draws = 20000;
        double[][] draws = [.. Enumerable.Range(0, Draws).Select(_ => trained.Wanted.Sample(source, ref random))];
        double share = draws.Count(z => z[0] is > -1 and < 1 && z[1] is > -1 and < 1) / (double)Draws, mass = 0;
        for (double a = -0.99; a < 1; a += 0.02)
        {
            for (double b = -0.99; b < 1; b += 0.02)
            {
                mass += 0.0004 * Math.Exp(trained.Wanted.LogDensity(source, [a, b]));
            }
        }

        // Four standard errors; the midpoint rule errs by 1e-4 at most.
        Assert.Equal(mass, share, 4 * Math.Sqrt(mass * (1 - mass) / Draws));
        Assert.InRange(mass, 0.05, 0.95);
    }

    /// <summary>
    /// A banana, whose best normal, of any covariance, is half a nat from it: by symmetry in z₀ that is the best with independent numbers. Four couplings come within a
    /// fiftieth of that. The evidence is a sum over a grid in the noise of each q, and the same for all three.
    /// </summary>
    [Fact]
    public void Banana_IsAFlowsAndNoNormals()
    {
        double[][] y = [.. Enumerable.Repeat(new[] { -1.0, 0.0 }, 64)];
        var options = new TrainingOptions { Epochs = 3000, BatchSize = 64, StepSize = 0.01, FinalStepSize = 1e-4 };
        var (independent, full, flow) = (new BananaVae(y), new FullBananaVae(y), new FlowBananaVae(y));
        FlowBananaVae.FlowBananaVaeTraining trained = flow.Train(options);
        RowGap ofIndependent = independent.Train(options).Gap(independent, 0)[0], ofFull = full.Train(options).Gap(full, 0)[0], ofFlow = trained.Gap(flow, 0)[0];
        Assert.Equal(ofIndependent.LogLikelihood, ofFlow.LogLikelihood, 1e-9);
        Assert.Equal(ofFull.LogLikelihood, ofFlow.LogLikelihood, 1e-9);
        Assert.InRange(ofFull.ApproximationGap, 0.4, ofIndependent.ApproximationGap + 1e-9);
        Assert.InRange(ofFlow.Gap, 0, ofFull.ApproximationGap / 50);

        // Weights of so good a q hardly differ: 64 rows of 100 draws say log p(x) within a thousandth or two.
        Assert.Equal(ofFlow.LogLikelihood, trained.Evaluate(flow, new EvaluationOptions { Draws = 100 }).LogLikelihood.Value, 0.005);
        Assert.True(double.IsNaN(ofFlow.BestElbo), "nobody knows the best flow");
    }

    [Fact]
    public void SavedFlow_IsReadBack()
    {
        FlowVae.FlowVaeTraining trained = s_flow.Train(new TrainingOptions { Epochs = 2, BatchSize = 4, StepSize = 0.05 });
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            trained.Save(path);
            FlowVae.FlowVaeTraining read = s_flow.Load(path);
            Assert.Equal(trained.Flow.Push([0.1, 0.2, 0.3]).Vector, read.Flow.Push([0.1, 0.2, 0.3]).Vector);
            NetworkEvaluation one = trained.Evaluate(s_flow), two = read.Evaluate(s_flow);
            Assert.Equal(one.LogLikelihood, two.LogLikelihood);
        }
        finally
        {
            foreach (string file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(path) + "*"))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>A flow's weights are parameters like others where no plate is subsampled: Fit() finds them, and Exact() has the evidence by quadrature.</summary>
    [Fact]
    public void PlainModel_IsFittedWithAFlow()
    {
        var model = new PlainBanana([-1]);
        GradientTests.Check(model.ParameterCount, model.NoiseCount, (phi, eps, g) => model.Elbo(phi, eps, g));
        var fit = model.Fit(new FitOptions { Correct = false, GainTolerance = 1e-4 });
        Assert.Equal(FitStatus.Converged, fit.Status);

        // The best normal is 0.84 nats away. By default the fit goes on until a step gains 1e-5, and comes within a hundredth.
        double gap = model.Exact().LogEvidence.Value - fit.Elbo;
        Assert.InRange(gap, -4 * fit.ElboStandardError, 0.08);
        Assert.InRange(fit.ElboStandardError, 0, 0.01);
    }

    [Fact]
    public void OtherLengths_AreRefused()
    {
        Assert.Equal("QZ[0]: a context of 2 numbers is given to Flow, which takes 3.", Assert.Throws<ModelDataException>(() => new ShortContext([[1, 0]], 3).ParameterCount).Message);
        Assert.Equal("QZ[0]: a vector of 3 numbers goes through Flow, which takes 2.", Assert.Throws<ModelDataException>(() => new ShortContext([[1, 0]], 2).ParameterCount).Message);
    }

    [Fact]
    public void FamilyOfTheClass_HasTheDerivative()
    {
        var model = new FlowFamilyBanana([1]);
        GradientTests.Check(model.ParameterCount, model.NoiseCount, (phi, eps, g) => Near(phi, point => model.Elbo(point, eps, g), g));
        GradientTests.Check(model.ParameterCount, model.NoiseCount, (phi, eps, g) => Near(phi, point => model.Kl(point, eps, g), g));
    }

    // At a third of the usual point: couplings multiply, and there the ELBO is some ten thousand nats, too many for differences.
    private static double Near(double[] phi, Func<double[], double> value, double[] gradient)
    {
        double result = value([.. phi.Select(p => p / 3)]);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] /= 3;
        }

        return result;
    }

    /// <summary>The evidence by quadrature, the ELBO of the class's flow by fresh draws.</summary>
    [Fact]
    public void FamilyOfTheClass_ComesToTheBanana()
    {
        var model = new FlowFamilyBanana([1]);
        var fit = model.Fit(new FitOptions { Correct = false });
        double gap = model.Exact().LogEvidence.Value - fit.Elbo;
        Assert.InRange(gap, -4 * fit.ElboStandardError, 0.05);
        Assert.StartsWith("FlowFamilyBanana, flow: ", fit.ToString(), StringComparison.Ordinal);
    }

    /// <summary>
    /// Two modes, mirror images: a q that stays in one is at least log 2 = 0.69 nats away. A flow that starts between them goes to both, joined by a bridge that costs some
    /// of that.
    /// </summary>
    [Fact]
    public void FamilyOfTheClass_ReachesTwoModes()
    {
        var model = new TwoModes([1.5]);
        var fit = model.Fit(new FitOptions { Correct = false, GainTolerance = 1e-4 });
        double gap = model.Exact().LogEvidence.Value - fit.Elbo;
        Assert.InRange(gap, -4 * fit.ElboStandardError, Math.Log(2) / 2);
        Assert.InRange(fit.ElboStandardError, 0, 0.05);
    }

    /// <summary>Without a plate too log q has parameters of its own where a gradient is estimated along the draw alone.</summary>
    [Fact]
    public void WeightsOfPlainModels_HaveTheDerivativesOfTheirParts()
    {
        Check(new Generated.ProbDsl_EndToEnd_Tests_Vae_PlainBanana.ModelProgram(DataOf<Generated.ProbDsl_EndToEnd_Tests_Vae_PlainBanana.ModelData>(new PlainBanana([1]))));
        Check(new Generated.ProbDsl_EndToEnd_Tests_Vae_FlowFamilyBanana.ModelProgram(DataOf<Generated.ProbDsl_EndToEnd_Tests_Vae_FlowFamilyBanana.ModelData>(new FlowFamilyBanana([1]))));

        static void Check<TProgram>(TProgram model)
            where TProgram : struct, IWeightProgram
        {
            var workspace = new Workspace<Scalar>();
            double[] noise = GradientTests.Numbers(model.NoiseCount, 2);
            GradientTests.Check(model.ParameterCount + model.GuideParameterCount, 0, (phi, _, g) => Near(
                phi, point => ScalarSpan.ToDouble(model.LogWeight(ScalarSpan.Cast(point), ScalarSpan.Cast(noise), [], ScalarSpan.Cast(g.AsSpan()), workspace)), g));
        }
    }

    [Fact]
    public void OneLatent_HasNoFlow()
        => Assert.StartsWith("[Flow] moves one half of the latents by the other, and the model has 1 ", Assert.Throws<ModelDataException>(() => new LonelyFlow([1]).ParameterCount).Message, StringComparison.Ordinal);
}
