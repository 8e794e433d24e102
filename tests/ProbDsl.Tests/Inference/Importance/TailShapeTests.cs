namespace ProbDsl.Tests.Inference.Importance;

public class TailShapeTests
{
    private const int Count = 100_000;

    [Fact]
    public void FunctionThatGrowsFasterThanWeightsFall_HasItsOwnTail()
    {
        // w = exp(−ε² (s² − 1)/2) is bounded. With h = exp(a z²) the product is exp(c ε²/2), c = 2 a s² − s² + 1 = 0.8: its tail index.
        double sd = Math.Sqrt(1.5), a = 1.3 / 3;
        var draws = new GaussianWeights(sd, Count, seed: 12);
        WeightedSample sample = Create(draws);
        Assert.True(sample.Smoothing.Shape < 0);
        double[] h = [.. draws.Z.Select(z => Math.Exp(a * z * z))];

        int m = ParetoTail.Size(Count);
        double threshold = -StandardNormal.Quantile(0.5 * m / Count);
        double[] shapes = [.. Enumerable.Range(0, 100).Select(i => GaussianWeights.LocalShape(0.8, threshold + 0.1 * i))];
        double error = 4 * 1.8 / Math.Sqrt(m) + 3.0 / (m + 10);
        double shape = sample.TailShape(h);
        Assert.InRange(shape, shapes.Min() - error, shapes.Max() + error);

        // Powers of two scale without rounding; the sign exchanges the tails.
        Assert.Equal(shape, sample.TailShape([.. h.Select(v => -1024 * v)]));
    }

    [Fact]
    public void ConstantAndZeroColumns_HaveTheShapeOfTheWeights()
    {
        var draws = new GaussianWeights(0.7, 4000, seed: 13);
        WeightedSample sample = Create(draws);
        double[] constant = new double[4000];
        Assert.Equal(sample.Smoothing.Shape, sample.TailShape(constant));
        Array.Fill(constant, -3);

        // Excesses are differences here, logarithms there: rounding by 1e-16 of excesses that are 1e-5 of the weights and more.
        Assert.Equal(sample.Smoothing.Shape, sample.TailShape(constant), 1e-10);
    }

    [Fact]
    public void BoundedFunction_AddsNoTail()
    {
        // |tanh| < 1 leaves the tail index of the products at that of the weights, 1 − s² = 0.19.
        var draws = new GaussianWeights(0.9, Count, seed: 14);
        WeightedSample sample = Create(draws);
        double shape = sample.TailShape([.. draws.Z.Select(Math.Tanh)]);
        Assert.InRange(shape, sample.Smoothing.Shape, 0.5);
    }

    [Fact]
    public void ValueThatIsNotFinite_LeavesNothingToTrust()
    {
        var draws = new GaussianWeights(1.2, 4000, seed: 15);
        WeightedSample sample = Create(draws);
        double[] column = (double[])draws.Z.Clone();
        column[5] = double.NaN;
        Assert.Equal(double.PositiveInfinity, sample.TailShape(column));
        column[5] = double.PositiveInfinity;
        Assert.Equal(double.PositiveInfinity, sample.TailShape(column));
    }

    [Fact]
    public void ExtremeMagnitudes_DoNotOverflow()
    {
        var draws = new GaussianWeights(1.2, 4000, seed: 16);
        WeightedSample sample = Create(draws);
        double shape = sample.TailShape(draws.Z);
        Assert.Equal(shape, sample.TailShape([.. draws.Z.Select(z => z * Math.ScaleB(1, 1020))]));
        Assert.Equal(shape, sample.TailShape([.. draws.Z.Select(z => z * Math.ScaleB(1, -900))]));
    }

    private static WeightedSample Create(GaussianWeights draws)
        => Assert.IsType<WeightedSample>(WeightedSample.Create(draws.LogWeights, out _));
}
