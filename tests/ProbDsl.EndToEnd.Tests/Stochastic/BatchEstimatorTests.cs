namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>The gradient estimators on minibatches and of declared q's.</summary>
public class BatchEstimatorTests
{
    private const int Rows = 12;

    /// <summary>Sums of some hundred terms of size up to 1e3 in another order, of the largest entry.</summary>
    private const double Rounding = 1e-12;

    private static readonly GradientEstimator[] s_estimators =
        [GradientEstimator.ClosedFormEntropy, GradientEstimator.MonteCarloEntropy, GradientEstimator.StickingTheLanding];

    private static readonly int[] s_all = [.. Enumerable.Range(0, Rows)];

    private static readonly Dictionary<string, Func<BatchedCase>> s_models = new()
    {
        ["line"] = () => new BatchedLine(Column(1), Column(2)).Case,
        ["local latents"] = () => BatchTests.Locals().Case,
        ["q that reads data"] = () => new AmortisedRows(Column(1)).Case,
        ["full rank"] = () => new BatchedFullRank(Column(1)).Case,
        ["low rank"] = () => new BatchedLowRank(Column(1)).Case,
        ["q with parameters of rows"] = () => new BatchedOwnRows(Column(1)).Case,
        ["hierarchy"] = () => new BatchedSchools(Column(1), Positive(2)).Case,
        ["hierarchy in other coordinates"] = () => new BatchedSchools(Column(1), Positive(2)).InOtherCoordinates,
    };

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (string model in s_models.Keys)
        {
            for (int k = 0; k < s_estimators.Length; k++)
            {
                cases.Add(model, k);
            }
        }

