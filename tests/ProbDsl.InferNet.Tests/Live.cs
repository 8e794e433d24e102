namespace ProbDsl.InferNet.Tests;

internal static class Live
{
    public const string Reason = "Infer.NET is not in the package cache; once: dotnet restore -p:InferNet=true";

#if INFERNET
    public static string? Skip => null;
#else
    public static string? Skip => Reason;
#endif
}

/// <summary>A test that compiles and runs Infer.NET programs; skipped where the package is not there.</summary>
public sealed class LiveFactAttribute : FactAttribute
{
    /// <summary>Skips without the package.</summary>
    public LiveFactAttribute() => Skip = Live.Skip!;
}

/// <summary>A theory that compiles and runs Infer.NET programs; skipped where the package is not there.</summary>
public sealed class LiveTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips without the package.</summary>
    public LiveTheoryAttribute() => Skip = Live.Skip!;
}
