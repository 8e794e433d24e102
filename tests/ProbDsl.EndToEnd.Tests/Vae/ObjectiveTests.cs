using System.Numerics;
using System.Reflection;
using ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Vae_CurvedObjective;

namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>What is maximised: gradients by differences, in every precision and register, whatever the number of cores.</summary>
public class ObjectiveTests
{
    private const int Rows = 150;
    private static readonly CurvedObjective s_model = new(Bits(Rows), 1.5);
    private static readonly ModelProgram s_program = new((ModelData)typeof(CurvedObjective).GetProperty("ModelData", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(s_model)!);
    private static readonly int[] s_batch = [.. Enumerable.Range(0, 140).Select(i => (i * 7) % Rows)];

    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, TrainingObjective> All => new()
    {
        ["ELBO"] = Objectives.Elbo,
        ["beta"] = Objectives.Beta(4),
        ["linear"] = Objectives.LinearAnnealing(0.5),
        ["cyclic"] = Objectives.CyclicAnnealing(3),
        ["capacity"] = Objectives.Capacity(2, 5),
        ["free bits, some"] = Objectives.FreeBits(0.01),
        ["free bits, all"] = Objectives.FreeBits(100),
        ["declared"] = s_program.Objective!,
        ["importance weighted"] = Objectives.ImportanceWeighted(5, ImportanceGradient.Total),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_IsTheDerivative(string name)
    {
        BatchShares<ModelProgram, double, Pack256<double>> shares = Shares<double, Pack256<double>>(All[name], new Team(0));
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
            Assert.True(Math.Abs(gradient[i] - difference) <= 1e-8 * Math.Max(1, Math.Abs(difference)), $"{name}, parameter {i}: {gradient[i]:R}, by differences {difference:R}");
        }
    }

    /// <summary>The ELBO is that of the terms, whatever is maximised.</summary>
    [Theory]
    [InlineData("beta")]
    [InlineData("capacity")]
    [InlineData("declared")]
    public void Elbo_IsReportedBeside(string name)
    {
        double[] at = Parameters();
        double elbo = Shares<double, Pack256<double>>(Objectives.Elbo, new Team(0)).Evaluate(at, s_batch, 3, 0.3).Elbo;
        BatchValue value = Shares<double, Pack256<double>>(All[name], new Team(0)).Evaluate(at, s_batch, 3, 0.3);
        Assert.Equal(elbo, value.Elbo, 1e-12 * Math.Abs(elbo));
        Assert.NotEqual(value.Elbo, value.Objective);
    }

    [Fact]
    public void Elbo_IsReportedBesideAnObjectiveOfTheKlAlone()
    {
        double[] at = Parameters();
        double elbo = Shares<double, Pack256<double>>(Objectives.Elbo, new Team(0)).Evaluate(at, s_batch, 3, 0.3).Elbo;
        BatchValue value = Shares<double, Pack256<double>>(new KlAlone(), new Team(0)).Evaluate(at, s_batch, 3, 0.3);
        Assert.Equal(elbo, value.Elbo, 1e-12 * Math.Abs(elbo));
        Assert.True(value.Objective < 0);
    }

    /// <summary>One draw is one draw: the bound is log w of it, and its gradient that of the ELBO whose KL is taken at the draw.</summary>
    [Fact]
    public void ImportanceWeightedByOneDraw_IsTheElboAtTheDraw()
    {
        BatchValue one = Shares<double, Pack256<double>>(Objectives.ImportanceWeighted(1), new Team(0)).Evaluate(Parameters(), s_batch, 3, 0.3);
        Assert.Equal(one.Elbo, one.Objective, 1e-13 * Math.Abs(one.Elbo));
        BatchValue five = Shares<double, Pack256<double>>(Objectives.ImportanceWeighted(5), new Team(0)).Evaluate(Parameters(), s_batch, 3, 0.3);
        Assert.True(five.Objective > five.Elbo, "the logarithm is concave");
    }

    /// <summary>
    /// All three estimators have the expectation of the derivative. Their mean over 400 steps is compared along the derivative itself, in standard errors of the
    /// difference.
    /// </summary>
    [Theory]
    [InlineData(ImportanceGradient.DoublyReparameterised, 4)]
    [InlineData(ImportanceGradient.StickingTheLanding, 1)]
    public void EstimatorsOfTheImportanceWeightedGradient_AgreeInExpectation(ImportanceGradient estimator, int draws)
    {
        const int Steps = 400;
        BatchShares<ModelProgram, double, Pack256<double>> total = Shares<double, Pack256<double>>(Objectives.ImportanceWeighted(draws, ImportanceGradient.Total), new Team(0));
        BatchShares<ModelProgram, double, Pack256<double>> other = Shares<double, Pack256<double>>(Objectives.ImportanceWeighted(draws, estimator), new Team(0));
        double[] at = Parameters(), direction = Gradient(total, at);
        double[] differences = [.. Enumerable.Range(10, Steps).Select(step => Dot(direction, Gradient(total, at, step)) - Dot(direction, Gradient(other, at, step)))];
        double mean = differences.Average(), error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / Steps / (Steps - 1));
        Assert.True(Math.Abs(mean) <= 4 * error, $"{mean / error:0.0} standard errors");
        Assert.True(error < 0.05 * Dot(direction, direction), "the comparison says something");
    }

