namespace ProbDsl.EndToEnd.Tests.Vectors;

/// <summary>Vector-valued variables: exact where they are conjugate, fits beside them, data checks. Densities and gradients are checked with those of all other models, in LanguageTests.</summary>
public class VectorTests
{
    private static readonly double[] s_concentration = [1, 2, 3];

    private static readonly int[] s_faces = [0, 2, 1, 2, 2, 0, 1, 2, 2, 1, 2, 0, 2, 2, 1];

    private static readonly double[,] s_spread = { { 2, 0.3 }, { 0.3, 1 } };

    private static readonly double[,] s_noise = { { 0.5, -0.2 }, { -0.2, 0.8 } };

    private static MeanVector Recorded => new([0.5, -0.5], s_spread, s_noise, new[,] { { 1.2, 0.1 }, { 0.4, 0.9 }, { 1.9, -0.6 }, { 1.1, 0.3 }, { 0.7, 0.8 } });

    // dirichlet_categorical, recorded beside Infer.NET in closed form; slopes give the parameters to a few roundings.
    [Fact]
    public void Dirichlet_IsTheRecordedOne()
    {
        var faces = new Die(s_concentration, s_faces).Exact();
        var counts = new Tally(s_concentration, 15, [3, 4, 8]).Exact();
        Assert.Equal("closed form: weight as conjugate Dirichlet", Die.ExactRoute.Text);
        Assert.Equal(-16.55760811344576, faces.LogEvidence.Value, 1e-9 * 16.6);
        Assert.Equal(-4.232752931926116, counts.LogEvidence.Value, 1e-9 * 4.2);
        (double Mean, double Variance)[] moments = [(0.19047619047619047, 0.0070088641517212944), (0.2857142857142857, 0.00927643784786642), (0.5238095238095238, 0.011337868480725623)];
        double[] concentration = [4, 6, 11];
        for (int k = 0; k < 3; k++)
        {
            foreach (ScalarPosterior weight in new[] { faces.Weight[k], counts.Weight[k] })
            {
                Assert.Equal(moments[k].Mean, weight.Mean, 1e-9 * moments[k].Mean);
                Assert.Equal(moments[k].Variance, weight.Sd * weight.Sd, 1e-9 * moments[k].Variance);
                Assert.Equal(0, weight.MeanStandardError);
                Assert.Equal(new Beta(concentration[k], 21 - concentration[k]).Quantile(0.1), weight.Quantile(0.1), 1e-10);
            }
        }
    }

    // mvn_mean, likewise; the covariance from the variance of the sum of the two elements.
    [Fact]
    public void MeanVector_IsTheRecordedOne()
    {
        var exact = Recorded.Exact();
        Assert.Equal("closed form: mu as one Gaussian system", MeanVector.ExactRoute.Text);
        Assert.Equal(-11.19186976116849, exact.LogEvidence.Value, 1e-9 * 11.2);
        Assert.Equal(1.0672690423914883, exact.Mu[0].Mean, 1e-9);
        Assert.Equal(0.20380003377807787, exact.Mu[1].Mean, 1e-9);
        Assert.Equal(0.0928052693801722, Math.Pow(exact.Mu[0].Sd, 2), 1e-9 * 0.09);
        Assert.Equal(0.13511231210944108, Math.Pow(exact.Mu[1].Sd, 2), 1e-9 * 0.13);
        double covariance = 0.5 * (Math.Pow(exact.Sum.Sd, 2) - Math.Pow(exact.Mu[0].Sd, 2) - Math.Pow(exact.Mu[1].Sd, 2));
        Assert.Equal(-0.030434048302651562, covariance, 1e-9 * 0.03);
    }

