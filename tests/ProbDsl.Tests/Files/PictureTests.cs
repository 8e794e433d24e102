namespace ProbDsl.Tests.Files;

public sealed class PictureTests
{
    // 5 rows of 3 pixels in colour, made by zlib and a filter written elsewhere: row y has filter y, the data is in two parts, a comment is between.
    private static readonly byte[] FilteredPng = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAAFCAIAAAAPE8H1AAAAA3RFWHRhAGLcSaI7AAAACklEQVR4nAEyAM3/AHlCswfXSQAAADNJREFUvfIhBvCEdwFi8PNpXYOCepECvmEiz8ITpf/TA7q7Ogm4rG+C+QS6/FZTlG+LeflnLRljIcRdjgAAAABJRU5ErkJggg==");

    private static readonly ushort[] FilteredSamples =
    [
        121, 66, 189, 242, 33, 6, 240, 132, 119, 98, 240, 243, 203, 77, 118, 77, 199, 7, 32, 81, 21, 154, 15, 137, 242, 198, 218, 202, 227, 68, 187, 49, 18, 69, 253, 111,
        132, 223, 154, 215, 197, 179, 208, 118, 172,
    ];

    [Fact]
    public void Png_WithEveryFilter()
    {
        using var folder = new TemporaryFolder();
        Raster picture = Raster.Read(folder.Write("a.png", FilteredPng));
        Assert.Equal((5, 3, 3, 255), (picture.Height, picture.Width, picture.Channels, picture.Maximum));
        Assert.Equal(FilteredSamples, picture.Samples);
    }

    [Theory]
    [InlineData("P2 # grey\n3 1 # wide\n9\n0 3 9\n", 1, 9, new ushort[] { 0, 3, 9 })]
    [InlineData("P3\n1 1\n255\n1 2 3", 3, 255, new ushort[] { 1, 2, 3 })]
    [InlineData("P5\n3 1\n255\nABC", 1, 255, new ushort[] { 65, 66, 67 })]
    [InlineData("P5 1 1 65535\nAB", 1, 65535, new ushort[] { 65 * 256 + 66 })]
    [InlineData("P6\n1 1\n200\nABC", 3, 200, new ushort[] { 65, 66, 67 })]
    public void Netpbm_InFiguresAndInBytes(string text, int channels, int maximum, ushort[] samples)
    {
        using var folder = new TemporaryFolder();
        Raster picture = Raster.Read(folder.Write("a", text));
        Assert.Equal((channels, maximum), (picture.Channels, picture.Maximum));
        Assert.Equal(samples, picture.Samples);
    }

