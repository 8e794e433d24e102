using System.Text;

namespace ProbDsl.Tests.Files;

public sealed class SafetensorsTests
{
    // Written out by hand from the description of the format: 8 bytes of length, the head filled up by spaces to a multiple of 8, the numbers.
    private const string Head =
        """{"__metadata__":{"format":"pt","note":"π"},"w":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]},"z":{"dtype":"F32","shape":[0],"data_offsets":[16,16]}}""";

    private static readonly byte[] Numbers = [0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0];

    private static readonly NamedTensor[] Tensors = [new("z", [0], Array.Empty<float>()), new("a", [1, 2], [1f, -2f]), new("w", [], [1.5])];

    private static readonly Dictionary<string, string> Texts = new() { ["note"] = "π", ["format"] = "pt" };

    [Fact]
    public void WhatIsWritten_IsTheFormatByteForByte()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(folder["a"], Tensors, Texts);
        byte[] expected = Bytes(Head.PadRight((Encoding.UTF8.GetByteCount(Head) + 7) / 8 * 8 - (Encoding.UTF8.GetByteCount(Head) - Head.Length)), Numbers);
        Assert.Equal(expected, File.ReadAllBytes(folder["a"]));
        Assert.Equal(0, (expected.Length - Numbers.Length) % 8);
        Assert.Equal(["a"], folder.Files());
    }

    [Fact]
    public void WhatTheFormatHas_IsRead()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile file = SafetensorsFile.Read(folder.Write("a", Bytes(Head, Numbers)));
        Assert.Equal(["a", "w", "z"], file.Tensors.Select(t => t.Name));
        Assert.Equal(("pt", "π", 2), (file.Metadata["format"], file.Metadata["note"], file.Metadata.Count));
        Assert.Equal([1.5], file["w"].ToArray<double>());
        Assert.Empty(file["w"].Shape);
        Assert.True(file["w"].IsDouble);
        Assert.Equal([1, 2], file["a"].Shape);
        Assert.Equal([1f, -2f], file["a"].ToArray<float>());
        Assert.Equal([1.0, -2.0], file["a"].ToArray<double>());
        Assert.False(file["a"].IsDouble);
        Assert.Equal(0, file["z"].Count);
        Assert.False(file.Contains("b"));
        Assert.Contains("it has a, w, z", Assert.Throws<KeyNotFoundException>(() => file["b"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryBitOfANumber_Survives()
    {
        using var folder = new TemporaryFolder();
        var random = new Philox(3);
        double[] doubles = new double[501];
        float[] singles = new float[999];
        for (int i = 0; i < doubles.Length; i++)
        {
            doubles[i] = BitConverter.UInt64BitsToDouble(random.NextUInt64());
        }

        for (int i = 0; i < singles.Length; i++)
        {
            singles[i] = BitConverter.UInt32BitsToSingle((uint)random.NextUInt64());
        }

        SafetensorsFile.Write(folder["a"], [new("layer.0/weight \"ü\"", [3, 167], doubles), new("b", [999], singles)]);
        SafetensorsFile file = SafetensorsFile.Read(folder["a"]);
        Assert.Equal(
            doubles.Select(BitConverter.DoubleToUInt64Bits), file["layer.0/weight \"ü\""].ToArray<double>().Select(BitConverter.DoubleToUInt64Bits));
        Assert.Equal(singles.Select(BitConverter.SingleToUInt32Bits), file["b"].ToArray<float>().Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void AFileCutOffAnywhere_IsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = Bytes(Head, Numbers);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(folder.Write("a", whole[..length])));
        }
    }

    [Theory]
    [InlineData("", 0, "should begin with '{', but is empty")]
    [InlineData(" {}", 0, "should begin with '{', but begins with the byte 20")]
    [InlineData("{", 0, "its head is no JSON")]
    [InlineData("{}", 4, "its arrays have 0 bytes, but 4 follow the head")]
    [InlineData("""{"a":1}""", 0, "the array 'a' is 1")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "the array 'a' has no dtype")]
    [InlineData("""{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", 4, "is of type BF16; what is read is F32 and F64")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "has the shape [-1]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "has the shape [2] of type F32, 2 numbers, but 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,4]}}""", 4, "but 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9000000000],"data_offsets":[0,36000000000]}}""", 4, "more than an array holds")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "has the data_offsets [4,0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "cut off: its arrays have 4 bytes, but 3 follow the head")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "longer than its head says")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "they overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "there is a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "two arrays are called 'a'")]
    [InlineData("""{"__metadata__":{"n":1}}""", 0, "'n' is 1, but should be a text")]
    public void AFileThatContradictsItself_IsRefused(string head, int bytes, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a", Bytes(head, new byte[bytes])), message = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(path)).Message;
        Assert.Contains($"'{path}'", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALengthOfTheHeadThatCannotBe_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("it has 3 bytes", Message([1, 2, 3]), StringComparison.Ordinal);
        Assert.Contains("its head should have 9 bytes, but 2 follow", Message([9, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}']), StringComparison.Ordinal);
        Assert.Contains("the format allows 100,000,000", Message([255, 255, 255, 255, 255, 255, 255, 255]), StringComparison.Ordinal);

        string Message(byte[] bytes) => Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(folder.Write("a", bytes))).Message;
    }

    [Fact]
    public void WhatCannotBeWritten_IsRefused_AndTheOldFileStands()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a", 1);
        Assert.Contains("Two arrays are called 'a'", Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(path, [Tensors[1], Tensors[1]])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(path, [new("__metadata__", [1], [1.0])]));
        Assert.Contains("has 2 numbers, but its shape is [3]", Assert.Throws<ArgumentException>(() => new NamedTensor("a", [3], [1.0, 2.0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new NamedTensor("a", [-1, -2], [1.0, 2.0]));
        Assert.Throws<ArgumentException>(() => new NamedTensor("a", [int.MaxValue, int.MaxValue, 4], [1.0, 2.0]));
        Assert.Throws<ArgumentException>(() => Tensors[1].CopyTo<double>(new double[3]));
        Assert.Equal([1], File.ReadAllBytes(path));
    }

    private static byte[] Bytes(string head, byte[] numbers)
    {
        byte[] text = Encoding.UTF8.GetBytes(head);
        return [(byte)text.Length, (byte)(text.Length >> 8), 0, 0, 0, 0, 0, 0, .. text, .. numbers];
    }
}
