using Xunit.Abstractions;

namespace ProbDsl.InferNet.Tests;

/// <summary>The emitted programs, compiled and run by Infer.NET.</summary>
public sealed class LiveTests(ITestOutputHelper output)
{
    [LiveTheory]
    [InlineData("beta_bernoulli", InferNetAccuracy.Exact)]
    [InlineData("gaussian_mean", InferNetAccuracy.Exact)]
    [InlineData("linreg_known_noise", InferNetAccuracy.Exact)]
    [InlineData("linreg_known_noise, scalars", InferNetAccuracy.Exact)]
    [InlineData("hierarchical_groups", InferNetAccuracy.Exact)]
    [InlineData("gamma_poisson", InferNetAccuracy.Exact)]
    [InlineData("kalman_chain", InferNetAccuracy.Exact)]
    [InlineData("kalman_chain, levels in an array", InferNetAccuracy.Exact)]
    [InlineData("dirichlet_categorical", InferNetAccuracy.Exact)]
    [InlineData("mvn_mean", InferNetAccuracy.Exact)]
    [InlineData("trueskill_1v1", InferNetAccuracy.Moments)]
    public void ExactTwin_IsThePosterior(string name, InferNetAccuracy accuracy)
    {
        InferNetPosterior twin = Case.All[name].Twin(InferNetAlgorithm.ExpectationPropagation);
        Assert.Null(twin.Reason);
        Assert.Equal((accuracy, EvidenceKind.Exact), (twin.Accuracy, twin.EvidenceKind));
        AssertMoments(Case.RecordedOf(name).Exact, twin, name);
    }

    [LiveTheory]
    [InlineData("gaussian_mean_precision")]
    [InlineData("probit_classification")]
    public void ApproximateTwin_SaysSo_AndIsWhatWasRecorded(string name)
    {
        InferNetPosterior twin = Case.All[name].Twin(InferNetAlgorithm.ExpectationPropagation);
        Assert.Null(twin.Reason);
        Assert.Equal((InferNetAccuracy.Approximate, EvidenceKind.Approximate), (twin.Accuracy, twin.EvidenceKind));
        AssertMoments(Case.RecordedOf(name).ExpectationPropagation, twin, name);
    }

    [LiveTheory]
    [InlineData("beta_bernoulli", true)]
    [InlineData("gaussian_mean", true)]
    [InlineData("gaussian_mean_precision", false)]
    [InlineData("linreg_known_noise", true)]
    [InlineData("hierarchical_groups", false)]
    [InlineData("gamma_poisson", true)]
    [InlineData("dirichlet_categorical", true)]
    [InlineData("mvn_mean", true)]
    [InlineData("probit_classification", false)]
    public void MeanFieldTwin_IsWhatWasRecorded_AndABound(string name, bool isExact)
    {
        InferNetPosterior twin = Case.All[name].Twin(InferNetAlgorithm.VariationalMessagePassing);
        Assert.Null(twin.Reason);
        Assert.Equal((isExact, isExact ? EvidenceKind.Exact : EvidenceKind.LowerBound), (twin.IsExact, twin.EvidenceKind));
        AssertMoments(Case.RecordedOf(name).VariationalMessagePassing!, twin, name);
        Assert.True(twin.LogEvidence.Value <= Case.RecordedOf(name).Exact.LogEvidence + 1e-9);
    }

    [LiveTheory]
    [InlineData("missing rows")]
    [InlineData("matrix of latents")]
    [InlineData("offset and derived quantity")]
    [InlineData("trials in groups")]
    [InlineData("precision alone")]
    [InlineData("two scalars of one row")]
    [InlineData("plate of proportions")]
    [InlineData("plate of vectors")]
    [InlineData("proportions beside discrete latents")]
    public void TwinThatSaysItIsExact_IsTheExactTwin(string name)
    {
        (InferNetPosterior twin, ExactPosterior exact) = Written(name);
        Assert.Null(twin.Reason);
        Assert.Equal((InferNetAccuracy.Exact, EvidenceKind.Exact), (twin.Accuracy, twin.EvidenceKind));

        // Infer.NET knows no derived quantities.
        ScalarPosterior[] latents = [.. exact.Scalars.Where(s => s.Name != "half")];
        Assert.Equal(latents.Select(s => s.Name), twin.Scalars.Select(s => s.Name));
        AssertMoments(new Moments(exact.LogEvidence.Value, [.. latents.Select(s => (s.Mean, s.Sd * s.Sd))]), twin, name);
    }

