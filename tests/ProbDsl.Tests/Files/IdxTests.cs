using System.IO.Compression;

namespace ProbDsl.Tests.Files;

public sealed class IdxTests
{
    // Two images of 2 × 3 pixels, written out by hand.
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 0];

    [Fact]
    public void BytesAreGreyValues_UnlessAnotherDivisorIsGiven()
    {
        using var folder = new TemporaryFolder();
        string images = folder.Write("images", Images), labels = folder.Write("labels", Labels);
        ImageSet set = ImageSet.ReadIdx(images, labels);
        Assert.Equal((2, 2, 3, 1, 6), (set.Count, set.Height, set.Width, set.Channels, set.Pixels));
        Assert.Equal([0, 51 / 255.0, 102 / 255.0, 153 / 255.0, 204 / 255.0, 1], set[0].ToDoubles());
        Assert.Equal([1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f, 5 / 255f, 6 / 255f], set[1].ToSingles());
        Assert.Equal([7, 0], set.Labels);
        Assert.Equal((0, 1), (set.Minimum, set.Maximum));
        Assert.Equal([1, 2, 3, 4, 5, 6], ImageSet.ReadIdx(images, divisor: 1)[1].ToDoubles());
    }

    [Fact]
    public void GzipIsKnownByItsBytes()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal([7, 0], ImageSet.ReadIdx(folder.Write("images", Pack(Images)), folder.Write("labels", Pack(Labels))).Labels);
    }

    // Each type with the bytes of −2 (254 of the unsigned) and 100 as the format has them.
    [Theory]
    [InlineData(0x08, new byte[] { 254, 100 }, 254.0)]
    [InlineData(0x09, new byte[] { 0xfe, 100 }, -2.0)]
    [InlineData(0x0b, new byte[] { 0xff, 0xfe, 0, 100 }, -2.0)]
    [InlineData(0x0c, new byte[] { 0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 100 }, -2.0)]
    [InlineData(0x0d, new byte[] { 0xc0, 0, 0, 0, 0x42, 0xc8, 0, 0 }, -2.0)]
    [InlineData(0x0e, new byte[] { 0xc0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x59, 0, 0, 0, 0, 0, 0 }, -2.0)]
    public void EveryType_InMemoryAndFromTheDisk(byte type, byte[] numbers, double first)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("images", [0, 0, type, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, .. numbers]);
        Assert.Equal([first, 100], ImageSet.ReadIdx(path, divisor: 1)[0].ToDoubles());
        using IdxFile file = IdxFile.Open(path, divisor: 1);
        Assert.Equal([first, 100], file[0].ToDoubles());
        Assert.Equal([(float)first, 100f], file[0].ToSingles());
        Assert.Equal((first < 0 ? first : 100, Math.Max(first, 100)), (file.Minimum, file.Maximum));
    }

    [Theory]
    [InlineData("glyphs", "labels")]
    [InlineData("glyphs.gz", "labels.gz")]
    public void WhatIsWritten_IsReadBackToTheSameNumbers(string images, string labels)
    {
        using var folder = new TemporaryFolder();
        ImageSet grey = Glyphs.Draw(30, 4, size: 12), black = grey.Binarise().WithLabels([.. Enumerable.Range(300, 30)]);
        ImageSet singles = ImageSet.FromNumbers(2, 3, [0.1f, -3, 1e30f, 0, 1, 2]), doubles = ImageSet.FromNumbers(1, 1, [0.1, 1e-300, 7, -1, 2, 3], channels: 3);
        foreach (ImageSet set in (ImageSet[])[grey, black, grey.Select([3, 1, 1]), singles.WithLabels([0]), doubles.WithLabels([0, 1])])
        {
            set.WriteIdx(folder[images], folder[labels]);
            ImageSet read = ImageSet.ReadIdx(folder[images], folder[labels]);
            Assert.Equal((set.Count, set.Height, set.Width, set.Channels), (read.Count, read.Height, read.Width, read.Channels));
            Assert.Equal(set.Labels, read.Labels);
            for (int n = 0; n < set.Count; n++)
            {
                Assert.Equal(set[n].ToDoubles(), read[n].ToDoubles());
            }
        }
    }

    [Fact]
    public void GreyValues_AreWrittenAsTheFormatHasThem()
    {
        using var folder = new TemporaryFolder();
        ImageSet.ReadIdx(folder.Write("images", Images), folder.Write("labels", Labels)).WriteIdx(folder["again"], folder["labels again"]);
        Assert.Equal(Images, File.ReadAllBytes(folder["again"]));
        Assert.Equal(Labels, File.ReadAllBytes(folder["labels again"]));
    }

    [Fact]
    public void RowsFromTheDisk_InAnyOrderAndFromSeveralThreads_AreThoseInMemory()
    {
        using var folder = new TemporaryFolder();
        ImageSet set = Glyphs.Draw(200, 5);
        set.WriteIdx(folder["images"]);
        using IdxFile file = IdxFile.Open(folder["images"]);
        Assert.Equal((200, 784), (file.Count, file.RowLength));
        Assert.Equal([200, 28, 28], file.Dimensions);
        var order = new BatchOrder(200, 32, 9);
        Parallel.For(0, 14, step =>
        {
            int[] rows;
            lock (order)
            {
                rows = order.Batch(step).ToArray();
            }

            float[] row = new float[784];
            foreach (int n in rows)
            {
                file.CopyRow<float>(n, row);
                Assert.Equal(set[n].ToSingles(), row);
            }
        });
    }

    public static TheoryData<byte[], string> Mistakes() => new()
    {
        { [], "it has 0 bytes" },
        { [1, 0, 8, 1, 0, 0, 0, 0], "begins with the bytes 01 00" },
        { [0, 0, 7, 1, 0, 0, 0, 0], "the type of its numbers is 07" },
        { [0, 0, 8, 0], "has no dimensions" },
        { [0, 0, 8, 3, 0, 0, 0, 1, 0], "3 dimensions of 4 bytes each, but 5 bytes follow" },
        { [0, 0, 8, 1, 0xff, 0, 0, 0], "dimension 0 is 4278190080" },
        { [0, 0, 8, 3, 0x7f, 0, 0, 0, 0x7f, 0, 0, 0, 0x7f, 0, 0, 0], "which no file holds" },
        { Images[..^1], "2 × 2 × 3 numbers of 1 bytes are 12 bytes, but 11 follow the head" },
        { [.. Images, 0], "longer than its head says" },
        { Labels, "The file of images comes first" },
        { [0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3], "" },
        { [0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6], "the dimensions 1 × 2 × 1 × 3" },
        { [0, 0, 0x0d, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0x7f, 0xc0, 0, 0], "is NaN" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistake_IsToldWithTheFile(byte[] bytes, string expected)
    {
        using var folder = new TemporaryFolder();
        foreach (string path in (string[])[folder.Write("plain", bytes), folder.Write("packed", Pack(bytes))])
        {
            if (expected.Length == 0)
            {
                // One channel, given its own dimension, is none.
                Assert.Equal((1, 3), (ImageSet.ReadIdx(path).Height, ImageSet.ReadIdx(path).Width));
                continue;
            }

            string message = Assert.Throws<InvalidDataException>(() => ImageSet.ReadIdx(path)).Message;
            Assert.Contains($"'{path}'", message, StringComparison.Ordinal);
            Assert.Contains(path.EndsWith("plain", StringComparison.Ordinal) ? expected : expected.Replace("longer than its head says", "but more follow", StringComparison.Ordinal), message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3 }, "has 3 labels, but")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 2 }, "the dimensions 2 × 1; labels have one")]
    [InlineData(new byte[] { 0, 0, 9, 1, 0, 0, 0, 2, 1, 255 }, "label 1 is -1")]
    [InlineData(new byte[] { 0, 0, 0x0d, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0 }, "labels are whole numbers")]
    public void LabelsThatDoNotFit_AreTold(byte[] labels, string expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(
            expected,
            Assert.Throws<InvalidDataException>(() => ImageSet.ReadIdx(folder.Write("images", Images), folder.Write("labels", labels))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatCannotBeReadByRow_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("gunzip", Assert.Throws<InvalidDataException>(() => IdxFile.Open(folder.Write("packed", Pack(Images)))).Message, StringComparison.Ordinal);
        Assert.Contains("11 follow the head", Assert.Throws<InvalidDataException>(() => IdxFile.Open(folder.Write("short", Images[..^1]))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be unpacked", Assert.Throws<InvalidDataException>(() => ImageSet.ReadIdx(folder.Write("damaged", [0x1f, 0x8b, 1, 2, 3]))).Message, StringComparison.Ordinal);
        string infinite = folder.Write("infinite", 0, 0, 0x0d, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0x7f, 0x80, 0, 0);
        using IdxFile file = IdxFile.Open(infinite);
        Assert.Contains("number 0 of row 0 is Infinity", Assert.Throws<InvalidDataException>(() => file.Maximum).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => file[1]);
        Assert.Contains("2", Assert.Throws<ArgumentException>(() => file.CopyRow(0, new double[2].AsSpan())).Message, StringComparison.Ordinal);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
