using System.Runtime.ExceptionServices;

namespace ProbDsl;

/// <summary>Work that another core may take up; where none has in time, whoever needs the result does it.</summary>
/// <remarks>So it costs next to nothing where all cores are busy, and a thread never waits for work that nobody has begun.</remarks>
/// <typeparam name="TResult">What the work gives.</typeparam>
internal sealed class Errand<TResult> : IThreadPoolWorkItem
{
    // Beyond it the wait is long, and the core of use to others.
    private const int Spins = 60;
    private readonly Func<TResult> _work;
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
            var wait = default(SpinWait);
            while (!_isDone && wait.Count < Spins)
            {
                // Some microseconds as a rule, so that a sleep of a millisecond would be far too long.
                wait.SpinOnce(sleep1Threshold: -1);
            }

            lock (_work)
            {
                while (!_isDone)
                {
                    Monitor.Wait(_work);
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
        if (Environment.ProcessorCount > 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(errand, preferLocal: false);
        }

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
            _result = _work();
        }
        catch (Exception exception)
        {
            _fault = ExceptionDispatchInfo.Capture(exception);
        }

        lock (_work)
        {
            _isDone = true;
            Monitor.PulseAll(_work);
        }
    }
}