    // In a plate: each row is conjugate by itself, and log joint − log posterior is the evidence at any point.
    [Fact]
    public void Plates_AreConjugateRowByRow()
    {
        int[][] count = [[1, 0, 2, 1], [0, 3, 1, 0], [2, 2, 0, 5]];
        double[] concentration = [0.3, 1, 2, 0.7];
        var exact = new Topics(concentration, 2, [0, 1, 0], count).Exact();
        double[][] posterior = [[3.3, 3, 4, 6.7], [0.3, 4, 3, 0.7]];
        double evidence = 0;
        double[] anywhere = [0.1, 0.2, 0.3, 0.4];
        for (int k = 0; k < 2; k++)
        {
            var law = new Dirichlet(posterior[k]);
            evidence += new Dirichlet(concentration).LogDensity(anywhere) - law.LogDensity(anywhere);
            for (int v = 0; v < 4; v++)
            {
                Assert.Equal(law.Mean[v], exact.Word[k, v].Mean, 1e-12);
                Assert.Equal(Math.Sqrt(law.Variance[v]), exact.Word[k, v].Sd, 1e-12);
            }
        }

        evidence += count.Sum(c => Multinomial.FromProbabilities(c.Sum(), anywhere).LogDensity(Array.ConvertAll(c, x => (double)x)));
        Assert.Equal(evidence, exact.LogEvidence.Value, 1e-12 * Math.Abs(evidence));
    }

    // Given α the evidence is Dirichlet-multinomial; a grid over α alone is left, and a panel rule of that density agrees with it.
    [Fact]
    public void UnknownConcentration_IsLeftToAGrid()
    {
        int[] count = [9, 0, 3, 1];
        var exact = new Evenness(count).Exact();
        Assert.Equal("weight as conjugate Dirichlet, given alpha; alpha by quadrature", Evenness.ExactRoute.Text);
        double Joint(double alpha) => Math.Exp(
            -alpha + ProbMath.LogGamma(14) + ProbMath.LogGamma(4 * alpha) - ProbMath.LogGamma(4 * alpha + 13)
            + count.Sum(c => ProbMath.LogGamma(alpha + c) - ProbMath.LogGamma(alpha) - ProbMath.LogGamma(c + 1)));

        // α = e^t: the integrand falls off exponentially on both sides, where the trapezium rule is accurate to rounding.
        double total = 0, first = 0, share = 0;
        for (double t = -40; t <= 5; t += 1.0 / 64)
        {
            double alpha = Math.Exp(t), mass = Joint(alpha) * alpha / 64;
            total += mass;
            first += mass * alpha;
            share += mass * (alpha + 9) / (4 * alpha + 13);
        }

        Assert.Equal(Math.Log(total), exact.LogEvidence.Value, 1e-9);
        Assert.Equal(first / total, exact.Alpha.Mean, 1e-9);
        Assert.Equal(share / total, exact.Weight[0].Mean, 1e-9);
    }

    // The bounds are five Monte-Carlo standard errors, which are independent draws' and so too large for evenly spread ones.
    [Fact]
    public void Fits_AreTheExactPosterior()
    {
        var die = new Die(s_concentration, s_faces);
        Check(die.Fit(), die.Exact());
        Check(Recorded.Fit(), Recorded.Exact());
        var function = new SmoothFunction(new double[12], Kernel(12), [.. Enumerable.Range(0, 12).Select(i => Math.Sin(0.7 * i))], 0.3);
        Check(function.Fit(), function.Exact());

        static void Check(FitResult fit, ExactPosterior exact)
        {
            Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
            Assert.Equal(exact.LogEvidence.Value, fit.LogEvidence.Value, 5 * fit.LogEvidence.StandardError + 1e-9);
            for (int i = 0; i < exact.Scalars.Count; i++)
            {
                Assert.Equal(exact.Scalars[i].Mean, fit.Scalars[i].Mean, 5 * fit.Scalars[i].MeanStandardError);
                Assert.Equal(exact.Scalars[i].Sd, fit.Scalars[i].Sd, 5 * fit.Scalars[i].SdStandardError);
            }
        }
    }

