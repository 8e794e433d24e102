using ProbDsl.EndToEnd.Tests.Language;
using ProbDsl.EndToEnd.Tests.Posteriordb;

namespace ProbDsl.EndToEnd.Tests.Curvature;

/// <summary>Generated gradients in lanes of dual numbers: every feature of the language, and the models of posteriordb.</summary>
public class HessianTests
{
    public static TheoryData<string, Piece> LanguageCases => Cases(LanguageTests.CaseNames);

    public static TheoryData<string, Piece> PosteriordbCases => Cases(Catalogue.Names);

    [Theory]
    [MemberData(nameof(LanguageCases))]
    public void ProductsOfLanguageModels_AreDerivatives(string name, Piece piece) => Check(LanguageTests.Model(name), piece, points: null);

    [PosteriordbTheory]
    [MemberData(nameof(PosteriordbCases))]
    public void ProductsOfPosteriordbModels_AreDerivatives(string name, Piece piece)
    {
        (IGenerated model, PosteriordbData data) = Catalogue.Load(name);
        Check(model, piece, piece.IsOfLatents() ? [.. data.Points.Select(p => p.Unconstrained)] : null);
    }

    private static void Check(IGenerated model, Piece piece, double[][]? points)
    {
        double[] noise = GeneratedCodeLaws.Noise(model);
        points ??= GeneratedCodeLaws.Points(model, piece, 3);
        HessianLaws.ProductsAreDerivatives(model, piece, points, noise);
        HessianLaws.ProductsAreSymmetric(model, piece, points, noise);
        HessianLaws.ProductsAreThoseOfOnePlace<Lane256>(model, piece, points, noise);
        HessianLaws.ProductsAreThoseOfOnePlace<Lane512>(model, piece, points, noise);
    }

    private static TheoryData<string, Piece> Cases(IEnumerable<string> names)
    {
        var data = new TheoryData<string, Piece>();
        foreach (string name in names)
        {
            data.Add(name, Piece.LogJoint);
            data.Add(name, Piece.Elbo);
        }

        return data;
    }
}
