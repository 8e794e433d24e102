namespace ProbDsl.EndToEnd.Tests.Language;

/// <summary>One small model for each feature of the language, against densities written by hand and against finite differences.</summary>
public class LanguageTests
{
    private static readonly Dictionary<string, Func<LanguageCase>> s_cases = new()
    {
        ["TwoIndexPlates"] = Plates.TwoIndices,
        ["RaggedIndices"] = Plates.Ragged,
        ["TwoDimensionalData"] = Plates.MatrixData,
        ["JaggedData"] = Plates.JaggedData,
        ["IndexedBounds"] = Plates.IndexedBounds,
        ["DataTypes"] = Plates.DataTypes,
        ["MissingData"] = Plates.MissingData,
        ["Autoregression"] = Recursions.Autoregression,
        ["MovingAverage"] = Recursions.MovingAverage,
        ["Volatility"] = Recursions.Volatility,
        ["RandomWalk"] = Recursions.RandomWalk,
        ["DataBranches"] = Branches.OnData,
        ["Blends"] = Branches.OnLatents,
        ["Helpers"] = Branches.Helpers,
        ["SumsAndDots"] = Branches.SumsAndDots,
        ["ElementaryFunctions"] = Branches.ElementaryFunctions,
        ["LogSpaceFunctions"] = Branches.LogSpaceFunctions,
        ["Derived"] = Branches.DerivedQuantities,
        ["DerivedArrays"] = WholeArrayTests.Case,
        ["EveryPrior"] = Laws.EveryPrior,
        ["EveryContinuousLikelihood"] = Laws.EveryContinuousLikelihood,
        ["EveryDiscreteLikelihood"] = Laws.EveryDiscreteLikelihood,
        ["Record"] = Shapes.Record,
        ["NestedAndGeneric"] = Shapes.NestedAndGeneric,
        ["GlobalNamespace"] = Shapes.GlobalNamespace,
        ["HostileNames"] = Shapes.HostileNames,
        ["LearnedParameters"] = Shapes.Learned,
        ["StructuredGuide"] = Shapes.Structured,
        ["QuantileGuides"] = QuantileGuides.Case,
        ["FullRank"] = Shapes.FullRank,
        ["LowRank"] = Shapes.LowRank,
        ["SummedMixture"] = States.Enumeration.OfTwoNormals,
        ["SummedRegimes"] = States.Enumeration.OfRegimes,
        ["Proportions"] = Vectors.VectorCases.Proportions,
        ["GaussianVectors"] = Vectors.VectorCases.GaussianVectors,
        ["Clusters"] = Vectors.VectorCases.Clusters,
        ["GeneratedNames"] = GeneratedNames.Case,
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    public static TheoryData<string, Piece> NamesAndPieces
    {
        get
        {
            var data = new TheoryData<string, Piece>();
            foreach (string name in s_cases.Keys)
            {
                foreach (Piece piece in Enum.GetValues<Piece>())
                {
                    data.Add(name, piece);
                }
            }

            return data;
        }
    }

    internal static IEnumerable<string> CaseNames => s_cases.Keys;

    internal static IGenerated Model(string name) => s_cases[name]().Model;

    [Theory]
    [MemberData(nameof(Names))]
    public void LogDensities_AreThoseWrittenByHand(string name)
    {
        (IGenerated model, Func<Point, (double Prior, double Likelihood)> byHand, _) = s_cases[name]();
        foreach (double[] u in GeneratedCodeLaws.Points(model, Piece.LogJoint, 5))
        {
            var point = new Point(u);
            (double prior, double likelihood) = byHand(point);
            Assert.True(point.IsAtEnd, $"{name}: the model has {model.Dimension} unconstrained values");
            prior += point.LogJacobian;

            // The terms of both sums are of the size of the sums, or a few.
            double tolerance = 1e-12 * (10.0 + Math.Abs(prior) + Math.Abs(likelihood));
            Close.Within(tolerance, prior, Evaluation.Scalar(model, Piece.LogPrior, u, []).Value, $"{name}: log prior");
            Close.Within(tolerance, likelihood, Evaluation.Scalar(model, Piece.LogLikelihood, u, []).Value, $"{name}: log likelihood");
            Close.Within(tolerance, prior + likelihood, Evaluation.Scalar(model, Piece.LogJoint, u, []).Value, $"{name}: log joint");
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndPieces))]
    public void Gradients_AreDerivativesInEveryLane(string name, Piece piece)
    {
        IGenerated model = s_cases[name]().Model;
        double[][] points = GeneratedCodeLaws.Points(model, piece, 2);
        double[] noise = GeneratedCodeLaws.Noise(model);
        GeneratedCodeLaws.GradientsAreDerivatives<Scalar>(model, piece, points, noise);
        GeneratedCodeLaws.GradientsAreDerivatives<Lane256>(model, piece, points, noise);
    }

    [Theory]
    [MemberData(nameof(NamesAndPieces))]
    public void Lanes_AreTheScalarProgram(string name, Piece piece)
    {
        IGenerated model = s_cases[name]().Model;
        double[][] points = GeneratedCodeLaws.Points(model, piece, 9);
        double[] noise = GeneratedCodeLaws.Noise(model);
        GeneratedCodeLaws.LanesAreTheScalarProgram<Lane256>(model, piece, points, noise);
        GeneratedCodeLaws.LanesAreTheScalarProgram<Lane512>(model, piece, points, noise);
    }

