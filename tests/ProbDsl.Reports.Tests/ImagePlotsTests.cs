using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace ProbDsl.Reports.Tests;

public class ImagePlotsTests
{
    // The library's own decompressor reads what was written without one; it checks the Adler sum too.
    [Theory]
    [InlineData(4, 3)]
    [InlineData(5, 2)]
    [InlineData(600, 400)]
    public void APictureReadsBackAsTheNearestOfSixteenGreys(int width, int height)
    {
        double[] pixels = [.. Enumerable.Range(0, width * height).Select(k => k % 31 / 30.0)];
        byte[] file = GreyPng.Of(pixels, width);
        List<(string Type, byte[] Data)> chunks = [];
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add((Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }

        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Select(c => c.Type));
        Assert.Equal((width, height, 4, 0), (BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data), BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data.AsSpan(4)), chunks[0].Data[8], chunks[0].Data[9]));

        // The sum of a chunk without data is a constant of the format.
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], file[^4..]);
        using var rows = new MemoryStream();
        new ZLibStream(new MemoryStream(chunks[1].Data), CompressionMode.Decompress).CopyTo(rows);
        byte[] bytes = rows.ToArray();
        int stride = (width + 1) / 2 + 1;
        Assert.Equal(stride * height, bytes.Length);
        for (int k = 0; k < pixels.Length; k++)
        {
            byte two = bytes[k / width * stride + 1 + k % width / 2];
            int grey = k % width % 2 == 0 ? two >> 4 : two & 15;
            Assert.InRange(Math.Abs(1 - grey / 15.0 - pixels[k]), 0, 1 / 30.0 + 1e-12);
        }
    }

    [Fact]
    public void ThePlaneOfLatents_HasTheSecondUpwards()
    {
        Plot plot = ImagePlots.Decoded("t", z => [z[0], z[1], 0, 0], width: 2, perSide: 3);
        string[] rows = plot.Data.TrimEnd('\n').Split('\n');
        Assert.Equal(10, rows.Length);
        Assert.Equal("\"0\",0,-0.97 0.97 0 0", rows[1]);
        Assert.Equal("\"2\",2,0.97 -0.97 0 0", rows[9]);
        XDocument.Parse(plot.Svg);
    }

    [Fact]
    public void ImagesOfDifferentSizes_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => ImagePlots.Rows("t", [[[1, 2, 3, 4], [1, 2]]], 2));
        Assert.Throws<ArgumentException>(() => ImagePlots.Rows("t", [[[1, 2, 3]]], 2));
        Assert.Throws<ArgumentException>(() => ImagePlots.Reconstructions("t", [[1, 2]], [], 2));
        Assert.Throws<ArgumentException>(() => ImagePlots.Rows("t", [], 2));
    }
}
