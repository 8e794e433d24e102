using System.Diagnostics;

namespace ProbDsl;

/// <summary>The stages of a stochastic fit. Within a stage the step size is constant, so the iterates become a stationary chain about the optimum.</summary>
/// <remarks>
/// <para>Where the chain has variance v (in squared units), the mean of its iterates lies off the optimum by about v, by the third derivatives of the
/// ELBO: for log σ of a Gaussian posterior by −v exactly, since E[1 − e^(2(ℓ + δ))] = 0 at ℓ ≈ −Var δ. As v is proportional to the step size, the
/// stage is left for one with smaller steps until v is at most the tolerance. Parameters of the rows of a subsampled plate have a step size of their own:
/// they move once an epoch and could not follow with steps that suit what moves at every step.</para>
/// <para>Then the chain runs on until the standard error of the average, with autocorrelation, is at most the tolerance in each parameter.</para>
/// <para>Where a plate is subsampled, only the parameters of its rows go on from there, to where each is best given the averages of the others. Before that
/// they see the others at a moment when all rows but their own have just pushed at them, once an epoch, which moves a row of few by some √v.</para>
/// </remarks>
internal sealed class StochasticSearch<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private const int LeastStepsPerBlock = 32;
    private const int LeastBlocks = 32;
    private const int BlocksBetweenLooks = 8;

    // Before any merging.
    private const int ProbeBlocks = 8 * LeastBlocks;

    private readonly TProgram _program;
    private readonly StochasticOptions _settings;
    private readonly FitOptions _options;
    private readonly ParameterUnits<TProgram> _units;
    private readonly StepGradient<T> _gradient;
    private readonly StochasticState _state;
    private readonly StochasticSteps<T> _steps;
    private readonly double[] _unit;
    private readonly FitReporter _reporter;
    private readonly double? _centring;
    private readonly bool[] _ofRows;
    private readonly int _wholeCount;
    private readonly long _probeSteps;
    private IterateStatistics? _statistics;
    private string _identity = "";
    private (FitStatus Status, string Reason)? _end;

    /// <param name="program">The model.</param>
    /// <param name="elbo">What a step evaluates.</param>
    /// <param name="rows">Rows of the subsampled plate; 0 where none is.</param>
    /// <param name="options">With stochastic ones.</param>
    /// <param name="centring">Where the centrings of a model in other coordinates start.</param>
    public StochasticSearch(TProgram program, StepElbo<T> elbo, int rows, FitOptions options, double? centring = null)
    {
        _centring = centring;
        (_program, _options, _settings) = (program, options, options.Stochastic!);
        if (_settings.Draws < 8 || _settings.Draws % 8 != 0)
        {
            throw new ArgumentException($"StochasticOptions.Draws must be a positive multiple of 8, but is {_settings.Draws}.", nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(_settings.BatchSize, 1);
        int count = program.ParameterCount;
        _units = new ParameterUnits<TProgram>(program);
        var order = new BatchOrder(rows, _settings.BatchSize, options.Seed);
        _gradient = new StepGradient<T>(elbo, _settings.Draws, order, options.Seed);
        int epochs = (LeastStepsPerBlock + order.BatchesPerEpoch - 1) / order.BatchesPerEpoch;
        _state = new StochasticState(count, epochs * order.BatchesPerEpoch, StepRule.Of(program, _units, _settings.Method));
        _unit = new double[count];
        (_ofRows, _wholeCount) = (elbo.Parameters.OfRows(), elbo.Parameters.WholeCount);
        _steps = new StochasticSteps<T>(_gradient, _state, _settings, _ofRows, _wholeCount);
        _probeSteps = (long)ProbeBlocks * _state.Blocks.StepsPerBlock;
        _reporter = new FitReporter(_settings, options.Reporter, _state);
    }

    public long Steps => _state.Step;

    /// <summary>Says which fit this is, once it has begun.</summary>
    public string Identity => _identity;

    /// <summary>Finds a finite start.</summary>
    public void Begin()
    {
        double[] phi = _state.Phi;
        _program.InitialParameters(phi);
        if (_centring is double centring)
        {
            phi.AsSpan(phi.Length - _program.Coordinates.Count).Fill(centring);
        }

        int tried = 0;
        if (!Start.TryFind(_gradient, _program, phi, _options.Seed, ref tried))
        {
            _end = (FitStatus.NotFinite, $"None of {tried} starts gave a finite ELBO.");
            return;
        }

        _identity = Identify();
        phi.CopyTo(_state.Best, 0);
        _state.StepSize = _state.RowStepSize = _settings.StepSize ?? _state.Rule.DefaultStepSize;
        _state.Blocks.Restart(phi);
    }

    /// <summary>Goes to where the iterates are first stationary, or so many steps that they ought to be; which changes nothing of how the fit goes on.</summary>
    /// <returns>The ELBO in the later half of the steps; −∞ where they failed.</returns>
    public double Probe()
    {
        while (_end is null && !IsStationary() && _state.Step < _probeSteps)
        {
            _end = Block() ?? AtCap();
        }

        int end = _state.Blocks.Count;
        double mean = 0;
        for (int b = end / 2; b < end; b++)
        {
            mean += _state.Blocks.Elbo(b) / (end - (end / 2));
        }

        return end > 0 && double.IsFinite(mean) && _end is not { Status: FitStatus.NotFinite } ? mean : double.NegativeInfinity;
    }

    /// <summary>Goes to the end, from where the checkpoint is where there is one.</summary>
    public (FitStatus Status, string Reason, double[] Phi) Run()
    {
        if (_end is null && _settings.Checkpoint is string path && File.Exists(path))
        {
            _state.Load(path, _identity);
        }

        (FitStatus status, string reason) = _end ?? Look() ?? Climb();
        if (_end is null && status is (FitStatus.Converged or FitStatus.IterationLimit))
        {
            // These two end with a block; elsewhere the last save stands. Before the coordinates are chosen nothing is saved: a fit that goes on would choose.
            _reporter.Save(_identity, always: true);
        }

        return (status, reason, status == FitStatus.Converged || _state.RowsOnly || _statistics is { IsStationary: true } ? Average() : _state.Best);
    }

    public StochasticSummary Summary()
    {
        IterateStatistics statistics = _statistics ?? new IterateStatistics(double.NaN, false, double.NaN, double.NaN, double.NaN, double.NaN);
        return new StochasticSummary(
            _state.Step, _state.StepSize, Error(statistics), statistics.RHat, statistics.EffectiveSampleSize, Average(), _state.Best, (double[])_state.Phi.Clone());
    }

    private (FitStatus Status, string Reason) Climb()
    {
        while (true)
        {
            if ((Block() ?? Look() ?? AtCap()) is { } end)
            {
                return end;
            }

            _reporter.Save(_identity, always: false);
            _reporter.Report(_statistics);
        }
    }

    private (FitStatus Status, string Reason)? Block()
    {
        _units.Write(_state.Phi, _unit);
        return _steps.ToEndOfBlock(_unit, _options.Cancellation);
    }

    private (FitStatus Status, string Reason)? AtCap() => _state.Step >= _settings.MaxSteps ? (FitStatus.IterationLimit, Cap()) : null;

    /// <summary>At the end of some blocks: whether the fit is at its end, or the stage at its own.</summary>
    private (FitStatus Status, string Reason)? Look()
    {
        if (!IsStationary())
        {
            return null;
        }

        double tolerance = _settings.Tolerance;
        IterateStatistics now = _statistics!.Value;
        if (now.Variance > tolerance || now.RowVariance > tolerance)
        {
            _state.StepSize *= Shrinkage(now.Variance);
            _state.RowStepSize *= Shrinkage(now.RowVariance);
            BeginStage();
            return null;
        }

        if (now.StandardError <= tolerance && !_state.RowsOnly && _wholeCount < _ofRows.Length)
        {
            (_state.RowsOnly, _state.WholeError) = (true, now.StandardError);
            BeginStage();
            return null;
        }

        return now.StandardError > tolerance ? null : (FitStatus.Converged, FormattableString.Invariant(
            $"The standard error of the averaged parameters is {Error(now):0.#####} units, within the tolerance {tolerance:0.#####}; R-hat {now.RHat:0.000}, {_state.Step} steps."));
    }

    private double Error(IterateStatistics statistics) => Math.Max(statistics.StandardError, _state.WholeError);

    private void BeginStage()
    {
        double[] average = Average();
        average.CopyTo(_state.Phi, 0);
        _state.Rule.Restart();
        _state.Failures = 0;
        _state.Blocks.Restart(average);
    }

    // Half of what would do if v were exactly proportional, and no more than a jump to 1/64.
    private double Shrinkage(double variance)
        => variance > _settings.Tolerance ? Math.Clamp(0.5 * _settings.Tolerance / variance, 1.0 / 64, 0.5) : 1;

    // At the end of some blocks; elsewhere there is nothing to say.
    private bool IsStationary()
    {
        IterateBlocks blocks = _state.Blocks;
        if (blocks.Count < LeastBlocks || blocks.Count % BlocksBetweenLooks != 0)
        {
            return false;
        }

        _units.Write(Average(), _unit);
        _statistics = IterateStatistics.Of(blocks, _unit, _ofRows, _settings.Tolerance);
        return _statistics.Value.IsStationary;
    }

    private string Cap() => _statistics is { } s && s.IsStationary
        ? FormattableString.Invariant($"After {_state.Step} steps, the most allowed, the standard error of the averaged parameters is {s.StandardError:0.####} units, above the tolerance {_settings.Tolerance:0.#####}.")
        : FormattableString.Invariant($"After {_state.Step} steps, the most allowed, the iterates are not yet stationary: R-hat {_statistics?.RHat ?? double.NaN:0.00}.");

    private double[] Average()
    {
        int end = _state.Blocks.Count;
        double[] average = (double[])_state.Phi.Clone();
        for (int i = 0; i < average.Length && end > 0; i++)
        {
            average[i] = _state.Blocks.Mean(end / 2, end, i);
        }

        return average;
    }

    // The ELBO of the first step depends on all that a fit depends on, also on the data of its first batch.
    private string Identify()
    {
        double first = _gradient.Evaluate(_state.Phi, 0, new double[_gradient.Most]);
        StochasticOptions s = _settings;
        return FormattableString.Invariant(
            $"model {_program.Name}, q {_program.Family}, {_program.ParameterCount} parameters, seed {_options.Seed}, {s.Method}, {s.Estimator}, batches of {s.BatchSize}, {s.Draws} draws, step size {s.StepSize ?? _state.Rule.DefaultStepSize:R}, clip {s.ClipNorm:R}, decay {s.WeightDecay:R}, tolerance {s.Tolerance:R}, first ELBO {first:R}");
    }
}
