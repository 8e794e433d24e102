namespace ProbDsl.Tests.Data;

public sealed class ImageSetTests
{
    private static readonly ImageSet Grey = ImageSet.FromLevels(1, 2, [0, 255, 51, 102, 204, 153])
        .WithLabels([2, 0, 1], "a", "b", "c").WithFactors(new FactorColumn("x", [10, 11, 12]));

    [Fact]
    public void ARow_StandsForAVectorOfEitherPrecision()
    {
        double[] doubles = Grey[1];
        float[] singles = Grey[1];
        Assert.Equal([51 / 255.0, 102 / 255.0], doubles);
        Assert.Equal(Array.ConvertAll(doubles, x => (float)x), singles);
        Assert.Equal(2, Grey[1].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => Grey[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Grey[-1]);
        Assert.Throws<ArgumentException>(() => Grey.CopyRow(0, new float[3].AsSpan()));
    }

    [Fact]
    public void Selection_KeepsLabelsAndFactorsBesideTheirImages()
    {
        ImageSet some = Grey.Select([2, 1]).Select([1, 1, 0]);
        Assert.Equal([51 / 255.0, 102 / 255.0], some[0].ToDoubles());
        Assert.Equal([0, 0, 1], some.Labels);
        Assert.Equal([11, 11, 12], some.Factor("x"));
        Assert.Equal((51 / 255.0, 204 / 255.0), (some.Minimum, some.Maximum));
        Assert.Equal((double.NaN, double.NaN), (Grey.Select([]).Minimum, Grey.Select([]).Maximum));
    }

    [Fact]
    public void Split_PartsTheImages()
    {
        ImageSet set = Numbered(100);
        (ImageSet training, ImageSet held) = set.Split(30, 1);
        double[] first = Numbers(training), second = Numbers(held);
        Assert.Equal((70, 30), (training.Count, held.Count));
        Assert.Equal(Numbers(set), first.Concat(second).Order());
        Assert.Equal(second.Order(), second);
        Assert.Equal(second, Numbers(set.Split(30, 1).HeldOut));
        Assert.NotEqual(second, Numbers(set.Split(30, 2).HeldOut));
        Assert.Equal((0, 100), (set.Split(100, 1).Training.Count, set.Split(100, 1).HeldOut.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Split(101, 1));
    }

    // Of 4,000 splits each of ten images is held out 3 times in 10: binomial, standard deviation √(4000·0.3·0.7) = 29; five of them.
    [Fact]
    public void Split_TakesEveryImageEquallyOften()
    {
        ImageSet set = Numbered(10);
        int[] times = new int[10];
        for (ulong seed = 0; seed < 4000; seed++)
        {
            foreach (double n in Numbers(set.Split(3, seed).HeldOut))
            {
                times[(int)n]++;
            }
        }

        Assert.All(times, t => Assert.InRange(t, 1200 - 145, 1200 + 145));
    }

    [Fact]
    public void Binarise_IsAThreshold()
    {
        ImageSet black = Grey.Binarise(0.4);
        Assert.Equal([0, 1, 0, 0, 1, 1], Enumerable.Range(0, 3).SelectMany(n => black[n].ToDoubles()));
        Assert.Equal([2, 0, 1], black.Labels);
        Assert.Equal([10, 11, 12], black.Factor("x"));
    }

    // Each grey value k/255 is drawn 2,000 times: the mean is within five binomial standard deviations of it.
    [Fact]
    public void BinariseRandomly_HasTheGreyValueAsMean()
    {
        byte[] levels = [.. Enumerable.Range(0, 2000).SelectMany(_ => Enumerable.Range(0, 256).Select(k => (byte)k))];
        ImageSet drawn = ImageSet.FromLevels(16, 16, levels).BinariseRandomly(5);
        double[][] rows = [.. Enumerable.Range(0, 2000).Select(n => drawn[n].ToDoubles())];
        for (int k = 0; k < 256; k++)
        {
            double p = k / 255.0, mean = rows.Average(row => row[k]);
            Assert.InRange(mean, p - 5 * Math.Sqrt(p * (1 - p) / 2000), p + 5 * Math.Sqrt(p * (1 - p) / 2000));
        }

        Assert.Equal(drawn[7].ToDoubles(), ImageSet.FromLevels(16, 16, levels).BinariseRandomly(5)[7].ToDoubles());
        Assert.NotEqual(drawn[7].ToDoubles(), ImageSet.FromLevels(16, 16, levels).BinariseRandomly(6)[7].ToDoubles());
        Assert.NotEqual(drawn[7].ToDoubles(), drawn[8].ToDoubles());
    }

    [Fact]
    public void BinariseRandomly_RefusesWhatIsNoProbability()
    {
        string message = Assert.Throws<InvalidOperationException>(() => ImageSet.FromLevels(1, 1, [0, 255], divisor: 1).BinariseRandomly(1)).Message;
        Assert.Contains("between 0 and 255", message, StringComparison.Ordinal);
        Assert.Contains("divisor", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotFit_IsTold()
    {
        Refused("no multiple of 6", () => ImageSet.FromLevels(1, 2, [1, 2, 3, 4, 5], channels: 3));
        Refused("channels 1 (grey) or 3", () => ImageSet.FromLevels(1, 2, [1, 2, 3, 4], channels: 2));
        Refused("at least 1", () => ImageSet.FromLevels(0, 2, []));
        Refused("Number 1 of image 1 is NaN", () => ImageSet.FromNumbers(1, 2, [0, 1, 2, double.NaN]));
        Refused("divisor", () => ImageSet.FromLevels(1, 1, [1], divisor: 0));
        Refused("1 labels for 3 images", () => Grey.WithLabels([1]));
        Refused("The label of image 2 is -1", () => Grey.WithLabels([1, 0, -1]));
        Refused("The label of image 0 is 1", () => Grey.WithLabels([1, 0, 0], "only"));
        Refused("'y' has 1 values for 3 images", () => Grey.WithFactors(new FactorColumn("y", [1])));
        Refused("Two factors are called 'y'", () => Grey.WithFactors(new FactorColumn("y", [1, 2, 3]), new FactorColumn("y", [1, 2, 3])));
        Refused("There are x", () => Grey.Factor("z"));
        Assert.Contains("WithLabels", Assert.Throws<InvalidOperationException>(() => Numbered(1).Labels).Message, StringComparison.Ordinal);
    }

    private static void Refused(string expected, Func<object> make) => Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);

    private static ImageSet Numbered(int count) => ImageSet.FromNumbers(1, 1, [.. Enumerable.Range(0, count).Select(n => (double)n)]);

    private static double[] Numbers(ImageSet set) => [.. Enumerable.Range(0, set.Count).Select(n => set[n].ToDoubles()[0])];
}
