using System.Diagnostics;

namespace ProbDsl;

/// <summary>Tells how a fit goes, not more often than asked for. What it does has no influence on the fit.</summary>
internal sealed class ProgressReporter(IProgress<FitProgress> progress, TimeSpan interval)
{
    private long _reported;
    private long _steps;
    private double _elbo = double.NaN;

    /// <summary>Whether it is time for another report.</summary>
    public bool IsDue => _reported == 0 || Stopwatch.GetElapsedTime(_reported) >= interval;

    /// <summary>A step of a quasi-Newton optimisation.</summary>
    public void Step(double elbo)
    {
        _steps++;
        _elbo = elbo;
    }

    /// <summary>A step towards the full-rank Gaussian, whose draws are summed up before anybody could ask how they scatter.</summary>
    public void StepOfFullRank(double loss, double[] point)
    {
        Step(-loss);
        Enter("full rank");
    }

    /// <summary>At a stage, or another piece of it: tells where it is time.</summary>
    public void Enter(string stage)
    {
        if (IsDue)
        {
            Tell(stage, double.NaN);
        }
    }

    /// <summary>Tells of the last step.</summary>
    public void Tell(string stage, double error) => Tell(new FitProgress(stage, _steps, _elbo, error, TimeLeft: null));

    /// <summary>Tells.</summary>
    public void Tell(FitProgress now)
    {
        _reported = Stopwatch.GetTimestamp();
        (_steps, _elbo) = (now.Step, now.Elbo);
        progress.Report(now);
    }
}
