using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace ProbDsl;

/// <summary>Shares loops with the other cores, again and again, without an allocation: for one caller at a time.</summary>
/// <remarks>
/// One number holds which loop it is (upper half) and the next portion (lower half). Who takes a portion raises it by exchange; a helper that comes late from an earlier loop
/// finds another number there and takes nothing. Helpers wait a moment for the next loop before they leave: to call one back takes longer than many a loop.
/// </remarks>
/// <param name="helpers">How many others take part at most; null for as many as there are cores.</param>
internal sealed class Team(int? helpers = null) : IThreadPoolWorkItem
{
    private const long Closed = uint.MaxValue;
    private readonly int _helpers = helpers ?? Math.Min(Environment.ProcessorCount - 1, Portions.MostHelpers);
    private long _next = Closed;
    private int _count;
    private Action<int> _portion = _ => { };
    private int _done;
    private int _called;
    private int _present;
    private bool _isDismissed;
    private ExceptionDispatchInfo? _fault;

    /// <summary>How many others take part at most.</summary>
    public int Helpers => _helpers;

    /// <summary>Runs all portions; returns when the last has ended.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="portion">Does one of them, from 0; may be called from several threads at once.</param>
    /// <param name="isShared">Whether other cores may take part.</param>
    public void Run(int count, Action<int> portion, bool isShared = true)
    {
        if (!isShared || _helpers == 0 || count < 2)
        {
            for (int k = 0; k < count; k++)
            {
                portion(k);
            }

            return;
        }

        // The loop before is closed: nobody takes anything until the number is set again.
        long loop = (Volatile.Read(ref _next) >> 32) + 1;
        (_count, _portion, _done, _fault) = (count, portion, 0, null);
        Volatile.Write(ref _isDismissed, false);
        Interlocked.Exchange(ref _next, loop << 32);
        for (int h = Math.Min(_helpers, count - 1) - Volatile.Read(ref _present) - Volatile.Read(ref _called); h > 0 && Crew.Send(this); h--)
        {
            Interlocked.Increment(ref _called);
        }

        TakePortions();
        var wait = default(SpinWait);
        while (Volatile.Read(ref _done) < count)
        {
            // A portion is short, so that a sleep of a millisecond would be far too long.
            wait.SpinOnce(sleep1Threshold: -1);
        }

        Interlocked.Exchange(ref _next, (loop << 32) | Closed);
        _fault?.Throw();
    }

    /// <summary>Sends the helpers away, where no further loop comes soon.</summary>
    public void Dismiss() => Volatile.Write(ref _isDismissed, true);

    /// <inheritdoc/>
    public void Execute()
    {
        Interlocked.Decrement(ref _called);
        if (Interlocked.Increment(ref _present) <= _helpers)
        {
            long seen;
            do
            {
                seen = Volatile.Read(ref _next) >> 32;
                TakePortions();
                long deadline = Stopwatch.GetTimestamp() + Crew.Patience;
                while (Volatile.Read(ref _next) >> 32 == seen && !Volatile.Read(ref _isDismissed) && Stopwatch.GetTimestamp() < deadline)
                {
                    Thread.SpinWait(20);
                }
            }
            while (Volatile.Read(ref _next) >> 32 != seen);
        }

        Interlocked.Decrement(ref _present);
    }

    private void TakePortions()
    {
        while (true)
        {
            long next = Volatile.Read(ref _next);
            int k = (int)(uint)next;
            if ((uint)next == Closed || k >= Volatile.Read(ref _count))
            {
                return;
            }

            Action<int> portion = Volatile.Read(ref _portion);
            if (Interlocked.CompareExchange(ref _next, next + 1, next) != next)
            {
                continue;
            }

            try
            {
                portion(k);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(exception), null);
            }

            Interlocked.Increment(ref _done);
        }
    }
}