    private static Levels Levels => new(
        [new[,] { { 2, 0.5 }, { 0.5, 1 } }, new[,] { { 1, -0.3 }, { -0.3, 4 } }],
        new[,] { { 0.8, 0 }, { -0.4, 0.5 } },
        new[,] { { 0.5, -0.2 }, { -0.2, 0.8 } },
        [0, 1, 0, 0],
        [[1, 0.5f], [2, -2], [0.25f, -1], [1.5f, 0]],
        [0.7, -0.4]);

    private static (InferNetPosterior Twin, ExactPosterior Exact) Written(string name)
    {
        const InferNetAlgorithm ep = InferNetAlgorithm.ExpectationPropagation;
        switch (name)
        {
            case "missing rows":
                var missing = new MissingRows([0, 1, 1, 0, 2], [3, -1, 4, 2, 0], 3);
                return (Twins.Of(missing, ep), missing.Exact());
            case "matrix of latents":
                var cells = new Cells(2, 3, [0, 1, 1, 0, 1], [2, 0, 0, 1, 2], [4.5, -2, -1.4, 3, 0.6]);
                return (Twins.Of(cells, ep), cells.Exact());
            case "offset and derived quantity":
                var line = new Line(new double[,] { { 1, 2 }, { 0.5, -1 }, { -2, 0.3 }, { 1.5, 1 } }, [1.2, -0.4, 2.1, 0.3], 0.7);
                return (Twins.Of(line, ep), line.Exact());
            case "trials in groups":
                var trials = new Trials([0, 0, 1], [10, 4, 7], [3, 2, 6]);
                return (Twins.Of(trials, ep), trials.Exact());
            case "precision alone":
                var noise = new Noise([0.3, -1.2, 0.8, 2.2]);
                return (Twins.Of(noise, ep), noise.Exact());
            case "plate of proportions":
                var topics = new Topics(2, 3, [0, 1, 0, 0, 1, 0], [2, 1, 2, 0, 0, -1]);
                return (Twins.Of(topics, ep), topics.Exact());
            case "plate of vectors":
                return (Twins.Of(Levels, ep), Levels.Exact());
            case "proportions beside discrete latents":
                var strata = new Strata([1, 2, 3], [0, 2, 1, 2], [0.4, 1.7, -0.3]);
                return (Twins.Of(strata, ep), strata.Exact());
            default:
                var sum = new Sum(2.5);
                return (Twins.Of(sum, ep), sum.Exact());
        }
    }

    [LiveFact]
    public void Fit_IsComparedWithTheTwin_InWhatBothHave()
    {
        var line = new Line(new double[,] { { 1, 2 }, { 0.5, -1 }, { -2, 0.3 }, { 1.5, 1 } }, [1.2, -0.4, 2.1, 0.3], 0.7);
        var fit = line.Fit();
        InferNetPosterior twin = Twins.Of(line, InferNetAlgorithm.ExpectationPropagation);
        Comparison comparison = fit.CompareTo(twin), exact = fit.CompareTo(line.Exact());
        Assert.Equal(["half"], comparison.Lacking);
        Assert.Empty(exact.Lacking);
        Assert.Equal(exact.Reported.Where(s => s.Name != "half").Select(s => s.Name), comparison.Reported.Select(s => s.Name));
        Assert.All(comparison.Approximation.Zip(exact.Approximation.Where(s => s.Name != "half")), s => Assert.Equal(s.Second.SdRatio, s.First.SdRatio, 9));
        Assert.Equal(exact.Gap.Value, comparison.Gap.Value, 9);
        Assert.True(double.IsNaN(comparison.CorrelationError));
        Assert.Contains("Not compared, because Infer.NET knows no derived quantities: half.", comparison.ToString(), StringComparison.Ordinal);

        System.Text.Json.JsonElement json = System.Text.Json.JsonDocument.Parse(fit.ToJson(twin)).RootElement.GetProperty("inferNet");
        Assert.Equal(("baseline", "expectation propagation", true), (json.GetProperty("status").GetString(), json.GetProperty("algorithm").GetString(), json.GetProperty("exact").GetBoolean()));
        Assert.Equal(twin.Scalars[0].Mean, json.GetProperty("parameters")[0].GetProperty("mean").GetDouble());
        Assert.Equal(comparison.Gap.Value, json.GetProperty("gap").GetDouble());
        Assert.True(json.GetProperty("milliseconds").GetDouble() > 0);
    }

