namespace ProbDsl.Tests.Networks;

/// <summary>Flows by themselves: the way back, the determinant, gradients of both ways.</summary>
public class FlowTests
{
    public static TheoryData<bool, int, int, int> Sizes => new()
    {
        { false, 2, 2, 0 }, { false, 2, 4, 3 }, { false, 3, 3, 0 }, { false, 5, 4, 2 }, { true, 2, 1, 0 }, { true, 2, 3, 3 }, { true, 3, 2, 0 }, { true, 5, 2, 2 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Pull_UndoesPush(bool isIaf, int count, int layers, int context)
    {
        TrainedFlow flow = Random(isIaf, count, layers, context);
        for (ulong k = 0; k < 20; k++)
        {
            double[] z0 = Numbers(count, 100 + k, 2), c = Numbers(context, 200 + k, 1);
            (double[] z, double log) = flow.Push(z0, c);
            (double[] back, double logBack) = flow.Pull(z, c);

            // Each coupling rounds to 1e-16 and stretches by e² at most: e^(2·4)·1e-16·|z|.
            Assert.Equal(z0, back, (x, y) => Math.Abs(x - y) <= 1e-12 * (1 + Math.Abs(x)));
            Assert.Equal(0, log + logBack, 1e-12);
            Assert.True(Math.Abs(log) > 1e-3, "it stretches");
        }
    }

    /// <summary>By central differences of the map in each number, and elimination.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void LogDeterminant_IsThatOfTheJacobian(bool isIaf, int count, int layers, int context)
    {
        TrainedFlow flow = Random(isIaf, count, layers, context);
        double[] z0 = Numbers(count, 3, 1), c = Numbers(context, 4, 1);
        double[,] jacobian = new double[count, count];
        for (int j = 0; j < count; j++)
        {
            const double H = 1e-5;
            double[] above = [.. z0], below = [.. z0];
            above[j] += H;
            below[j] -= H;
            (double[] up, double[] down) = (flow.Push(above, c).Vector, flow.Push(below, c).Vector);
            for (int i = 0; i < count; i++)
            {
                jacobian[i, j] = (up[i] - down[i]) / (2 * H);
            }
        }

        // h²/6 of third derivatives of order 10, and 1e-16/h: some 1e-9.
        Assert.Equal(LogDeterminant(jacobian), flow.Push(z0, c).LogDeterminant, 1e-7);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gradients_AreTheDerivatives(bool isIaf, int count, int layers, int context)
    {
        Flow flow = isIaf ? new Iaf(count, layers, [4], context) : new RealNvp(count, layers, [4], context);
        Check(flow);
        Check(flow.Inverse);

        static void Check(Network network)
        {
            const int Rows = 3;
            double[] weights = Numbers(network.WeightCount, 1, 0.5), input = Numbers(Rows * network.Inputs, 2, 1), seed = Numbers(Rows * network.Outputs, 3, 1);
            double[] tape = new double[Rows * NetworkRun.TapePerRow(network)], output = new double[seed.Length];
            double Value()
            {
                NetworkRun.Forward(network, Rows, null, weights, input, output, tape);
                return output.Zip(seed, (y, g) => y * g).Sum();
            }

            Value();
            double[] ofWeights = new double[weights.Length], ofInput = new double[input.Length], kept = [.. output];
            NetworkRun.Backward<Scalar>(
                network, Rows, null, ScalarSpan.Cast(weights), ScalarSpan.Cast(input), ScalarSpan.Cast(kept), ScalarSpan.Cast(seed), ScalarSpan.Cast(tape.AsSpan()), ScalarSpan.Cast(ofWeights.AsSpan()), ScalarSpan.Cast(ofInput.AsSpan()));
            foreach ((double[] at, double[] gradient) in new[] { (weights, ofWeights), (input, ofInput) })
            {
                for (int i = 0; i < at.Length; i++)
                {
                    double x = at[i], h = 1e-5;
                    at[i] = x + h;
                    double above = Value();
                    at[i] = x - h;
                    double below = Value();
                    at[i] = x;

                    // h²/6 of third derivatives of order 10, and 1e-16·|value|/h: some 1e-9.
                    double difference = (above - below) / (2 * h);
                    Assert.True(Math.Abs(gradient[i] - difference) <= 1e-7 * Math.Max(1, Math.Abs(difference)), $"{network}, {i}: {gradient[i]:R}, by differences {difference:R}");
                }
            }
        }
    }

    [Fact]
    public void Start_IsTheSourceItself()
    {
        var flow = new RealNvp(3, 4, [8]);
        double[] weights = new double[flow.WeightCount];
        NetworkRun.Start(flow, weights, "Flow");
        (double[] z, double log) = new TrainedFlow(flow, weights).Push([0.3, -1, 2]);
        Assert.Equal([0.3, -1, 2], z);
        Assert.Equal(0, log);
    }

    [Fact]
    public void RowsOfABatch_AreEachTheirOwn()
    {
        var flow = new RealNvp(3, 4, [8], context: 1);
        double[] weights = Numbers(flow.WeightCount, 1, 0.5), rows = Numbers(5 * 4, 2, 1), output = new double[5 * 4];
        NetworkRun.Forward(flow, 5, null, weights, rows, output, new double[5 * NetworkRun.TapePerRow(flow)]);
        var trained = new TrainedFlow(flow, weights);
        for (int n = 0; n < 5; n++)
        {
            (double[] z, double log) = trained.Push(rows.AsSpan(4 * n, 3), rows.AsSpan((4 * n) + 3, 1));

            // The same sums, in a block or in a single row.
            Assert.Equal([.. z, log], output[(4 * n)..((4 * n) + 4)], (x, y) => Math.Abs(x - y) <= 1e-14 * (1 + Math.Abs(x)));
        }
    }

    /// <summary>Each number depends on its own source and on those before it, in the first layer, and how it stretches on those before it alone.</summary>
    [Fact]
    public void Iaf_IsAutoregressive()
    {
        TrainedFlow flow = Random(isIaf: true, 4, 1, 0);
        double[] x = [0.3, -0.5, 0.8, 0.1], z = flow.Push(x).Vector;
        Assert.Equal(x[0], z[0]);
        for (int j = 0; j < 4; j++)
        {
            double[] other = [.. x];
            other[j] += 0.5;
            double[] moved = flow.Push(other).Vector;
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal(i < j, moved[i] == z[i]);
            }
        }
    }

    [Fact]
    public void SizesWithoutTwoHalves_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealNvp(1, 4, [8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealNvp(2, 1, [8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Iaf(1, 2, [8]));
        Assert.Equal("RealNvp(3 → 3, 2 × [Dense(2 → 8), Tanh(8 → 8), Dense(8 → 2)])", new RealNvp(2, 2, [8], context: 1).ToString());
    }

    private static TrainedFlow Random(bool isIaf, int count, int layers, int context)
    {
        Flow flow = isIaf ? new Iaf(count, layers, [6], context) : new RealNvp(count, layers, [6], context);
        return new(flow, Numbers(flow.WeightCount, 1, 0.5));
    }

    private static double[] Numbers(int count, ulong stream, double scale)
    {
        var random = new Philox(5, stream);
        return [.. Enumerable.Range(0, count).Select(_ => scale * random.NextNormal())];
    }

    private static double LogDeterminant(double[,] a)
    {
        int n = a.GetLength(0);
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(a[i, k]));
            for (int j = 0; j < n; j++)
            {
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            }

            sum += Math.Log(Math.Abs(a[k, k]));
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }
            }
        }

        return sum;
    }
}
