using System.Runtime.CompilerServices;

namespace ProbDsl.Generators.Tests;

/// <summary>Paths of this test project's own folder, where models and goldens stand.</summary>
internal static class TestFiles
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, ".."));

    public static string Compiler { get; } = Path.GetFullPath(Path.Combine(Root, "..", "..", "generators", "ProbDsl.Generators"));

    private static string Here([CallerFilePath] string path = "") => path;
}
