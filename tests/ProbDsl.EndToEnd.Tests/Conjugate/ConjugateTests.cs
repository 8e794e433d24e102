namespace ProbDsl.EndToEnd.Tests.Conjugate;

/// <summary>Where the family of q holds the posterior, the ELBO is the log evidence, and more: draw by draw.</summary>
public class ConjugateTests
{
    private static readonly double[] s_y = [0.3, 2.1, 1.4];
    private static readonly double[] s_sd = [0.5, 1.2, 0.8];

    private static readonly Dictionary<string, Func<(IGenerated Model, GaussianTarget Target, double[] Phi)>> s_cases = new()
    {
        ["MeanField"] = () => (new MeanModel(s_y), One(s_y), MeanAndLogSd(One(s_y))),
        ["Declared"] = () => (new DeclaredMeanModel(s_y), One(s_y), MeanAndLogSd(One(s_y))),
        ["MeanFieldOfLogarithm"] = () => (new ScaleModel(s_y), OneOfLogarithms(), MeanAndLogSd(OneOfLogarithms())),
        ["DeclaredLogNormal"] = () => (new DeclaredScaleModel(s_y), OneOfLogarithms(), MeanAndLogSd(OneOfLogarithms())),
        ["FullRank"] = () => (new FullRankHierarchy(s_y, s_sd), Hierarchy(), Triangle(Hierarchy())),
        ["Structured"] = () => (new StructuredHierarchy(s_y, s_sd), Hierarchy(), Conditionals(Hierarchy())),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void LogJointMinusLogQ_IsTheLogEvidenceForEveryDraw(string name)
    {
        (IGenerated model, GaussianTarget target, _) = s_cases[name]();
        foreach (double[] noise in GeneratedCodeLaws.Points(20, target.Dimension, seed: 3))
        {
            (double[] u, double logQ, _) = target.Draw([.. noise.Select(e => 3.0 * e)]);
            Close.Within(1e-12 * 100.0, target.LogEvidence, Evaluation.Scalar(model, Piece.LogJoint, u, []).Value - logQ, name);
        }
    }

    /// <summary>
    /// Sticking the landing: with φ inside log q held fixed, d/dφ (log p(x, u(φ)) − log q(u(φ))) = (∇log p − ∇log q)·du/dφ, whatever du/dφ is.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void PathGradient_IsZeroForEveryDraw(string name)
    {
        (IGenerated model, GaussianTarget target, _) = s_cases[name]();
        foreach (double[] noise in GeneratedCodeLaws.Points(20, target.Dimension, seed: 4))
        {
            (double[] u, _, double[] score) = target.Draw([.. noise.Select(e => 3.0 * e)]);
            double[] gradient = Evaluation.Scalar(model, Piece.LogJoint, u, []).Gradient;
            for (int i = 0; i < gradient.Length; i++)
            {
                Close.Within(1e-11, score[i], gradient[i], $"{name}, entry {i}");
            }
        }
    }

    /// <summary>One draw of the ELBO is a polynomial of degree 2 in the noise here, so that three points a dimension integrate it exactly.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Elbo_AtThePosterior_IsTheLogEvidenceAndStationary(string name)
    {
        (IGenerated model, GaussianTarget target, double[] phi) = s_cases[name]();
        (double elbo, double[] gradient) = Mean(model, Piece.Elbo, phi);
        Close.Within(1e-11, target.LogEvidence, elbo, $"{name}: ELBO");
        for (int i = 0; i < gradient.Length; i++)
        {
            Close.Within(1e-10, 0.0, gradient[i], $"{name}: gradient, entry {i}");
        }

        (double reconstruction, _) = Mean(model, Piece.Reconstruction, phi);
        (double kl, _) = Mean(model, Piece.Kl, phi);
        Close.Within(1e-11, target.LogEvidence, reconstruction - kl, $"{name}: reconstruction − KL");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LogEvidenceMinusElbo_ElsewhereIsPositive(string name)
    {
        (IGenerated model, GaussianTarget target, double[] phi) = s_cases[name]();
        foreach (double[] step in GeneratedCodeLaws.Points(10, phi.Length, seed: 5))
        {
            double gap = target.LogEvidence - Mean(model, Piece.Elbo, [.. phi.Zip(step, (p, s) => p + (0.3 * s))]).Value;
            Assert.True(gap > 0.0, FormattableString.Invariant($"{name}: log Z − ELBO = {gap:R}"));
        }
    }

    [Theory]
    [InlineData("MeanField")]
    [InlineData("Declared")]
    [InlineData("MeanFieldOfLogarithm")]
    [InlineData("DeclaredLogNormal")]
    public void LogEvidenceMinusElbo_IsTheKlToThePosterior(string name)
    {
        (IGenerated model, GaussianTarget target, _) = s_cases[name]();
        double mean = target.Mean[0] + 0.7;
        double sd = 1.8 * target.Root[0, 0];
        double kl = Math.Log(target.Root[0, 0] / sd) + (0.5 * (Math.Pow(sd / target.Root[0, 0], 2) + Math.Pow(0.7 / target.Root[0, 0], 2) - 1.0));
        Close.Within(1e-11, kl, target.LogEvidence - Mean(model, Piece.Elbo, [mean, Math.Log(sd)]).Value, name);
    }

    /// <summary>Expectation over the noise by Gauss–Hermite quadrature with three points in each dimension.</summary>
    private static (double Value, double[] Gradient) Mean(IGenerated model, Piece piece, double[] phi)
    {
        double value = 0.0;
        var gradient = new double[phi.Length];
        var noise = new double[model.NoiseCount];
        for (int node = 0; node < (int)Math.Pow(3, noise.Length); node++)
        {
            double weight = 1.0;
            for (int i = 0, rest = node; i < noise.Length; i++, rest /= 3)
            {
                noise[i] = ((rest % 3) - 1) * Math.Sqrt(3.0);
                weight *= rest % 3 == 1 ? 2.0 / 3.0 : 1.0 / 6.0;
            }

            (double one, double[] slope) = Evaluation.Scalar(model, piece, phi, noise);
            value += weight * one;
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] += weight * slope[i];
            }
        }

        return (value, gradient);
    }

