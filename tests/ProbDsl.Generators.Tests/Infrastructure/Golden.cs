using System.Text;

namespace ProbDsl.Generators.Tests;

/// <summary>
/// Compares text with a committed file <c>name.verified.ext</c>. On a difference it writes <c>name.received.ext</c> beside it and fails with the
/// lines that differ; <c>PROBDSL_ACCEPT=1</c> accepts instead.
/// </summary>
/// <remarks>Names follow Verify's convention, <c>Test.case#hint.verified.cs</c>, so that it could take over without a change to any golden.</remarks>
internal static class Golden
{
    private static bool Accepts => Environment.GetEnvironmentVariable("PROBDSL_ACCEPT") == "1";

    /// <param name="text">What the test produced.</param>
    /// <param name="path">The golden's path without <c>.verified.ext</c>.</param>
    /// <param name="extension">For example <c>cs</c> or <c>txt</c>.</param>
    public static void Match(string text, string path, string extension)
    {
        string verified = $"{path}.verified.{extension}";
        string received = $"{path}.received.{extension}";
        string actual = Normalised(text);
        string expected = File.Exists(verified) ? Normalised(File.ReadAllText(verified)) : "";
        if (actual == expected && File.Exists(verified))
        {
            File.Delete(received);
            return;
        }

        if (Accepts)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
            File.WriteAllText(verified, actual);
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, actual);
        Assert.Fail($"{Path.GetRelativePath(TestFiles.Root, verified)} differs (run with PROBDSL_ACCEPT=1 to accept):\n{Difference(expected, actual)}");
    }

    private static string Normalised(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n') + "\n";

    // The common start and end are left out but for two lines of context.
    private static string Difference(string expected, string actual)
    {
        string[] old = expected.Split('\n');
        string[] now = actual.Split('\n');
        int start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
        {
            start++;
        }

        int end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        StringBuilder text = new();
        foreach (string line in old[Math.Max(0, start - 2)..start])
        {
            text.Append("  ").AppendLine(line);
        }

        foreach (string line in old[start..^end])
        {
            text.Append("- ").AppendLine(line);
        }

        foreach (string line in now[start..^end])
        {
            text.Append("+ ").AppendLine(line);
        }

        return text.ToString();
    }
}
