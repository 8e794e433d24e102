using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ProbDsl.Package.Tests;

/// <summary>A temporary folder with a feed that holds the freshly packed package, and room for a project that uses it.</summary>
/// <remarks>Nothing is written inside the repository: the package is built in the temporary folder, so other builds may run beside it.</remarks>
public sealed class PackageFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("probdsl-").FullName;

    public PackageFixture()
    {
        // A version never used before cannot be found in a cache.
        Version = $"0.1.0-test.{Guid.NewGuid():N}";
        Run("dotnet", Path.GetDirectoryName(SourceFolder())!, "pack", "../src/ProbDsl", "-c", "Release", $"-p:Version={Version}",
            "-o", Feed, "--artifacts-path", Path.Combine(_folder, "build"));
    }

    public string Version { get; }

    public string Package => Path.Combine(Feed, $"ProbDsl.{Version}.nupkg");

    private string Feed => Path.Combine(_folder, "feed");

    /// <summary>Makes a console project that references the package alone, builds it and runs it.</summary>
    /// <returns>What the program printed.</returns>
    public string RunConsumer()
    {
        string consumer = Path.Combine(_folder, "consumer");
        Directory.CreateDirectory(consumer);
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Consumer"), "*.txt"))
        {
            File.Copy(file, Path.Combine(consumer, Path.GetFileNameWithoutExtension(file)));
        }

        // The feed stands beside the sources that the user or the machine has configured: there is no <clear/>.
        File.WriteAllText(Path.Combine(consumer, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="probdsl-test" value="{Feed}" />
              </packageSources>
            </configuration>
            """);

        string output = Path.Combine(_folder, "out");
        Run("dotnet", consumer, "build", "-c", "Release", "-o", output,
            $"-p:ProbDslVersion={Version}", $"-p:RestorePackagesPath={Path.Combine(_folder, "packages")}");
        return Run("dotnet", consumer, Path.Combine(output, "Consumer.dll"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host's own MSBuild settings are not the child's, and no build node may outlive the child and hold its output open.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{output.Result}{errors.Result}");
        return output.Result;
    }

    // The tests folder of the repository; the path is the one this file was compiled from.
    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
