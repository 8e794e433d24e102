using ProbDsl.EndToEnd.Tests.Language;

namespace ProbDsl.EndToEnd.Tests.Vectors;

/// <summary>Models of vectors beside their densities through the declared methods as C# runs them.</summary>
internal static class VectorCases
{
    private static readonly double[,] s_covariance = { { 1.5, 0.4, -0.2 }, { 0.4, 1, 0.3 }, { -0.2, 0.3, 0.8 } };

    private static readonly double[][,] s_each = [new[,] { { 2, 0.5 }, { 0.5, 1 } }, new[,] { { 0.6, -0.2 }, { -0.2, 0.9 } }];

    public static LanguageCase Proportions()
    {
        int[] face = [0, 3, 1, 3], group = [0, 1, 1];
        int[,] table = { { 1, 2, 3 }, { 0, 6, 0 }, { 4, 0, 2 } };
        int[][] rows = [[1, 0, 2, 0], [-1, 0, 0, 0], [0, 0, 0, 0]];
        bool[] hit = [true, false, true];
        var model = new Proportions([0.5, 1, 2, 1.5], 2, face, table, rows, group, hit);
        return new(model, p =>
        {
            double alpha = p.Positive();
            (double[] weight, double prior) = Simplex(p, 4, model.Weight());
            double[][] part = new double[2][];
            for (int k = 0; k < 2; k++)
            {
                (part[k], double own) = Simplex(p, 3, model.Part(k, alpha));
                prior += own;
            }

            (double[] even, double last) = Simplex(p, 2, model.Even(alpha));
            double likelihood = face.Sum(f => model.Face(0, weight).LogDensity(f))
                + Enumerable.Range(0, 3).Sum(g => model.Table(g, part).LogDensity([table[g, 0], table[g, 1], table[g, 2]]))
                + Enumerable.Range(0, 3).Sum(r => model.Rows(r, weight)?.LogDensity(Array.ConvertAll(rows[r], c => (double)c)) ?? 0)
                + Enumerable.Range(0, 3).Sum(h => model.Hit(h, part, even, model.Second(part)).LogDensity(hit[h]));
            return (prior + last + model.Alpha().LogDensity(alpha), likelihood);
        }, 1, 3, 4, 1);
    }

    public static LanguageCase GaussianVectors()
    {
        double[] whole = [0.5, -1, 2];
        double[,] y = { { 1, 0.3 }, { -0.5, 0.1 }, { 0.7, 1.9 } };
        double[][] rows = [[0.1, 0.2, 0.3], [double.NaN, 0, 0], [-1, 2, 0.4]];
        var model = new GaussianVectors(s_covariance, s_each, new[,] { { 1, 0, 0 }, { 0.3, 0.8, 0 }, { -0.5, 0.2, 1.1 } }, whole, y, rows);
        return new(model, p =>
        {
            double[] mu = p.Reals(3);
            double slope = p.Real();
            double[][] level = [p.Reals(2), p.Reals(2)];
            double prior = model.Mu().LogDensity(mu) + model.Slope().LogDensity(slope) + Enumerable.Range(0, 2).Sum(g => model.Level(g, mu, slope).LogDensity(level[g]));
            double likelihood = model.Whole(mu).LogDensity(whole)
                + Enumerable.Range(0, 3).Sum(n => model.Y(n, level).LogDensity([y[n, 0], y[n, 1]]))
                + Enumerable.Range(0, 3).Sum(r => model.Rows(r, mu)?.LogDensity(rows[r]) ?? 0);
            return (prior, likelihood);
        }, 3, 1, 4);
    }

    public static LanguageCase Clusters()
    {
        double[,] y = { { 1, 0.3 }, { -0.5, 0.1 }, { 0.7, 1.9 } };
        int[,] word = { { 1, 2, 1 }, { 0, 4, 0 }, { 3, 0, 1 } };
        var model = new Clusters([1.5, 0.8], [0, 0.5], s_each[0], s_each, y, word);
        return new(model, p =>
        {
            (double[] weight, double prior) = Simplex(p, 2, model.Weight());
            double[][] mu = [p.Reals(2), p.Reals(2)], phi = new double[2][];
            for (int k = 0; k < 2; k++)
            {
                (phi[k], double own) = Simplex(p, 3, model.Phi(k));
                prior += own + model.Mu(k).LogDensity(mu[k]);
            }

            // Points are independent given the rest: each is a sum over its two states.
            double likelihood = Enumerable.Range(0, 3).Sum(n =>
            {
                double[] terms = [.. Enumerable.Range(0, 2).Select(s =>
                {
                    int[] z = [s, s, s];
                    return model.Z(n, weight).LogDensity(s) + model.Y(n, z, mu).LogDensity([y[n, 0], y[n, 1]]) + model.Word(n, z, phi).LogDensity([word[n, 0], word[n, 1], word[n, 2]]);
                })];
                return ProbMath.LogSumExp(terms);
            });
            return (prior, likelihood);
        }, 1, 4, 4);
    }

    // The parts by their logits; the density of the elements is one of all but the last, whose derivative with respect to their own part is what was left.
    private static (double[] Elements, double LogDensity) Simplex(Point p, int count, Dirichlet law)
    {
        double[] w = new double[count];
        double left = 1, log = 0;
        for (int k = 0; k < count - 1; k++)
        {
            double part = p.Between(0, 1);
            w[k] = part * left;
            log += Math.Log(left);
            left *= 1 - part;
        }

        w[count - 1] = left;
        return (w, log + law.LogDensity(w));
    }
}
