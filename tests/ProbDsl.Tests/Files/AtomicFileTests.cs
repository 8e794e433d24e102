namespace ProbDsl.Tests.Files;

public sealed class AtomicFileTests
{
    [Fact]
    public void AFailureOnTheWay_LeavesTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a", 1, 2, 3);
        Assert.Throws<NotSupportedException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(9);
            throw new NotSupportedException();
        }));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["a"], folder.Files());
    }

    [Fact]
    public void WhileItIsWritten_TheOldFileStands()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a", 1, 2, 3);
        AtomicFile.Write(path, stream =>
        {
            stream.Write([4, 5]);
            stream.Flush();
            Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        });
        Assert.Equal([4, 5], File.ReadAllBytes(path));
        Assert.Equal(["a"], folder.Files());
    }
}