    [LiveFact]
    public void Model_CanBeAskedForItsBaseline_ByCodeThatKnowsNone()
        => Assert.Equal(11.0 / 17, Assert.IsAssignableFrom<IInferNetModel>(Case.Coin).InferNet().Scalar(0).Mean, 12);

    [LiveFact]
    public void FitBesideNoBaseline_SaysWhy()
    {
        var model = new Heavy([1, 2]);
        var fit = model.Fit();
        InferNetPosterior twin = Twins.Of(model, InferNetAlgorithm.ExpectationPropagation);
        Assert.Contains("no baseline, because Cauchy at Mu", Assert.Throws<ArgumentException>(() => fit.CompareTo(twin)).Message, StringComparison.Ordinal);
        Assert.StartsWith("no baseline, because", System.Text.Json.JsonDocument.Parse(fit.ToJson(twin)).RootElement.GetProperty("inferNet").GetProperty("status").GetString(), StringComparison.Ordinal);
    }

    [LiveFact]
    public void LogRateTwin_IsApproximate_AndNearTheExactTwin()
    {
        var model = new LogRates([-1, 0, 0.5, 1.2, 2], [1, 2, 4, 5, 11]);
        InferNetPosterior twin = Twins.Of(model, InferNetAlgorithm.ExpectationPropagation);
        AssertNear(model.Exact(), twin);
    }

    // Expectation propagation keeps Gaussians of a posterior that is none: on a dozen rows it
    // errs by a few per cent of a standard deviation (measured: 6 % at most), a wrong factor by far more.
    private void AssertNear(ExactPosterior exact, InferNetPosterior twin)
    {
        output.WriteLine(twin + Environment.NewLine + exact);
        Assert.Null(twin.Reason);
        Assert.Equal((InferNetAccuracy.Approximate, EvidenceKind.Approximate), (twin.Accuracy, twin.EvidenceKind));
        for (int k = 0; k < exact.Scalars.Count; k++)
        {
            Assert.InRange((twin.Scalars[k].Mean - exact.Scalars[k].Mean) / exact.Scalars[k].Sd, -0.1, 0.1);
            Assert.InRange(twin.Scalars[k].Sd / exact.Scalars[k].Sd, 0.9, 1.1);
        }
    }

    // A Dirichlet's elements are beta variables, and so are the exact twin's.
    [LiveFact]
    public void Dirichlet_HasBetaMarginals()
    {
        InferNetPosterior twin = Twins.Of(Case.Die, InferNetAlgorithm.ExpectationPropagation);
        ExactPosterior exact = Case.Die.Exact();
        Assert.Equal(["weight[0]", "weight[1]", "weight[2]"], twin.Scalars.Select(s => s.Name));
        double[] concentration = [4, 6, 11];
        for (int k = 0; k < 3; k++)
        {
            var beta = new Beta(concentration[k], 21 - concentration[k]);
            foreach (double p in new[] { 0.01, 0.5, 0.9 })
            {
                Assert.Equal(beta.Quantile(p), twin.Scalars[k].Quantile(p), Tolerance);
                Assert.Equal(exact.Scalars[k].Quantile(p), twin.Scalars[k].Quantile(p), Tolerance);
            }
        }
    }