    /// <summary>The first evaluation fills the data tables and grows the workspace; no later one allocates a byte.</summary>
    [Theory]
    [MemberData(nameof(NamesAndPieces))]
    public void LaterEvaluations_AllocateNothing(string name, Piece piece)
    {
        IGenerated model = s_cases[name]().Model;
        Lane256[] x = Array.ConvertAll(GeneratedCodeLaws.Points(model, piece, 1)[0], v => (Lane256)v);
        Lane256[] noise = Array.ConvertAll(GeneratedCodeLaws.Noise(model), v => (Lane256)v);
        var gradient = new Lane256[x.Length];
        var workspace = new Workspace<Lane256>();
        long allocated = 0;
        for (int evaluation = 0; evaluation < 3; evaluation++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _ = piece switch
            {
                Piece.LogJoint => model.LogJoint(x, gradient, workspace),
                Piece.LogPrior => model.LogPrior(x, gradient, workspace),
                Piece.LogLikelihood => model.LogLikelihood(x, gradient, workspace),
                Piece.Elbo => model.Elbo(x, noise, gradient, workspace),
                Piece.Reconstruction => model.Reconstruction(x, noise, gradient, workspace),
                _ => model.Kl(x, noise, gradient, workspace),
            };
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parts_AddUp(string name)
    {
        IGenerated model = s_cases[name]().Model;
        double[] noise = GeneratedCodeLaws.Noise(model);
        GeneratedCodeLaws.PartsAddUp(model, Piece.LogJoint, Piece.LogPrior, Piece.LogLikelihood, 1.0, GeneratedCodeLaws.Points(model, Piece.LogJoint, 5), noise);
        GeneratedCodeLaws.PartsAddUp(model, Piece.Elbo, Piece.Reconstruction, Piece.Kl, -1.0, GeneratedCodeLaws.Points(model, Piece.Elbo, 5), noise);
    }

    /// <summary>Closed form or not, a draw of the KL is log q(u) − log p(u) in the mean over draws; the reconstruction is log p(x | z) in every draw.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ElboOfMeanField_IsThatWrittenByHand(string name)
    {
        const int draws = 4000;
        (IGenerated model, _, int[] blocks) = s_cases[name]();
        if (blocks.Sum() != model.NoiseCount || model.ParameterCount != 2 * model.NoiseCount)
        {
            Assert.Empty(blocks);
            return;
        }

        var random = new Random(11);
        // Narrow enough that no draw overflows a scale built on a scale.
        double[] phi = [.. GeneratedCodeLaws.Points(model, Piece.Kl, 1)[0].Select(x => 0.5 * x)];
        foreach ((int first, int length) in LogSdBlocks(blocks))
        {
            for (int i = first; i < first + length; i++)
            {
                phi[i] -= 1.0;
            }
        }

        double sum = 0.0;
        double squares = 0.0;
        for (int draw = 0; draw < draws; draw++)
        {
            double[] noise = [.. Enumerable.Range(0, model.NoiseCount).Select(_ => StandardNormalOf(random))];
            (double[] u, double logQ) = MeanFieldDraw(phi, noise, blocks);
            double kl = Evaluation.Scalar(model, Piece.Kl, phi, noise).Value;
            double difference = kl - (logQ - Evaluation.Scalar(model, Piece.LogPrior, u, []).Value);
            sum += difference;
            squares += difference * difference;
            if (draw < 5)
            {
                double likelihood = Evaluation.Scalar(model, Piece.LogLikelihood, u, []).Value;
                Close.Within(1e-11 * (10.0 + Math.Abs(likelihood)), likelihood, Evaluation.Scalar(model, Piece.Reconstruction, phi, noise).Value, $"{name}: reconstruction");
            }
        }

        double mean = sum / draws;
        double standardError = Math.Sqrt(Math.Max(0.0, (squares / draws) - (mean * mean)) / draws);
        Close.Within((5.0 * standardError) + 1e-10, 0.0, mean, $"{name}: mean difference of the KL");
    }

    private static IEnumerable<(int First, int Length)> LogSdBlocks(int[] blocks)
    {
        int first = 0;
        foreach (int length in blocks)
        {
            yield return (first + length, length);
            first += 2 * length;
        }
    }

    private static (double[] U, double LogQ) MeanFieldDraw(double[] phi, double[] noise, int[] blocks)
    {
        var u = new double[noise.Length];
        double logQ = 0.0;
        int first = 0;
        foreach (int length in blocks)
        {
            for (int i = first; i < first + length; i++)
            {
                double logSd = phi[first + i + length];
                u[i] = phi[first + i] + (Math.Exp(logSd) * noise[i]);
                logQ += (-0.5 * Math.Log(2.0 * Math.PI)) - logSd - (0.5 * noise[i] * noise[i]);
            }

            first += length;
        }

        return (u, logQ);
    }

    private static double StandardNormalOf(Random random)
        => Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());
}
