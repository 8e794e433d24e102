using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ProbDsl.Benchmarks;

/// <summary>The tables that a run ends with, in Markdown.</summary>
internal static class Report
{
    public static void Write(TextWriter writer, IReadOnlyCollection<Timing> timings)
    {
        writer.WriteLine(Machine());
        writer.WriteLine();
        writer.WriteLine("Nanoseconds per gradient; ratio = generated / hand-written.");
        writer.WriteLine();
        int width = Lanes.PreferredWidth;
        writer.WriteLine($"| model | scalar | by hand | ratio | per draw, {width} lanes | by hand | ratio |");
        writer.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var model in timings.Where(m => m.Method == nameof(EightSchoolsBenchmark.GeneratedScalar)).Select(m => m.Model))
        {
            double Of(string method) => timings.Where(m => m.Model == model && m.Method == method).Select(m => m.Nanoseconds).FirstOrDefault(double.NaN);
            double generated = Of(nameof(EightSchoolsBenchmark.GeneratedScalar));
            double handWritten = Of(nameof(EightSchoolsBenchmark.HandWrittenScalar));
            double generatedLanes = Of(nameof(EightSchoolsBenchmark.GeneratedLanes)) / width;
            double handWrittenLanes = Of(nameof(EightSchoolsBenchmark.HandWrittenLanes)) / width;
            writer.WriteLine($"| {model} | {Time(generated)} | {Time(handWritten)} | {Ratio(generated / handWritten)} | {Time(generatedLanes)} | {Time(handWrittenLanes)} | {Ratio(generatedLanes / handWrittenLanes)} |");
        }

        writer.WriteLine();
        foreach (Timing m in timings.Where(m => m.Model == "Fit"))
        {
            FitResult fit = FitBenchmark.Fits().First(f => f.Name == m.Method).Fit;
            writer.WriteLine(
                $"Fit of {m.Method}: {(m.Nanoseconds / 1e6).ToString("F2", CultureInfo.InvariantCulture)} ms; {fit.Evaluations} gradients of up to {fit.FixedDrawCount} draws, "
                + $"{fit.CorrectionDraws} weighted draws, k̂ {fit.KHat.ToString("F2", CultureInfo.InvariantCulture)}");
        }

        foreach (Timing m in timings.Where(m => m.Model == "Generator"))
        {
            writer.WriteLine($"Generator, 40 variables, {(m.Method == nameof(GeneratorBenchmark.Cold) ? "cold" : "after an unrelated edit")}: {(m.Nanoseconds / 1e6).ToString("F2", CultureInfo.InvariantCulture)} ms");
        }
    }

    public static string Machine() =>
        $"{Processor()}, {Environment.ProcessorCount} logical cores, {RuntimeInformation.FrameworkDescription}; vectors in hardware: "
        + $"512 bits {YesNo(Vector512.IsHardwareAccelerated)}, 256 bits {YesNo(Vector256.IsHardwareAccelerated)}";

    private static string Processor()
    {
        const string info = "/proc/cpuinfo";
        string? line = File.Exists(info) ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string YesNo(bool condition) => condition ? "yes" : "no";

    private static string Time(double nanoseconds) => nanoseconds.ToString(nanoseconds < 100 ? "F1" : "F0", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString("F2", CultureInfo.InvariantCulture);
}
