using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace ProbDsl;

/// <summary>Work that another core may take up; where none has in time, whoever needs the result does it.</summary>
/// <remarks>So it costs next to nothing where all cores are busy, and a thread never waits for work that nobody has begun.</remarks>
/// <typeparam name="TResult">What the work gives.</typeparam>
internal sealed class Errand<TResult> : IThreadPoolWorkItem
{
    private Func<TResult>? _work;
    private readonly object _done = new();
    private int _isTaken;
    private volatile bool _isDone;
    private TResult? _result;
    private ExceptionDispatchInfo? _fault;

    private Errand(Func<TResult> work) => _work = work;

    /// <summary>The result, and what the work threw.</summary>
    public TResult Result
    {
        get
        {
            Execute();
            for (long deadline = Stopwatch.GetTimestamp() + Crew.Patience; !_isDone && Stopwatch.GetTimestamp() < deadline;)
            {
                // Some microseconds as a rule, so that to sleep would be far too long.
                Thread.SpinWait(20);
            }

            lock (_done)
            {
                while (!_isDone)
                {
                    Monitor.Wait(_done);
                }
            }

            _fault?.Throw();
            return _result!;
        }
    }

    /// <summary>Offers work to the other cores.</summary>
    public static Errand<TResult> Send(Func<TResult> work)
    {
        var errand = new Errand<TResult>(work);
        _ = Crew.Send(errand);
        return errand;
    }

    /// <summary>Takes back work whose result is no longer wanted; what has begun goes on to its end.</summary>
    public void Withdraw() => Interlocked.Exchange(ref _isTaken, 1);

    /// <inheritdoc/>
    public void Execute()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) == 1)
        {
            return;
        }

        try
        {
            _result = _work!();
        }
        catch (Exception exception)
        {
            _fault = ExceptionDispatchInfo.Capture(exception);
        }

        // Whoever still has this in a queue does not keep what the work was done on.
        _work = null;
        lock (_done)
        {
            _isDone = true;
            Monitor.PulseAll(_done);
        }
    }
}
