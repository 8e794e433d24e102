using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators.Tests;

/// <summary>A diagnostic is a descriptor, a page, a row in the release list and a rejected model.</summary>
public sealed partial class DescriptorTests
{
    public static TheoryData<string> Ids
    {
        get
        {
            TheoryData<string> ids = [];
            foreach (string id in Descriptors().Select(d => d.Id))
            {
                ids.Add(id);
            }

            return ids;
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryDescriptor_HasAPage(string id)
    {
        string page = File.ReadAllText(Path.Combine(TestFiles.Compiler, "Diagnostics", id + ".md"));
        Assert.StartsWith("# " + id, page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryDescriptor_HasAReleaseRow(string id)
    {
        string rows = File.ReadAllText(Path.Combine(TestFiles.Compiler, "AnalyzerReleases.Shipped.md")) + File.ReadAllText(Path.Combine(TestFiles.Compiler, "AnalyzerReleases.Unshipped.md"));
        Assert.Contains("\n" + id + " |", rows, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryDescriptor_HasARejectedModel(string id)
    {
        // An internal error has no model that provokes it; if one is found, it is fixed.
        bool needed = id != "PDSL9001";
        string folder = Path.Combine(TestFiles.Root, "Reject", id);
        Assert.Equal(needed, Directory.Exists(folder) && Directory.EnumerateFiles(folder, "model.cs", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public void Messages_NameWhatWasFound()
        => Assert.All(Descriptors(), d => Assert.Matches(Placeholder(), d.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static IEnumerable<DiagnosticDescriptor> Descriptors()
        => typeof(Descriptors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>();

    [GeneratedRegex(@"\{0\}")]
    private static partial Regex Placeholder();
}
