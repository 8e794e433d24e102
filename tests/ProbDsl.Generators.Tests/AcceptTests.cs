namespace ProbDsl.Generators.Tests;

/// <summary>Whole models, stage by stage: goldens of the IR after each stage and of every generated file, to be read as prose.</summary>
public sealed class AcceptTests
{
    private static readonly string s_accept = Path.Combine(TestFiles.Root, "Accept");
    private static readonly string s_models = Path.Combine(TestFiles.Root, "Read", "Models");

    public static TheoryData<string> Cases => [.. Folders(s_accept)];

    public static TheoryData<string> AllModels
        => [.. Folders(s_accept).Select(c => Path.Combine("Accept", c)), .. Folders(s_models).Select(c => Path.Combine("Read", "Models", c))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void GeneratedFiles_AreAsReviewed(string folder)
    {
        GeneratorRun run = GeneratorRun.Of(Source(Path.Combine("Accept", folder)));
        Assert.Empty(run.Diagnostics.Select(d => d.ToString()));
        foreach ((string hint, string text) in run.Files)
        {
            Golden.Match(text, Path.Combine(s_accept, folder, "Accept." + folder + "#" + Path.GetFileNameWithoutExtension(hint)), "cs");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Stages_AreAsReviewed(string folder)
    {
        ModelSpec model = TestModels.Read(Source(Path.Combine("Accept", folder)));
        Golden.Match(SpecText.Of(model), Path.Combine(s_accept, folder, "1-spec"), "txt");
        Program composed = Composer.LogJoint(model, "LogJoint", prior: true, likelihood: true);
        Golden.Match(ProgramText.Of(composed), Path.Combine(s_accept, folder, "2-composed"), "txt");
        Program normal = Pipeline.Normalise(composed);
        Golden.Match(ProgramText.Of(normal), Path.Combine(s_accept, folder, "3-normalised"), "txt");
        Golden.Match(ProgramText.Of(Reverse.Run(normal)), Path.Combine(s_accept, folder, "4-reversed"), "txt");
    }

    [Theory]
    [MemberData(nameof(AllModels))]
    public void GeneratedCode_CompilesWithoutAWarning(string folder)
    {
        GeneratorRun run = GeneratorRun.Of(Source(folder));
        Assert.Empty(run.Diagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(d => d.ToString()));
        Assert.Empty(run.CompilerMessages().Where(m => m.Location.GetLineSpan().Path != "model.cs").Select(m => m.ToString()));
    }

    [Theory]
    [MemberData(nameof(AllModels))]
    public void Normalise_IsIdempotent(string folder)
    {
        ModelSpec model = TestModels.Read(Source(folder));
        Program once = Pipeline.Normalise(Composer.LogJoint(model, "LogJoint", prior: true, likelihood: true));
        Assert.Equal(ProgramText.Of(RenameLocals.Renumber(once)), ProgramText.Of(RenameLocals.Renumber(Pipeline.Normalise(once))));
    }

    private static string Source(string folder) => File.ReadAllText(Path.Combine(TestFiles.Root, folder, "model.cs"));

    private static IEnumerable<string> Folders(string root)
        => Directory.EnumerateFiles(root, "model.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => Path.GetRelativePath(root, Path.GetDirectoryName(f)!));
}