    // A Gaussian process as textbooks have it: K (K + σ²)⁻¹ y, here by elimination of the same numbers in another order.
    [Fact]
    public void SmoothFunction_IsTheTextbooks()
    {
        const int n = 12;
        double[,] kernel = Kernel(n);
        double[] y = [.. Enumerable.Range(0, n).Select(i => Math.Sin(0.7 * i))];
        var exact = new SmoothFunction(new double[n], kernel, y, 0.3).Exact();
        double[,] noisy = (double[,])kernel.Clone();
        for (int i = 0; i < n; i++)
        {
            noisy[i, i] += 0.09;
        }

        double[] weights = Solve(noisy, y);
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(Enumerable.Range(0, n).Sum(j => kernel[i, j] * weights[j]), exact.F[i].Mean, 1e-9);
        }

        Assert.Equal(MultivariateNormal.FromCovariance(new double[n], noisy).LogDensity(y), exact.LogEvidence.Value, 1e-8);
    }

    [Fact]
    public void Ledger_NamesTheVector()
    {
        Assert.Equal("weight: Monte Carlo", string.Join("; ", Die.KlLedger));
        Assert.Equal("mu: closed form", string.Join("; ", MeanVector.KlLedger));
    }

    // 4,000 draws; five standard errors each.
    [Fact]
    public void Simulation_DrawsVectors()
    {
        var topics = new Topics([0.5, 2, 1.5], 2, [0, 1, 0], [[4, 3, 3], [5, 5, 0], [0, 1, 0]]);
        var vector = Recorded;
        double[] word = new double[3], count = new double[3], mu = new double[2], x = new double[2];
        const int draws = 4000;
        for (ulong seed = 1; seed <= draws; seed++)
        {
            Topics.Draw draw = topics.SimulatePrior(seed);
            var random = new Philox(seed, 1);
            Topics.Observation seen = topics.Observe(draw, ref random);
            MeanVector.Draw other = vector.SimulatePrior(seed);
            MeanVector.Observation row = vector.Observe(other, ref random);
            Assert.Equal(1, draw.Word[1, 0] + draw.Word[1, 1] + draw.Word[1, 2], 1e-12);
            Assert.Equal([10, 10, 1], Enumerable.Range(0, 3).Select(n => seen.Count[n, 0] + seen.Count[n, 1] + seen.Count[n, 2]));
            Assert.Equal(other.Mu[0] + other.Mu[1], other.Sum, 1e-15);
            for (int k = 0; k < 3; k++)
            {
                word[k] += draw.Word[1, k] / draws;
                count[k] += seen.Count[1, k] / draws;
            }

            for (int k = 0; k < 2; k++)
            {
                mu[k] += other.Mu[k] / draws;
                x[k] += row.X[4, k] / draws;
            }
        }

        var law = new Dirichlet([0.5, 2, 1.5]);
        for (int k = 0; k < 3; k++)
        {
            double variance = law.Variance[k];
            Assert.Equal(law.Mean[k], word[k], 5 * Math.Sqrt(variance / draws));
            Assert.Equal(10 * law.Mean[k], count[k], 5 * Math.Sqrt((100 * variance + 2.5) / draws));
        }

        for (int k = 0; k < 2; k++)
        {
            Assert.Equal(0.5 - k, mu[k], 5 * Math.Sqrt(s_spread[k, k] / draws));
            Assert.Equal(0.5 - k, x[k], 5 * Math.Sqrt((s_spread[k, k] + s_noise[k, k]) / draws));
        }
    }

    [Fact]
    public void Calibration_FindsNoFault()
    {
        Calibration calibration = new Die([1, 2, 3], [0, 0, 0, 0, 0, 0]).Calibrate(data => new Die([1, 2, 3], Array.ConvertAll(data.Face, f => (int)f)), simulations: 100);
        Assert.Equal(3, calibration.Scalars.Count);
        Assert.All(calibration.Scalars, s => Assert.Contains("no fault found", s.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Reference_SamplesTheParts()
    {
        var die = new Die(s_concentration, s_faces);
        var reference = die.Reference();
        var exact = die.Exact();
        Assert.True(reference.IsReference, reference.Verdict);
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(exact.Weight[k].Mean, reference.Weight[k].Mean, 5 * reference.Weight[k].MeanStandardError);
        }
    }

    // The last element is what three parts with logits of 40 to 50 leave, e^−135 of the stick: 1 − σ(u) has no digit of any of them, the logits have all.
    [Fact]
    public void SmallProportions_LoseNoDigits()
    {
        int[] face = [3];
        var die = new Die([1, 1, 1, 1], face);
        double[] u = [40, 45, 50], gradient = new double[3];

        // log(1 − σ(u)) = −log(1 + eᵘ) for each part, and each part's prior Beta(1, 3 − k) with its Jacobian.
        double expected = Math.Log(6) + u.Select((x, k) => x - (3 - k + 1) * (x + ProbMath.Log1p(Math.Exp(-x)))).Sum() - u.Sum(x => x + ProbMath.Log1p(Math.Exp(-x)));
        Assert.Equal(expected, die.LogJoint(u, gradient), 1e-13 * Math.Abs(expected));
    }

    [Fact]
    public void Data_IsChecked()
    {
        Refuses(() => new Tally(s_concentration, 14, [3, 4, 8]).Exact(), "Count: count must sum to the number of trials, 14, but sums to 15.");
        Refuses(() => new Tally(s_concentration, 15, [3, 13, -1]).Exact(), "Count[2]: count[entry] must be at least 0, where the support begins, but is -1.");
        Refuses(() => new Tally(s_concentration, 15, [3, 12]).Exact(), "count has 2 elements, but its plate has 3.");
        Refuses(() => new Topics(s_concentration, 1, [0, 0], [[1, 2, 3], [1, 2]]).Exact(), "Count[1]: count[n] has 2 elements, but its plate has 3.");
        Refuses(() => new Topics(s_concentration, 1, [0, 1], [[1, 2, 3], [1, 2, 0]]).Exact(), "Count[1, 0]: topic[n] as an index of word is 1, but must be from 0 to 0");
        Refuses(() => new Die([1, -2, 3], s_faces).Exact(), "Weight[1]: Dirichlet: concentration must be positive and finite, but is -2.");
        Refuses(() => new Die([1, 2], s_faces).Exact(), "Face[1]: face[n] must be one of 2 categories, from 0 to 1, but is 2.");
        Refuses(() => new Die([], s_faces).Exact(), "Weight: the size of the vector, less one, concentration.Length - 1, is -1, but must be at least 0.");
        double[,] x = { { 1, 2 } };
        Refuses(() => new MeanVector([0, 0], new double[,] { { 1, 2 }, { 2, 1 } }, s_noise, x).Exact(), "Mu: covariance must be positive definite");
        Refuses(() => new MeanVector([0, 0], s_spread, new[,] { { 1, 0.3 }, { 0.2, 1 } }, x).Exact(), "X: covariance[0, 1] must equal covariance[1, 0] = 0.2, since the matrix is symmetric, but is 0.3.");
        double[,] unit = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
        Refuses(() => new MeanVector([0, 0, 0], unit, unit, x).Exact(), "x along index entry has 2 elements, but its plate has 3.");
        Refuses(() => new MeanVector([0, 0, 0], s_spread, s_noise, new double[,] { { 1, 2, 3 } }).Exact(), "Mu: the matrix is 2 × 2, but the vector has 3 elements.");
    }

    private static void Refuses(Action use, string message) => Assert.Contains(message, Assert.Throws<ModelDataException>(use).Message, StringComparison.Ordinal);

    private static double[,] Kernel(int n)
    {
        double[,] kernel = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                kernel[i, j] = Math.Exp(-0.5 * (i - j) * (i - j)) + (i == j ? 0.01 : 0);
            }
        }

        return kernel;
    }

    // Gaussian elimination of a symmetric positive definite system.
    private static double[] Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        double[,] a = (double[,])matrix.Clone();
        double[] b = [.. right];
        for (int k = 0; k < n; k++)
        {
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }

                b[i] -= factor * b[k];
            }
        }

        for (int k = n - 1; k >= 0; k--)
        {
            for (int j = k + 1; j < n; j++)
            {
                b[k] -= a[k, j] * b[j];
            }

            b[k] /= a[k, k];
        }

        return b;
    }
}