    [Theory]
    [InlineData("", "no picture of a format that is read")]
    [InlineData("P4\n1 1\nA", "kind P4")]
    [InlineData("P5\nx", "the width should come, but there is the byte 78 at 3")]
    [InlineData("P5\n1 0\n255\n", "the height is 0")]
    [InlineData("P5\n1 1\n70000\nA", "the value of white is 70000")]
    [InlineData("P5\n2 2\n255\nABC", "4 bytes, but 3 follow the head")]
    [InlineData("P5\n1 1\n50\nA", "value 0 is 65, above 50")]
    [InlineData("P2\n2 1\n9\n1", "value 1 of 2 should come, but the file ends")]
    [InlineData("P2\n2 1\n9\n1 10", "value 1 of 2 is 10")]
    [InlineData("P2\n1 1\n9\n1 2", "1 bytes follow the last value")]
    [InlineData("P5\n99999 99999\n255\n", "is none that is read")]
    public void AMistake_IsToldWithTheFile(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a", text), message = Assert.Throws<InvalidDataException>(() => Raster.Read(path)).Message;
        Assert.Contains($"'{path}'", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    // Byte 24 is the depth, 25 the kind, 28 the interlace; the check sum is wrong before it is looked at what changed.
    [Fact]
    public void ADamagedPng_IsTold()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = [.. FilteredPng];
        bytes[^20] ^= 1;
        Assert.Contains("the check sum of its part IDAT is wrong", Message(bytes), StringComparison.Ordinal);
        for (int length = 8; length < FilteredPng.Length; length++)
        {
            Assert.Contains("is cut off", Message(FilteredPng[..length]), StringComparison.Ordinal);
        }

        string Message(byte[] png) => Assert.Throws<InvalidDataException>(() => Raster.Read(folder.Write("a.png", png))).Message;
    }

    [Theory]
    [InlineData(8, 6, 0, "8 bits, colour with transparency")]
    [InlineData(1, 0, 0, "1 bits, grey")]
    [InlineData(8, 3, 0, "8 bits, a palette")]
    [InlineData(8, 2, 1, "8 bits, colour, interlaced")]
    public void APngOfAnotherKind_IsTold(byte depth, byte kind, byte interlace, string expected)
    {
        using var folder = new TemporaryFolder();
        using var file = new MemoryStream();
        file.Write(FilteredPng.AsSpan(0, 8));
        PngChunk.Write(file, "IHDR", [0, 0, 0, 3, 0, 0, 0, 5, depth, kind, 0, 0, interlace]);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Raster.Read(folder.Write("a.png", file.ToArray()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolder_HasAClassForEachSubfolder_AndPlanesOfColour()
    {
        using var folder = new TemporaryFolder();
        folder.Write("zebra/1.ppm", "P3 2 1 255 255 0 51 0 255 102");
        folder.Write("ant/b.ppm", "P3 2 1 255 1 2 3 4 5 6");
        folder.Write("ant/notes.txt", "not a picture");
        folder.Write("empty/notes.txt", "not a picture");
        ImageSet set = ImageSet.ReadFolder(folder.Root);
        Assert.Equal(["ant", "zebra"], set.LabelNames);
        Assert.Equal([0, 1], set.Labels);
        Assert.Equal((1, 2, 3), (set.Height, set.Width, set.Channels));
        Assert.Equal([1, 0, 0, 1, 0.2, 0.4], set[1].ToDoubles());
        folder.Write("zebra/2.pgm", "P2 2 1 255 1 2");
        Assert.Contains("2.pgm", Assert.Throws<InvalidDataException>(() => ImageSet.ReadFolder(folder.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderWithoutSubfolders_HasNoLabels_AndWhiteIsOneWhateverItsValue()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("has no pictures", Assert.Throws<InvalidDataException>(() => ImageSet.ReadFolder(folder.Root)).Message, StringComparison.Ordinal);
        folder.Write("1.pgm", "P2 2 1 255 51 255");
        folder.Write("2.pgm", "P2 2 1 10 5 10");
        ImageSet set = ImageSet.ReadFolder(folder.Root);
        Assert.False(set.HasLabels);
        Assert.Equal([0.2f, 1], set[0].ToSingles());
        Assert.Equal([0.5f, 1], set[1].ToSingles());
        folder.Write("sub/1.pgm", "P2 2 1 255 1 2");
        Assert.Contains("both beside and in", Assert.Throws<InvalidDataException>(() => ImageSet.ReadFolder(folder.Root)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sheet.png")]
    [InlineData("sheet.ppm")]
    public void ASheet_HasEveryImageInItsPlace(string name)
    {
        using var folder = new TemporaryFolder();
        byte[] levels = [.. Enumerable.Range(0, 3 * 12).Select(i => (byte)(7 * i))];
        ImageSet.FromLevels(2, 2, levels, channels: 3).WriteSheet(folder[name], columns: 2);
        Raster sheet = Raster.Read(folder[name]);
        Assert.Equal((5, 5, 3), (sheet.Height, sheet.Width, sheet.Channels));
        for (int i = 0; i < levels.Length; i++)
        {
            (int n, int c, int y, int x) = (i / 12, i / 4 % 3, i / 2 % 2, i % 2);
            Assert.Equal(levels[i], sheet.Samples[(((n / 2 * 3) + y) * 5 + n % 2 * 3 + x) * 3 + c]);
        }
    }
}
