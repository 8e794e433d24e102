using System.Diagnostics;
using Microsoft.Playwright;

namespace ProbDsl.Browser.Tests;

/// <summary>The system's Chromium. Where there is none it is installed, by root and apt-get; where that cannot be, tests are skipped and say so.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly Lazy<string?> s_path = new(() => Find() ?? (Install() ? Find() : null));

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why there is no browser; null where there is one.</summary>
    public static string? Missing => s_path.Value is null ? "There is no Chromium on the PATH, and it could not be installed: that takes root and apt-get with a package named chromium." : null;

    public async Task InitializeAsync()
    {
        if (s_path.Value is { } path)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A page of its own, without network.</summary>
    public async Task<IPage> Page(int width, bool isDark)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light, Offline = true });
        return await context.NewPageAsync();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    private static bool Install()
        => OperatingSystem.IsLinux() && Environment.UserName == "root" && Run("apt-get", "update") && Run("apt-get", "install -y --no-install-recommends chromium fonts-dejavu-core");

    private static bool Run(string program, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            bool isDone = process.WaitForExit(TimeSpan.FromMinutes(5)) && Task.WaitAll([output, errors], TimeSpan.FromSeconds(10));
            return isDone && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that needs the browser.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Missing;
}

/// <summary>Tests that need the browser.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browser.Missing;
}