    // Several vectors are a product under mean field: a bound below the evidence, as Infer.NET's factor of a precision has it and that of a covariance has not.
    [LiveFact]
    public void MeanFieldOfVectors_IsABound()
    {
        InferNetPosterior twin = Twins.Of(Levels, InferNetAlgorithm.VariationalMessagePassing);
        ExactPosterior exact = Levels.Exact();
        Assert.Null(twin.Reason);
        Assert.Equal((InferNetAccuracy.Approximate, EvidenceKind.LowerBound), (twin.Accuracy, twin.EvidenceKind));
        Assert.True(twin.LogEvidence.Value < exact.LogEvidence.Value, $"{twin.LogEvidence} is not below {exact.LogEvidence}.");
        for (int k = 0; k < exact.Scalars.Count; k++)
        {
            // Mean field has the means of a Gaussian, and no larger spread.
            Assert.Equal(exact.Scalars[k].Mean, twin.Scalars[k].Mean, Tolerance);
            Assert.True(twin.Scalars[k].Sd < exact.Scalars[k].Sd, $"{twin.Scalars[k]} is not narrower than {exact.Scalars[k]}.");
        }
    }

    // Single draws in place of counts: whatever the pseudo-counts, of which few give Infer.NET's own multinomial its right evidence.
    [LiveTheory]
    [InlineData(InferNetAlgorithm.ExpectationPropagation)]
    [InlineData(InferNetAlgorithm.VariationalMessagePassing)]
    public void Multinomial_IsExact(InferNetAlgorithm algorithm)
    {
        Check(Twins.Of(new Tally(15, [3, 4, 8]), algorithm), new Tally(15, [3, 4, 8]).Exact());
        var reports = new Reports([0, 2, 0, 1, -1], [[3, 0, 2], [1, 1, 1], [0, 0, 4], [9, 0, 0], [5, 0, 1]], 3);
        Check(Twins.Of(reports, algorithm), reports.Exact());

        void Check(InferNetPosterior twin, ExactPosterior exact)
        {
            Assert.Null(twin.Reason);
            Assert.Equal((InferNetAccuracy.Exact, EvidenceKind.Exact), (twin.Accuracy, twin.EvidenceKind));
            Assert.Equal(exact.LogEvidence.Value, twin.LogEvidence.Value, Tolerance * Math.Abs(exact.LogEvidence.Value));
            for (int k = 0; k < exact.Scalars.Count; k++)
            {
                Assert.Equal(exact.Scalars[k].Mean, twin.Scalars[k].Mean, Tolerance);
                Assert.Equal(exact.Scalars[k].Sd, twin.Scalars[k].Sd, Tolerance);
            }
        }
    }

