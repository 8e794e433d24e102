using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators.Tests;

/// <summary>The corpus that defines the language from outside: each folder <c>Reject/PDSLxxxx/case</c> holds a model and what is said about it.</summary>
public sealed class RejectTests
{
    private static readonly string s_corpus = Path.Combine(TestFiles.Root, "Reject");

    public static TheoryData<string> Cases
    {
        get
        {
            TheoryData<string> cases = [];
            foreach (string model in Directory.EnumerateFiles(s_corpus, "model.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                cases.Add(Path.GetRelativePath(s_corpus, Path.GetDirectoryName(model)!));
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RejectedModel_SaysWhatWasFoundAndWhatWouldWork(string folder)
    {
        string path = Path.Combine(s_corpus, folder);
        var compilation = TestCompilation.Of(File.ReadAllText(Path.Combine(path, "model.cs")));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));

        GeneratorRun run = GeneratorRun.Of(compilation);
        string id = folder.Split(Path.DirectorySeparatorChar)[0];

        // Complaints stand alone; of what is said of every model only what the case is about.
        IReadOnlyList<Diagnostic> said = [.. run.Information.Where(d => d.Id == id) is var information && information.Any() ? information : run.Diagnostics];

        Assert.Contains(said, d => d.Id == id);
        Golden.Match(string.Join('\n', said.OrderBy(d => d.Location.SourceSpan.Start).Select(d => d.ToString())), Path.Combine(path, "diagnostics"), "txt");
    }
}
