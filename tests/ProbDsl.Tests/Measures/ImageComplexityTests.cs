namespace ProbDsl.Tests.Measures;

/// <summary>The code length of binary images: closed forms, and the order that it is there for.</summary>
public class ImageComplexityTests
{
    // All pixels have one context: Σ −log((n − ½)/n) over n = 1 to N.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    public void EmptyImage_TakesWhatTheEstimatorLearns(int width, int height)
    {
        double expected = 0;
        for (int n = 1; n <= width * height; n++)
        {
            expected -= Math.Log((n - 0.5) / n);
        }

        Assert.Equal(expected, ImageComplexity.CodeLength(new double[width * height], width), 1e-12 * (width * height));
    }

    // Of two rows 1 0: the first pixel, without neighbours, ½; the second, with one to the west, ½; the third, with one above, ½; the fourth, west a 1, above a 0, north-west a 1, ½.
    [Fact]
    public void ContextsThatWereNotSeen_TakeOneBit()
        => Assert.Equal(4 * Math.Log(2), ImageComplexity.CodeLength([1, 0, 1, 0], 2), 1e-14);

    [Fact]
    public void ShapesTakeLessThanNoise()
    {
        var random = new Philox(1);
        double[] shape = [.. Enumerable.Range(0, 784).Select(i => i / 28 is > 5 and < 20 && i % 28 is > 8 and < 22 ? 1.0 : 0)];
        double[] noise = [.. Enumerable.Range(0, 784).Select(_ => random.NextDouble() < 0.25 ? 1.0 : 0)];

        // Of a fair share of 1/4 each pixel takes 0.562 nats, and no predictor less on average; what is learnt costs more, ½·log n for each of 64 contexts.
        Assert.InRange(ImageComplexity.CodeLength(noise, 28), 784 * 0.562 - 30, 784 * 0.562 + 64 * 0.5 * Math.Log(784));
        Assert.InRange(ImageComplexity.CodeLength(shape, 28), 0, 100);
    }

    [Theory]
    [InlineData(new double[] { 0, 1, 0.5, 1 }, 2, "Pixel 2 is 0.5")]
    [InlineData(new double[] { 0, double.NaN }, 2, "Pixel 1 is NaN")]
    [InlineData(new double[] { 0, 1, 1 }, 2, "no rows of 2")]
    [InlineData(new double[] { 0 }, 0, "no rows of 0")]
    public void WhatIsNoBinaryImage_IsRefused(double[] image, int width, string because)
        => Assert.Contains(because, Assert.Throws<ArgumentException>(() => ImageComplexity.CodeLength(image, width)).Message, StringComparison.Ordinal);
}
