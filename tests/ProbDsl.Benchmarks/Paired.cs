using System.Diagnostics;

namespace ProbDsl.Benchmarks;

/// <summary>The short run: takes turns between the methods of a benchmark, and keeps the best round of each, because
/// whatever else the machine does only ever adds time.</summary>
internal static class Paired
{
    private const int Rounds = 60;
    private const double MostSeconds = 10.0;
    private const double RoundSeconds = 0.005;

    /// <param name="methods">Names, what to run, and how many operations one run is.</param>
    public static IEnumerable<Timing> Run(string model, (string Name, Action Run, int Operations)[] methods)
    {
        int[] repeats = [.. methods.Select(m => Calibrate(m.Run))];
        double[] best = [.. methods.Select(_ => double.PositiveInfinity)];
        long start = Stopwatch.GetTimestamp();
        int rounds = 0;
        while (rounds < Rounds && (rounds == 0 || Stopwatch.GetElapsedTime(start).TotalSeconds < MostSeconds))
        {
            for (int i = 0; i < methods.Length; i++)
            {
                best[i] = Math.Min(best[i], Seconds(methods[i].Run, repeats[i]) / repeats[i] / methods[i].Operations);
            }

            rounds++;
        }

        return methods.Select((m, i) => new Timing(model, m.Name, 1e9 * best[i]));
    }

    // Runs long enough for the optimising compiler to have finished.
    private static int Calibrate(Action run)
    {
        Seconds(run, 1);
        long start = Stopwatch.GetTimestamp();
        int count = 0;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < (count < 100 ? 4.0 : 0.5))
        {
            run();
            count++;
        }

        Thread.Sleep(200);
        int repeats = 1;
        while (Seconds(run, repeats) < RoundSeconds)
        {
            repeats *= 2;
        }

        return repeats;
    }

    private static double Seconds(Action run, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            run();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
