namespace ProbDsl;

/// <summary>Looks on while an ELBO over fixed draws is maximised, and tells how far it is and how far off it may be.</summary>
internal sealed class ElboWatch<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // In eight runs, whose spread is known to about a quarter.
    private const int DrawsOfError = 64;

    private readonly TProgram _program;
    private readonly ProgressReporter _reporter;
    private readonly ulong _seed;
    private readonly string _stage;

    private ElboWatch(TProgram program, ProgressReporter reporter, ulong seed, string stage)
        => (_program, _reporter, _seed, _stage) = (program, reporter, seed, stage);

    /// <summary>How many fixed draws the ELBO is averaged over.</summary>
    public int Draws { get; set; }

    /// <returns>Null where nobody is to be told.</returns>
    public static ElboWatch<TProgram, T>? Of(TProgram program, FitOptions options, int draws, string stage)
        => options.Reporter is null ? null : new ElboWatch<TProgram, T>(program, options.Reporter, options.Seed, stage) { Draws = draws };

    /// <summary>After an accepted step.</summary>
    public void Step(double loss, double[] phi)
    {
        _reporter.Step(-loss);
        if (_reporter.IsDue)
        {
            double ofFresh = new FreshAverage<TProgram>(_program, phi, ElboPart.Elbo, new FreshDraws(DrawsOfError), _seed).Invoke<T>().StandardError;
            _reporter.Tell(_stage, ofFresh * Math.Sqrt((double)DrawsOfError / Draws));
        }
    }
}