        return cases;
    }

    public static TheoryData<string> Models => [.. s_models.Keys];

    /// <summary>For the same noise, batch by batch over an epoch: exact for each of them.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Batches_AverageToTheWhole(string model, int estimator)
    {
        BatchedCase batched = s_models[model]();
        (double[] phi, double[] noise) = At(batched);
        (double value, double[] whole) = batched.On(s_estimators[estimator], phi, noise, s_all);
        int[] order = [5, 0, 11, 7, 2, 9, 1, 10, 3, 8, 6, 4];
        foreach (int size in new[] { 1, 3, 4 })
        {
            (double Value, double[] Gradient)[] batches = [.. order.Chunk(size).Select(rows => batched.On(s_estimators[estimator], phi, noise, rows))];
            Close.Within(Rounding * Math.Max(1, batches.Max(b => Math.Abs(b.Value))), value, batches.Average(b => b.Value), model);
            double scale = Math.Max(1, batches.Max(b => b.Gradient.Max(Math.Abs)));
            for (int i = 0; i < phi.Length; i++)
            {
                Close.Within(Rounding * scale, whole[i], batches.Average(b => b.Gradient[i]), $"{model}, batches of {size}, entry {i}");
            }

            Assert.NotEqual(value, batches[0].Value);
        }
    }

    /// <summary>On all rows, what is generated is what the library makes of the log joint and of its own knowledge of q's density.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void AllRows_AreAsWithoutSubsampling(string model)
    {
        BatchedCase batched = s_models[model]();
        if (batched.Whole is not { } whole)
        {
            // Of a declared q the library knows the weight of a draw only.
            (double[] at, double[] eps) = At(batched);
            Close.Within(1e-11 * 100, Weight(batched.Program, at, eps), batched.On(GradientEstimator.MonteCarloEntropy, at, eps, s_all).Value, model);
            return;
        }

        GradientEstimator[] all = [.. s_estimators, GradientEstimator.DoublyReparameterised(3)];
        foreach (GradientEstimator estimator in all)
        {
            StepElbo<Scalar> expected = whole.In<Scalar>(estimator), actual = batched.Batches(Rows).In<Scalar>(estimator);
            (double[] phi, _) = At(batched);
            double[] noise = Normals(expected.NoiseCount, stream: 9);
            (double value, double[] gradient) = Evaluate(expected, phi, noise, []);

            // One set of noise after the other, what belongs to rows behind the rest.
            int[] moved = Positions(actual.Parameters), drawn = Positions(actual.Noise);
            double[] own = [.. noise.Chunk(noise.Length / expected.Sets).SelectMany(set => drawn.Select(i => set[i]))];
            (double found, double[] slopes) = Evaluate(actual, [.. moved.Select(i => phi[i])], own, s_all);

            // Triangles and factors are solved in two ways: ten times what sums lose.
            double scale = Math.Max(1, gradient.Max(Math.Abs));
            Close.Within(10 * Rounding * Math.Max(1, Math.Abs(value)), value, found, $"{model}, {estimator}");
            for (int i = 0; i < moved.Length; i++)
            {
                Close.Within(10 * Rounding * scale, gradient[moved[i]], slopes[i], $"{model}, {estimator}, entry {moved[i]}");
            }
        }
    }

    /// <summary>
    /// On one batch, in the mean over 2¹³ pairs of draws of opposite sign, each from the same pairs. The difference of two has a standard error that its own
    /// spread tells; five of them are exceeded once in 10⁶ comparisons, of which there are some three hundred.
    /// </summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Estimators_AgreeInTheMean(string model)
    {
        const int Pairs = 1 << 13;
        BatchedCase batched = s_models[model]();
        (double[] phi, _) = At(batched);
        int[] rows = [7, 2, 5];
        StepElbo<Scalar>[] elbos = [.. s_estimators.Select(e => batched.Batches(rows.Length).In<Scalar>(e))];
        var random = new Philox(4);
        double[] noise = new double[batched.Program.NoiseCount], gradient = new double[phi.Length];
        double[][] sums = [.. elbos.Select(_ => new double[phi.Length])], squares = [.. elbos.Select(_ => new double[phi.Length])];
        for (int pair = 0; pair < Pairs; pair++)
        {
            double[][] means = [.. elbos.Select(_ => new double[phi.Length])];
            for (int c = 0; c < noise.Length; c++)
            {
                noise[c] = random.NextNormal();
            }

            for (int sign = 0; sign < 2; sign++)
            {
                for (int e = 0; e < elbos.Length; e++)
                {
                    OnRows.Evaluate(elbos[e], phi, noise, rows, gradient);
                    for (int i = 0; i < phi.Length; i++)
                    {
                        means[e][i] += 0.5 * gradient[i];
                    }
                }

                noise = [.. noise.Select(x => -x)];
            }

            for (int e = 1; e < elbos.Length; e++)
            {
                for (int i = 0; i < phi.Length; i++)
                {
                    double difference = means[e][i] - means[0][i];
                    sums[e][i] += difference;
                    squares[e][i] += difference * difference;
                }
            }
        }

        for (int e = 1; e < elbos.Length; e++)
        {
            for (int i = 0; i < phi.Length; i++)
            {
                double mean = sums[e][i] / Pairs, variance = (squares[e][i] / Pairs) - (mean * mean);
                Close.Within((5 * Math.Sqrt(Math.Max(0, variance) / Pairs)) + 1e-9, 0, mean, $"{model}, {s_estimators[e]}, entry {i}");
            }
        }
    }

    /// <summary>
    /// z given μ is N((4y + μ)/5, 1/5) and μ is N(4Σy/5·v, v), v = 1/(1/9 + 4N/5), which q holds: each draw weighs the same and its gradient is 0, on a batch
    /// that of a row's own draw.
    /// </summary>
    [Fact]
    public void StickingTheLanding_AtThePosteriorOfADeclaredQ_IsZeroForEveryDraw()
    {
        double[] y = Column(1);
        BatchedCase batched = new AmortisedRows(y).Case;
        double variance = 1 / ((1 / 9.0) + (0.8 * Rows)), logEvidence = LogEvidence(y);
        double[] phi = [0.8 * y.Sum() * variance, 0.5 * Math.Log(variance), 0.8, 0.2, 0.5 * Math.Log(0.2)];
        for (ulong seed = 1; seed <= 20; seed++)
        {
            double[] noise = Normals(Rows + 1, stream: 100 + seed);
            (double value, double[] gradient) = batched.On(GradientEstimator.StickingTheLanding, phi, noise, s_all);
            Close.Within(1e-12 * 100, logEvidence, value, "weight");
            Assert.All(gradient, g => Close.Within(1e-11, 0, g, "gradient"));

            // On a batch the rows that are missing still pull at μ, and at nothing that μ does not move.
            (_, gradient) = batched.On(GradientEstimator.DoublyReparameterised(1), phi, noise, 3);
            Close.Within(1e-11 * Rows, 0, gradient[4], "scale of one row");
        }

        Assert.Contains(batched.On(GradientEstimator.ClosedFormEntropy, phi, Normals(Rows + 1, stream: 101), s_all).Gradient, g => Math.Abs(g) > 1e-2);
    }

    [Fact]
    public void DoublyReparameterised_OnPartOfTheRows_IsRefusedWithTheReason()
    {
        BatchedCase batched = new BatchedLine(Column(1), Column(2)).Case;
        ArgumentException e = Assert.Throws<ArgumentException>(() => batched.Batches(5).In<Scalar>(GradientEstimator.DoublyReparameterised(4)));
        Assert.Equal(
            "GradientEstimator.DoublyReparameterised(4) needs all 12 rows of BatchedLine in one step: the logarithm of a mean of weights, each a product over all rows, cannot be estimated without bias "
            + "from 4 of them. Use StickingTheLanding, its like for one draw, or a BatchSize of 12.",
            e.Message);
        Assert.Equal(4, batched.Batches(12).In<Scalar>(GradientEstimator.DoublyReparameterised(4)).Sets);
    }

    /// <summary>Whatever the plate holds, a step has memory and noise for its batch.</summary>
    [Fact]
    public void Step_HasTheSizeOfItsBatch()
    {
        foreach (int rows in new[] { 100, 10_000 })
        {
            double[] y = new double[rows];
            StepElbo<Scalar> elbo = new BatchedSchools(y, [.. y.Select(_ => 1.0)]).Case.Batches(10).In<Scalar>(GradientEstimator.StickingTheLanding);
            Assert.Equal(2 + 10, elbo.NoiseCount);
            Assert.Equal(4 + 20, elbo.Parameters.Count(10));
            Assert.Equal(4 + (2 * rows), elbo.Parameters.Total);
        }
    }

    private static double Weight(IWeightProgram program, double[] phi, double[] noise)
    {
        double[] values = new double[program.Quantities.Scalars()];
        if (program.HasWeight)
        {
            return program.Weigh<Scalar>(ScalarSpan.Cast(phi), ScalarSpan.Cast(noise), ScalarSpan.Cast(values.AsSpan()), new()).Value;
        }

        // Low rank beside a declared q: its own Gaussian, by hand, and that of z given μ.
        return LowRankWeight(program, phi, noise, values);
    }

    private static double LowRankWeight(IWeightProgram program, double[] phi, double[] noise, double[] values)
    {
        program.Sample<Scalar>(ScalarSpan.Cast(phi), ScalarSpan.Cast(noise), ScalarSpan.Cast(values.AsSpan()), new());
        double[] u = [values[0], Math.Log(values[1]), .. values[2..(2 + Rows)], phi[^1]], gradient = new double[u.Length];
        double weight = program.LogJoint<Scalar>(ScalarSpan.Cast(u), ScalarSpan.Cast(gradient.AsSpan()), new()).Value;

        // φ: means, log sds, factor; m, logS, onMu; shift.
        double a = Math.Exp(2 * phi[2]) + (phi[4] * phi[4]), b = phi[4] * phi[5], c = Math.Exp(2 * phi[3]) + (phi[5] * phi[5]), determinant = (a * c) - (b * b);
        (double x, double w) = (u[0] - phi[0], u[1] - phi[1]);
        weight += Math.Log(2 * Math.PI) + (0.5 * Math.Log(determinant)) + (0.5 * ((c * x * x) - (2 * b * x * w) + (a * w * w)) / determinant);
        for (int n = 0; n < Rows; n++)
        {
            weight -= new Normal(phi[6 + n] + (phi[6 + (2 * Rows)] * u[0]), Math.Exp(phi[6 + Rows + n])).LogDensity(u[2 + n]);
        }

        return weight;
    }

    // y ~ N(0, 1.25·I + 9·11ᵀ).
    private static double LogEvidence(double[] y)
    {
        double sum = y.Sum(), squares = y.Sum(v => v * v), total = 1.25 + (9 * y.Length);
        return -0.5 * ((y.Length * Math.Log(2 * Math.PI)) + ((y.Length - 1) * Math.Log(1.25)) + Math.Log(total)
            + ((squares - (sum * sum / y.Length)) / 1.25) + (sum * sum / y.Length / total));
    }

    private static (double[] Phi, double[] Noise) At(BatchedCase batched)
        => ([.. Normals(batched.Program.ParameterCount, stream: 7).Select(x => 0.3 * x)], Normals(batched.Program.NoiseCount, stream: 8));

    private static int[] Positions(BatchEntries entries)
    {
        int[] positions = new int[entries.Count(Rows)];
        entries.Fill(s_all, positions);
        return positions;
    }

    private static (double Value, double[] Gradient) Evaluate(StepElbo<Scalar> elbo, double[] phi, double[] noise, int[] batch)
    {
        double[] gradient = new double[phi.Length];
        elbo.MoveTo(phi);
        return (elbo.Evaluate(ScalarSpan.Cast(noise), batch, ScalarSpan.Cast(gradient.AsSpan())).Value, gradient);
    }

    private static double[] Column(ulong stream) => Normals(Rows, stream);

    private static double[] Positive(ulong stream) => [.. Column(stream).Select(v => 0.5 + Math.Abs(v))];

    private static double[] Normals(int count, ulong stream)
    {
        var random = new Philox(1, stream);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.NextNormal();
        }

        return values;
    }
}
