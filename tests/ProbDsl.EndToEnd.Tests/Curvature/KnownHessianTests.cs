using ProbDsl.EndToEnd.Tests.Conjugate;

namespace ProbDsl.EndToEnd.Tests.Curvature;

/// <summary>Gaussian models, whose averaged ELBO over draws of exact second moments is the exact one, with a Hessian that can be written down.</summary>
public class KnownHessianTests
{
    private static readonly double[] s_y = [0.3, 2.1, 1.4];
    private static readonly double[] s_sd = [0.5, 1.2, 0.8];

    /// <summary>−ELBO = ½ Λ ((m − μ)² + s²) − log s + constant, with the precision Λ of the posterior: in (m, log s) the Hessian is diag(Λ, 2 Λ s²).</summary>
    [Theory]
    [InlineData("Mean")]
    [InlineData("Declared")]
    [InlineData("LogNormal")]
    public void Hessian_OfOneMean(string name)
    {
        IGenerated model = name switch
        {
            "Mean" => new MeanModel(s_y),
            "Declared" => new DeclaredMeanModel(s_y),
            _ => new ScaleModel(s_y),
        };
        double precision = (1.0 / 4.0) + (s_y.Length / 2.25);
        double[] phi = [0.4, -0.3];
        Check(model, phi, (i, j) => i != j ? 0.0 : i == 0 ? precision : 2.0 * precision * Math.Exp(2.0 * phi[1]));
    }

    /// <summary>
    /// −ELBO = ½ (m − μ)ᵀΛ(m − μ) + ½ tr(Λ L Lᵀ) − Σ log Lᵢᵢ + constant. The Hessian is Λ in m, and in L it is Λᵢₖ between Lᵢⱼ and Lₖⱼ of one
    /// column. On the diagonal L is e^t: its rows and columns are multiplied by Lᵢᵢ, and the slope (Λ L)ᵢᵢ, less the 1/Lᵢᵢ that the logarithm takes away, adds (Λ L)ᵢᵢ Lᵢᵢ.
    /// </summary>
    [Fact]
    public void Hessian_OfFullRank()
    {
        const int n = 4;
        double[,] precision = Precision();
        double[] phi = GeneratedCodeLaws.Points(1, n + (n * (n + 1) / 2), seed: 12)[0];
        (int Row, int Column)[] places = [.. Enumerable.Range(0, n).SelectMany(i => Enumerable.Range(0, i + 1).Select(j => (i, j)))];
        double At(int i, int j)
        {
            double entry = phi[n + Array.IndexOf(places, (i, j))];
            return i == j ? Math.Exp(entry) : entry;
        }

        double Expected(int a, int b)
        {
            if (a < n || b < n)
            {
                return a < n && b < n ? precision[a, b] : 0.0;
            }

            (int i, int j) = places[a - n];
            (int k, int l) = places[b - n];
            double result = j != l ? 0.0 : precision[i, k] * (i == j ? At(i, i) : 1.0) * (k == l ? At(k, k) : 1.0);
            return a == b && i == j ? result + (Enumerable.Range(i, n - i).Sum(r => precision[i, r] * At(r, i)) * At(i, i)) : result;
        }

        Check(new FullRankHierarchy(s_y, s_sd), phi, Expected);
    }

    /// <summary>log(eʷˣ + eʷʸ) has the Hessian w² p (1 − p) on the diagonal and its negative beside it, p = 1/(1 + e^(w(y − x))): w²/4 where x = y.</summary>
    [Theory]
    [InlineData(0.7, 0.7)]
    [InlineData(0.7, 0.2)]
    public void Hessian_OfLogAddExp(double x, double y)
    {
        double[] w = [1.0, 2.0];
        double curvature = w.Sum(wn => wn * wn / (2.0 + (2.0 * Math.Cosh(wn * (y - x)))));
        double[] hessian = new double[4];
        new LogJointHessian<GeneratedProgram, Lane256>(new(new TiedFactor(w))).Fill([x, y], hessian);
        for (int i = 0; i < 4; i++)
        {
            // A handful of operations on numbers of order 1.
            Close.Within(1e-14, i is 0 or 3 ? curvature - 1.0 : -curvature, hessian[i], $"entry {i}");
        }
    }

    private static void Check(IGenerated model, double[] phi, Func<int, int, double> expected)
    {
        FixedDraws draws = FixedDraws.Create(64, model.NoiseCount, seed: 5);
        double[] hessian = Dense<Lane256>();
        Assert.Equal(hessian, Dense<Scalar>());
        Assert.Equal(hessian, Dense<Lane512>());
        for (int i = 0; i < phi.Length; i++)
        {
            for (int j = 0; j < phi.Length; j++)
            {
                // The moments of the draws and the sum over them are exact up to rounding of 64 terms of order 10.
                Close.Within(1e-12, expected(i, j), hessian[(i * phi.Length) + j], $"entry {i}, {j}");
            }
        }

        double[] Dense<T>()
            where T : unmanaged, ILane<T>
        {
            double[] result = new double[phi.Length * phi.Length];
            new HessianProduct<GeneratedProgram, T>(new(model), draws).Fill(phi, result);
            return result;
        }
    }

    /// <summary>Of the posterior of (mu, theta), where mu ~ Normal(0, 2) and theta ~ Normal(mu, 1) is seen with known errors.</summary>
    private static double[,] Precision()
    {
        var precision = new double[4, 4];
        precision[0, 0] = (1.0 / 4.0) + 3.0;
        for (int j = 1; j < 4; j++)
        {
            precision[0, j] = precision[j, 0] = -1.0;
            precision[j, j] = 1.0 + (1.0 / (s_sd[j - 1] * s_sd[j - 1]));
        }

        return precision;
    }
}
