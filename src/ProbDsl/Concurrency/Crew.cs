using System.Collections.Concurrent;
using System.Diagnostics;

namespace ProbDsl;

/// <summary>Threads of the pool that, having done a piece of work, wait a moment for the next.</summary>
/// <remarks>
/// A fit sends a dozen pieces of some ten to a hundred microseconds, one after the other. To wake a sleeping thread for each costs the sender several microseconds, and thirty to
/// ninety pass until it has begun: about as long as the work.
/// </remarks>
internal sealed class Crew : IThreadPoolWorkItem
{
    // Beyond it all cores are busy, and will be for long.
    private const int MostWaiting = 64;

    private static readonly int s_most = Environment.ProcessorCount - 1;
    private static readonly Crew s_one = new();
    private static readonly ConcurrentQueue<IThreadPoolWorkItem> s_work = new();
    private static int s_members;
    private static int s_idle;

    private Crew()
    {
    }

    /// <summary>0.2 ms, in ticks of <see cref="Stopwatch"/>: as long as what usually stands between two pieces; beyond it a core is of more use to others.</summary>
    public static long Patience { get; } = Stopwatch.Frequency / 5_000;

    /// <summary>Offers work to the other cores; where all are busy it is left to whoever needs it.</summary>
    /// <returns>Whether it will be taken up, sooner or later.</returns>
    public static bool Send(IThreadPoolWorkItem work)
    {
        if (s_most == 0 || s_work.Count >= MostWaiting)
        {
            return false;
        }

        s_work.Enqueue(work);
        if (s_work.Count > Volatile.Read(ref s_idle))
        {
            Call();
        }

        return true;
    }

    /// <inheritdoc/>
    public void Execute()
    {
        do
        {
            while (s_work.TryDequeue(out IThreadPoolWorkItem? work))
            {
                work.Execute();
            }

            Interlocked.Increment(ref s_idle);
            long deadline = Stopwatch.GetTimestamp() + Patience;
            while (s_work.IsEmpty && Stopwatch.GetTimestamp() < deadline)
            {
                Thread.SpinWait(20);
            }

            Interlocked.Decrement(ref s_idle);
        }
        while (!s_work.IsEmpty);

        // Who has sent since then may have counted on this one.
        Interlocked.Decrement(ref s_members);
        if (!s_work.IsEmpty)
        {
            Call();
        }
    }

    private static void Call()
    {
        if (Interlocked.Increment(ref s_members) <= s_most)
        {
            ThreadPool.UnsafeQueueUserWorkItem(s_one, preferLocal: false);
            return;
        }

        Interlocked.Decrement(ref s_members);
    }
}