    private static GaussianTarget One(double[] y) => new([1.0], new[,] { { 4.0 } }, new[,] { { 1.0 }, { 1.0 }, { 1.0 } }, [2.25, 2.25, 2.25], y);

    // The density of y is that of its logarithm, divided by y.
    private static GaussianTarget OneOfLogarithms()
    {
        GaussianTarget target = One([.. s_y.Select(v => Math.Log(v))]);
        return new([1.0], new[,] { { 4.0 } }, new[,] { { 1.0 }, { 1.0 }, { 1.0 } }, [2.25, 2.25, 2.25], [.. s_y.Select(v => Math.Log(v))])
        {
            LogEvidence = target.LogEvidence - s_y.Sum(v => Math.Log(v)),
        };
    }

    private static GaussianTarget Hierarchy() => new(
        [0.0, 0.0, 0.0, 0.0],
        new[,] { { 4.0, 4.0, 4.0, 4.0 }, { 4.0, 5.0, 4.0, 4.0 }, { 4.0, 4.0, 5.0, 4.0 }, { 4.0, 4.0, 4.0, 5.0 } },
        new[,] { { 0.0, 1.0, 0.0, 0.0 }, { 0.0, 0.0, 1.0, 0.0 }, { 0.0, 0.0, 0.0, 1.0 } },
        [.. s_sd.Select(s => s * s)],
        s_y);

    private static double[] MeanAndLogSd(GaussianTarget target) => [target.Mean[0], Math.Log(target.Root[0, 0])];

    /// <summary>The mean, then L by rows with the logarithms of its diagonal.</summary>
    private static double[] Triangle(GaussianTarget target)
    {
        List<double> phi = [.. target.Mean];
        for (int i = 0; i < target.Dimension; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                phi.Add(i == j ? Math.Log(target.Root[i, i]) : target.Root[i, j]);
            }
        }

        return [.. phi];
    }

    /// <summary>mu, then theta[j] given mu: with mu first in L, the slope of theta[j] on mu is L[j, 0]/L[0, 0].</summary>
    private static double[] Conditionals(GaussianTarget target)
    {
        int[] thetas = [1, 2, 3];
        double Slope(int j) => target.Root[j, 0] / target.Root[0, 0];
        return
        [
            target.Mean[0],
            Math.Log(target.Root[0, 0]),
            .. thetas.Select(j => target.Mean[j] - (Slope(j) * target.Mean[0])),
            .. thetas.Select(Slope),
            .. thetas.Select(j => Math.Log(target.Root[j, j])),
        ];
    }
}
