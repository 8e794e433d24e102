using System.Globalization;
using System.IO.Compression;

namespace ProbDsl.Package.Tests;

public sealed class PackageTests(PackageFixture fixture) : IClassFixture<PackageFixture>
{
    [Theory]
    [InlineData("lib/net9.0/ProbDsl.dll")]
    [InlineData("lib/net10.0/ProbDsl.dll")]
    [InlineData("lib/net10.0/ProbDsl.xml")]
    [InlineData("analyzers/dotnet/cs/ProbDsl.Generators.dll")]
    [InlineData("README.md")]
    [InlineData("docs/diagnostics/PDSL1001.md")]
    public void Package_Carries(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(fixture.Package);
        Assert.Single(package.Entries, entry => entry.FullName == path);
    }

    [Fact]
    public void FreshProject_RestoresBuildsAndFits()
    {
        string[] words = fixture.RunConsumer().Trim().Split(' ');

        // Normal prior N(8, 2²), three readings with sd 0.5 and mean 10.1: precisions add, means are averaged by them.
        double precision = 1 / 4.0 + 3 / 0.25;
        double mean = (8 / 4.0 + 3 * 10.1 / 0.25) / precision;
        Assert.Equal("Converged", words[0]);
        Assert.Equal(mean, double.Parse(words[1], CultureInfo.InvariantCulture), 1e-6);
        Assert.Equal(1 / Math.Sqrt(precision), double.Parse(words[2], CultureInfo.InvariantCulture), 1e-3);
    }
}
