namespace ProbDsl.Tests.Inference.Importance;

internal static class Allocation
{
    /// <summary>The bytes that an action allocates each time once it has run.</summary>
    /// <remarks>The least of ten runs: what the runtime allocates on this thread for itself now and then is not counted.</remarks>
    public static long PerRun(Action action)
    {
        action();
        long least = long.MaxValue;
        for (int run = 0; run < 10; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
