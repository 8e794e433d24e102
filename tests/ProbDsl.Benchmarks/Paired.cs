using System.Diagnostics;

namespace ProbDsl.Benchmarks;

/// <summary>The short run: takes turns between the methods of a benchmark, so that a busy machine disturbs all of them alike.</summary>
internal static class Paired
{
    private const int Rounds = 60;
    private const double RoundSeconds = 0.005;

    /// <param name="methods">Names, what to run, and how many operations one run is.</param>
    public static IEnumerable<Timing> Run(string model, (string Name, Action Run, int Operations)[] methods)
    {
        int[] repeats = [.. methods.Select(m => Calibrate(m.Run))];
        double[][] times = [.. methods.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < methods.Length; i++)
            {
                times[i][round] = Seconds(methods[i].Run, repeats[i]) / repeats[i] / methods[i].Operations;
            }
        }

        return methods.Select((m, i) => new Timing(model, m.Name, 1e9 * Median(times[i])));
    }

    // Runs long enough for the optimising compiler to have finished.
    private static int Calibrate(Action run)
    {
        Seconds(run, 1);
        long start = Stopwatch.GetTimestamp();
        int count = 0;
        while (count < 100 || Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5)
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

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