    [LiveFact]
    public void SourceFolder_GetsTheSourceOfTheInference()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            InferNetPosterior twin = Twins.WithSource(Case.Coin, folder);
            Assert.Null(twin.Reason);
            Assert.Equal(11.0 / 17, twin.Scalar(0).Mean, 12);
            Assert.Equal("Coin_EP.cs", Path.GetFileName(Assert.Single(Directory.GetFiles(folder))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [LiveFact]
    public void GibbsTwin_HasNoEvidence_AndIsNearThePosterior()
    {
        InferNetPosterior twin = Case.All["gaussian_mean_precision"].Twin(InferNetAlgorithm.GibbsSampling);
        Assert.Null(twin.Reason);
        Assert.Equal((InferNetAccuracy.Approximate, EvidenceKind.None), (twin.Accuracy, twin.EvidenceKind));
        Assert.True(double.IsNaN(twin.LogEvidence.Value));
        Moments exact = Case.RecordedOf("gaussian_mean_precision").Exact;
        for (int k = 0; k < exact.Scalars.Length; k++)
        {
            // Six standard errors of the mean of 20,000 sweeps, if two sweeps tell as much as one independent draw.
            double tolerance = 6 * Math.Sqrt(2 * exact.Scalars[k].Variance / 20_000);
            Assert.InRange(twin.Scalars[k].Mean, exact.Scalars[k].Mean - tolerance, exact.Scalars[k].Mean + tolerance);
        }
    }

    [LiveFact]
    public void NewDataOfAnotherSize_CompilesNothingAnew()
    {
        double[] x = [0.5, -1, 2];
        Twins.Of(new GaussianMean([1, 2]), InferNetAlgorithm.ExpectationPropagation);
        int generated = Generated();
        Assert.NotEqual(0, generated);
        InferNetPosterior twin = Twins.Of(new GaussianMean(x), InferNetAlgorithm.ExpectationPropagation);
        Assert.Equal(generated, Generated());

        // Precisions add up: 1/4 of the prior about 1, and 2 for each number.
        double precision = 0.25 + (2 * x.Length);
        Assert.Equal((0.25 + (2 * x.Sum())) / precision, twin.Scalar(0).Mean, 12);
        Assert.Equal(1 / Math.Sqrt(precision), twin.Scalar(0).Sd, 12);

        // What Infer.NET compiles for this model is a type of its own.
        static int Generated() => AppDomain.CurrentDomain.GetAssemblies().Where(a => a.IsDynamic || a.Location.Length == 0)
            .SelectMany(a => a.GetTypes()).Count(t => t.GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
                .Any(f => f.Name.Contains("x_range_count", StringComparison.Ordinal)));
    }

    [LiveFact]
    public void ThreadsThatShareAModelClass_GetTheirOwnPosteriors()
    {
        double[] alone = [.. Enumerable.Range(0, 32).Select(Mean)];
        double[] together = new double[alone.Length];
        Parallel.For(0, alone.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => together[i] = Mean(i));
        Assert.Equal(alone, together);

        static double Mean(int i) => Twins.Of(new GaussianMean([i, i + 1.5, -i]), InferNetAlgorithm.ExpectationPropagation).Scalar(0).Mean;
    }

    [LiveFact]
    public void FactorWithoutCounterpart_IsNoBaseline()
    {
        InferNetPosterior twin = Twins.Of(new Heavy([1, 2]), InferNetAlgorithm.ExpectationPropagation);
        Assert.False(twin.HasBaseline);
        Assert.StartsWith("no baseline, because Cauchy at Mu has no Infer.NET counterpart", twin.Reason, StringComparison.Ordinal);
    }

    [LiveFact]
    public void WhatInferNetThrows_IsNoBaseline()
    {
        // A probability that is sampled has no conjugate update under a logistic likelihood.
        InferNetPosterior twin = Twins.Of(new Scores([1, -2], [true, false]), InferNetAlgorithm.GibbsSampling);
        output.WriteLine(twin.ToString());
        Assert.False(twin.HasBaseline);
        Assert.StartsWith("no baseline, because Infer.NET failed with", twin.Reason, StringComparison.Ordinal);
        Assert.True(double.IsNaN(twin.Scalar(0).Mean));
    }

    [LiveFact]
    public void LogisticTwin_IsApproximate_AndNearTheExactTwin()
    {
        var model = new Scores([-2, -1.2, -0.4, 0.3, 0.9, 1.4, 2.1, -0.8], [false, false, true, false, true, true, true, false]);
        InferNetPosterior twin = Twins.Of(model, InferNetAlgorithm.ExpectationPropagation);
        AssertNear(model.Exact(), twin);
    }

    // What the recorded runs agree to with closed forms, and with themselves when their iterations are doubled.
    private const double Tolerance = 1e-9;

    private void AssertMoments(Moments expected, InferNetPosterior twin, string name)
    {
        double worst = Math.Abs(twin.LogEvidence.Value - expected.LogEvidence) / Math.Max(1, Math.Abs(expected.LogEvidence));
        for (int k = 0; k < expected.Scalars.Length; k++)
        {
            (double mean, double variance) = expected.Scalars[k];
            worst = Math.Max(worst, Math.Abs(twin.Scalars[k].Mean - mean) / Math.Max(1, Math.Abs(mean)));
            worst = Math.Max(worst, Math.Abs(Math.Pow(twin.Scalars[k].Sd, 2) - variance) / Math.Max(1, variance));
        }

        output.WriteLine(FormattableString.Invariant($"{name}: {twin.Algorithm}, {twin.Accuracy}, largest error {worst:0.0e+0}"));
        if (Recorded.All.TryGetValue(name.Split(',')[0], out Recorded? recorded))
        {
            output.WriteLine(recorded.Exact.Distance(twin));
        }

        Assert.True(worst <= Tolerance, FormattableString.Invariant($"{name}: {worst:0.0e+0} from what was recorded.\n{twin}"));
    }
}