    [Fact]
    public void Registers_DifferInRoundingOnly()
    {
        double[] at = Parameters(), one = Gradient(Shares<double, Pack256<double>>(s_program.Objective!, new Team(0)), at);
        double[] two = Gradient(Shares<double, Pack512<double>>(s_program.Objective!, new Team(0)), at);
        float[] single = [.. at.Select(x => (float)x)];
        double[] three = Gradient(Shares<float, Pack512<float>>(s_program.Objective!, new Team(0)), single), four = Gradient(Shares<float, Pack256<float>>(s_program.Objective!, new Team(0)), single);
        double size = Math.Sqrt(Dot(one, one));
        for (int i = 0; i < at.Length; i++)
        {
            // Some hundred terms in another order, in units of their rounding: 1e-16 and 6e-8.
            Assert.Equal(one[i], two[i], 1e-13 * size);
            Assert.Equal(one[i], three[i], 1e-5 * size);
            Assert.Equal(three[i], four[i], 1e-5 * size);
        }
    }

    [Fact]
    public void NumberOfCores_DoesNotChangeABit()
    {
        var alone = Shares<float, Pack256<float>>(Objectives.Elbo, new Team(0));
        var three = Shares<float, Pack256<float>>(Objectives.Elbo, new Team(2), sharesAll: true);
        float[] at = [.. Parameters().Select(x => (float)x)];
        for (int step = 0; step < 50; step++)
        {
            Assert.Equal(alone.Evaluate(at, s_batch, step, 0), three.Evaluate(at, s_batch, step, 0));
            Assert.Equal(Sum(alone), Sum(three));
        }
    }

    [Fact]
    public void Steps_AllocateNothing()
    {
        BatchShares<ModelProgram, float, Pack256<float>> shares = Shares<float, Pack256<float>>(Objectives.Elbo, new Team(0));
        var adam = new Adam<float, Pack256<float>>(s_program.ParameterCount, new Team(0));
        var options = new TrainingOptions();
        void Step() => adam.Move(shares.Gradients, Rows, shares.Evaluate(adam.Parameters, s_batch, adam.Step, 0).Elbo == 0 ? 0 : 0.5, options);
        for (int i = 0; i < 3; i++)
        {
            Step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            Step();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void DeclaredObjective_IsTrainedFor_UnlessAnotherIsAskedFor()
    {
        CurvedObjective.CurvedObjectiveTraining declared = s_model.Train(new TrainingOptions { Epochs = 20, StepSize = 0.01 });
        Assert.Equal(FitStatus.IterationLimit, declared.Status);
        Assert.True(declared.Epochs[^1].Objective > declared.Epochs[1].Objective - 1);
        Assert.NotEqual(declared.Epochs[^1].Elbo, declared.Epochs[^1].Objective);
        CurvedObjective.CurvedObjectiveTraining plain = s_model.Train(new TrainingOptions { Epochs = 20, StepSize = 0.01, Objective = Objectives.Elbo });
        Assert.Equal(plain.Epochs[^1].Elbo, plain.Epochs[^1].Objective);
        Assert.True(plain.Epochs[^1].Elbo > plain.Epochs[0].Elbo);
    }

    /// <summary>All the KL is bought with nothing: with so large a weight the posterior is the prior, and with so many free nats it is not.</summary>
    [Fact]
    public void BetaCollapses_AndFreeBitsDoNot()
    {
        double Kl(TrainingObjective objective)
        {
            CurvedObjective.CurvedObjectiveTraining trained = s_model.Train(new TrainingOptions { Epochs = 150, StepSize = 0.02, Objective = objective });
            return trained.Evaluate(s_model, new() { Draws = 4 }).Kl.Value;
        }

        Assert.True(Kl(Objectives.Beta(50)) < 0.02);
        Assert.True(Kl(Objectives.FreeBits(0.5)) > 0.45);
    }

    [Fact]
    public void WrongSettings_AreRefused()
    {
        Assert.StartsWith("beta must be at least 0 and finite, but is -1.", Assert.Throws<ArgumentOutOfRangeException>(() => Objectives.Beta(-1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Objectives.CyclicAnnealing(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Objectives.LinearAnnealing(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Objectives.ImportanceWeighted(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Objectives.FreeBits(double.NaN));
    }

    private sealed class KlAlone : TrainingObjective
    {
        public override string Name => "KL alone";

        public override double Value(ObjectiveTerms terms) => -terms.Kl;

        public override ObjectiveGradient Gradient(ObjectiveTerms terms) => new(0, -1);
    }

    private static BatchShares<ModelProgram, TNumber, TPack> Shares<TNumber, TPack>(TrainingObjective objective, Team team, bool sharesAll = false)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        where TPack : unmanaged, IVectorPack<TPack, TNumber>
    {
        BatchShares<ModelProgram, TNumber, TPack> shares = objective is ImportanceWeightedBound bound
            ? new ImportanceShares<ModelProgram, TNumber, TPack>(s_program, bound, s_batch.Length, 1, team)
            : new TermShares<ModelProgram, TNumber, TPack>(s_program, objective, s_batch.Length, 1, team);
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

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private static double[] Parameters()
    {
        var random = new Philox(7, 1);
        return [.. Enumerable.Range(0, s_program.ParameterCount).Select(_ => 0.5 * random.NextNormal())];
    }

    private static double[][] Bits(int rows)
    {
        var random = new Philox(9);
        return [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble()).Select(p => Enumerable.Range(0, 6).Select(_ => random.NextDouble() < p ? 1.0 : 0.0).ToArray())];
    }
}
