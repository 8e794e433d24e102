namespace ProbDsl.EndToEnd.Tests.Posteriordb;

/// <summary>The generated log joint against Stan's at the five fixed points of each posterior.</summary>
public class GradientTests
{
    public static TheoryData<string> Models => [.. Catalogue.Names];

    public static TheoryData<string, Piece> ModelsAndPieces
    {
        get
        {
            var data = new TheoryData<string, Piece>();
            foreach (string name in Catalogue.Names)
            {
                foreach (Piece piece in Enum.GetValues<Piece>())
                {
                    data.Add(name, piece);
                }
            }

            return data;
        }
    }

    [PosteriordbTheory]
    [MemberData(nameof(Models))]
    public void LogJoint_IsStansUpToAConstant(string name)
    {
        (IGenerated model, PosteriordbData data) = Catalogue.Load(name);
        double[] values = [.. data.Points.Select(p => Evaluation.Scalar(model, Piece.LogJoint, p.Unconstrained, []).Value)];
        // Both programs add up terms as large as |lp| in orders of their own, so that each value is known to some 1e-13·|lp| only.
        double largest = data.Points.Max(p => Math.Abs(p.LogDensity));
        for (int p = 0; p < values.Length; p++)
        {
            Close.Within(1e-10 * Math.Max(1.0, largest), data.Points[p].LogDensityMinusFirst, values[p] - values[0], data.Points[p].Id);
        }
    }

    [PosteriordbTheory]
    [MemberData(nameof(Models))]
    public void GradientOfLogJoint_IsStans(string name)
    {
        (IGenerated model, PosteriordbData data) = Catalogue.Load(name);
        Assert.Equal(data.UnconstrainedNames.Count, model.Dimension);
        foreach (StanPoint point in data.Points)
        {
            double[] gradient = Evaluation.Scalar(model, Piece.LogJoint, point.Unconstrained, []).Gradient;
            for (int i = 0; i < gradient.Length; i++)
            {
                Close.Within(1e-8 * Math.Max(1.0, Math.Abs(point.Gradient[i])), point.Gradient[i], gradient[i], $"{point.Id}: {data.UnconstrainedNames[i]}");
            }
        }
    }

    [PosteriordbTheory]
    [MemberData(nameof(Models))]
    public void LanesWithAPointEach_AreTheScalarProgram(string name)
    {
        (IGenerated model, PosteriordbData data) = Catalogue.Load(name);
        double[][] points = [.. data.Points.Select(p => p.Unconstrained)];
        GeneratedCodeLaws.LanesAreTheScalarProgram<Lane256>(model, Piece.LogJoint, points, []);
        GeneratedCodeLaws.LanesAreTheScalarProgram<Lane512>(model, Piece.LogJoint, points, []);
    }

    [PosteriordbTheory]
    [MemberData(nameof(ModelsAndPieces))]
    public void Gradients_AreDerivativesInEveryLane(string name, Piece piece)
    {
        (IGenerated model, PosteriordbData data) = Catalogue.Load(name);
        double[][] points = piece.IsOfLatents() ? [.. data.Points.Select(p => p.Unconstrained)] : GeneratedCodeLaws.Points(model, piece, 2);
        double[] noise = GeneratedCodeLaws.Noise(model);
        GeneratedCodeLaws.GradientsAreDerivatives<Scalar>(model, piece, points, noise);
        GeneratedCodeLaws.GradientsAreDerivatives<Lane512>(model, piece, points, noise);
    }

    [PosteriordbTheory]
    [MemberData(nameof(Models))]
    public void LogJoint_IsLogPriorPlusLogLikelihood(string name)
    {
        (IGenerated model, PosteriordbData data) = Catalogue.Load(name);
        double[][] points = [.. data.Points.Select(p => p.Unconstrained)];
        GeneratedCodeLaws.PartsAddUp(model, Piece.LogJoint, Piece.LogPrior, Piece.LogLikelihood, 1.0, points, []);
    }

    [PosteriordbTheory]
    [MemberData(nameof(Models))]
    public void Elbo_IsReconstructionMinusKl(string name)
    {
        (IGenerated model, _) = Catalogue.Load(name);
        double[][] points = GeneratedCodeLaws.Points(model, Piece.Elbo, 5);
        GeneratedCodeLaws.PartsAddUp(model, Piece.Elbo, Piece.Reconstruction, Piece.Kl, -1.0, points, GeneratedCodeLaws.Noise(model));
    }
}
