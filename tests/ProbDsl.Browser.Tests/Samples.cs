using System.Collections.Concurrent;
using System.Diagnostics;

namespace ProbDsl.Browser.Tests;

/// <summary>Reports of samples, each run once.</summary>
internal static class Samples
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> s_reports = new();

    /// <summary>The folder of reports and screenshots, beside the tests.</summary>
    public static string Folder { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "reports")).FullName;

    /// <summary>The file of a sample's report.</summary>
    public static string Report(string sample) => s_reports.GetOrAdd(sample, name => new Lazy<string>(() => Run(name))).Value;

    private static string Run(string sample)
    {
        // Up from tests/ProbDsl.Browser.Tests/bin/Release/net10.0.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string configuration = here.Parent!.Name, root = here.Parent.Parent!.Parent!.Parent!.Parent!.FullName;
        string program = Path.Combine(root, "samples", sample, "bin", configuration, here.Name, sample + ".dll"), report = Path.Combine(Folder, sample + ".html");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--quick", "--report", report]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{sample} ended with {process.ExitCode}:\n{output.Result}\n{errors.Result}");
        return report;
    }
}
