namespace ProbDsl.Tests.Files;

public sealed class CsvTests
{
    [Fact]
    public void ATable_HasNamesColumnsAndRows()
    {
        using var folder = new TemporaryFolder();
        CsvTable table = CsvTable.Read(folder.Write("t.csv", "a, \"b, \"\"c\"\"\" ,d\r\n1,2.5, -3e-2\n\n\"4\",5,6\n"));
        Assert.Equal(["a", "b, \"c\"", "d"], table.Names);
        Assert.Equal([2.5, 5], table.Column("b, \"c\""));
        Assert.Equal([1, 2.5, -0.03], table[0].ToDoubles());
        Assert.Equal((2, 3, -0.03, 6), (table.Count, table.RowLength, table.Minimum, table.Maximum));
        Assert.Contains("there are a, b", Assert.Throws<ArgumentException>(() => table.Column("e")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutNames_ColumnsAreCounted()
    {
        using var folder = new TemporaryFolder();
        CsvTable table = CsvTable.Read(folder.Write("t.tsv", "1\t2\n3\t4"), '\t', header: false);
        Assert.Equal(["0", "1"], table.Names);
        Assert.Equal([2, 4], table.Column("1"));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("1,2\n3,4\n", "header: false")]
    [InlineData("a,a\n3,4\n", "two columns called 'a'")]
    [InlineData("a,b\n1,2\n\n3,x\n", "line 4, column b: 'x' is no finite number")]
    [InlineData("a,b\n1,\n", "line 2, column b: the cell is empty")]
    [InlineData("a,b\n1,NaN\n", "line 2, column b: 'NaN' is no finite number")]
    [InlineData("a,b\n1\n", "line 2: has 1 cells, but the first line has 2. Cells are parted by ','")]
    [InlineData("a,b\n1,2,3\n", "line 2: has 3 cells")]
    [InlineData("a,b\n\"1,2\n", "line 2: the quote at position 1 is not closed")]
    [InlineData("a,b\n\"1\" 2,2\n", "line 2: '2' follows a closing quote")]
    public void AMistake_IsToldWithItsPlace(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("t.csv", text), message = Assert.Throws<InvalidDataException>(() => CsvTable.Read(path)).Message;
        Assert.Contains($"'{path}'", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_WithLabelAndFactor()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("t.csv", "p0,label,p1,angle\n0,3,255,0.5\n51,0,102,1.5\n");
        ImageSet set = ImageSet.ReadCsv(path, 1, 2, "label", ["angle"], divisor: 255);
        Assert.Equal([3, 0], set.Labels);
        Assert.Equal([0.5, 1.5], set.Factor("angle"));
        Assert.Equal([0, 1], set[0].ToDoubles());
        Assert.Equal([51 / 255.0, 102 / 255.0], set[1].ToDoubles());
        Assert.Equal(255, ImageSet.ReadCsv(path, 1, 2, "label", ["angle"]).Maximum);
    }

    // The second row is the first that is not of bytes: what came before must become doubles unchanged.
    [Theory]
    [InlineData("0.25")]
    [InlineData("256")]
    [InlineData("-1")]
    public void Images_OfAnyNumbers(string number)
    {
        using var folder = new TemporaryFolder();
        ImageSet set = ImageSet.ReadCsv(folder.Write("t.csv", $"255,7\n{number},3\n"), 1, 2, header: false, divisor: 2);
        Assert.Equal([127.5, 3.5], set[0].ToDoubles());
        Assert.Equal([double.Parse(number, System.Globalization.CultureInfo.InvariantCulture) / 2, 1.5], set[1].ToDoubles());
    }

    [Theory]
    [InlineData("label", "a,label\n1,1.5\n", "line 2, column label: the label is 1.5")]
    [InlineData("class", "a,label\n1,1.5\n", "has no column 'class'; it has a, label")]
    [InlineData("label", "a,b,label\n1,2,3\n", "has 3 columns, of which 2 are neither label nor factor")]
    public void Images_ThatDoNotFit(string label, string text, string expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(
            expected, Assert.Throws<InvalidDataException>(() => ImageSet.ReadCsv(folder.Write("t.csv", text), 1, 1, label)).Message, StringComparison.Ordinal);
    }
}
