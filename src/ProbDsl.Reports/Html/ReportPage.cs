using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ProbDsl.Reports;

/// <summary>What all reports have in common: the look of the page, and the table of what it was made with.</summary>
internal static class ReportPage
{
    private const string Style = """
        body{margin:0 auto;padding:16px;max-width:1400px;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Helvetica,Arial,sans-serif;overflow-wrap:break-word}
        h1{font-size:24px;margin:8px 0}h2{font-size:18px;margin:28px 0 4px}p{max-width:80ch}.row{display:flex;flex-wrap:wrap;gap:12px}
        figure{margin:0;max-width:100%;overflow-x:auto}figure>svg{max-width:100%;height:auto;display:block}figure.wide>svg{max-width:none}details{font-size:12px;color:var(--soft)}
        pre{max-height:480px;overflow:auto;max-width:100%}figure pre{max-height:200px}.scroll{overflow-x:auto;max-width:100%}table{border-collapse:collapse}
        td,th{padding:2px 14px 2px 0;text-align:right;white-space:nowrap}
        td:first-child,th:first-child{text-align:left}td.w,th.w{text-align:left}td.w{white-space:normal}td.w:first-child{white-space:nowrap}th{color:var(--soft);font-weight:600}
        """;

    /// <summary>A new page with its title as heading.</summary>
    public static HtmlText Open(string model, string what)
    {
        var page = new HtmlText();
        page.Open($"{model}: {what}", Theme.Style + "\n" + Style);
        page.Heading(1, model);
        return page;
    }

    /// <summary>The library, the run-time and the machine, and how wide its vectors are.</summary>
    public static IEnumerable<string[]> Versions() =>
    [
        ["ProbDsl", typeof(FitResult).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"],
        ["run-time", RuntimeInformation.FrameworkDescription],
        ["system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}"],
        ["processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)],
        ["numbers in a vector", FormattableString.Invariant($"{Lanes.PreferredWidth} doubles, {64 * Lanes.PreferredWidth} bits")],
    ];

    /// <summary>A number with four digits after the point, so that those of a column stand below each other, or with six in all where it is large; the sign is typographic.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString(Math.Abs(value) < 1e4 ? "F4" : "G6", CultureInfo.InvariantCulture).Replace('-', '−');
}
