using System.Diagnostics;
using System.Numerics;

namespace ProbDsl;

/// <summary>One training, in one precision.</summary>
internal sealed class Training<TProgram, TNumber, TPack>
    where TProgram : struct, INetworkProgram
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    where TPack : unmanaged, IVectorPack<TPack, TNumber>
{
    // Output weights may start at a tenth of their usual size, at a hundredth, at a thousandth.
    private const int MostShrinkings = 3;
    private const double Shrinking = 0.1;

    // So many times the nats of a start from smaller outputs are no start: digits have 1.1 times at theirs, affine networks of large numbers more than 10, which they soon make good, and an
    // exponential of an exponential has no end.
    private const double Absurd = 1e4;

    private readonly TProgram _program;
    private readonly TProgram? _heldOut;
    private readonly TrainingOptions _options;
    private readonly BatchOrder _order;
    private readonly TrainingObjective _objective;
    private readonly BatchShares<TProgram, TNumber, TPack> _shares;
    private readonly Adam<TNumber, TPack> _adam;
    private readonly TrainingState<TNumber> _state;
    private readonly TNumber[] _before;
    private int _shrinkings;

    public Training(TProgram program, TProgram? heldOut, TrainingOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Epochs);
        Check(options.StepSize > 0 && double.IsFinite(options.StepSize), nameof(options.StepSize), options.StepSize, "positive and finite");
        Check(options.FinalStepSize is not double final || (final >= 0 && double.IsFinite(final)), nameof(options.FinalStepSize), options.FinalStepSize, "at least 0 and finite");
        Check(options.WeightDecay >= 0 && double.IsFinite(options.WeightDecay), nameof(options.WeightDecay), options.WeightDecay, "at least 0 and finite");
        Check(options.ClipNorm > 0, nameof(options.ClipNorm), options.ClipNorm, "positive");
        Check(options.Patience is not int patience || patience >= 1, nameof(options.Patience), options.Patience, "at least 1");
        Check(options.Patience is null || heldOut is not null, nameof(options.Patience), options.Patience, "null without data held out, whose ELBO it waits for");
        Check(options.Aggressive is not { } lead || (lead.Steps >= 1 && lead.Part is > 0 and <= 1), nameof(options.Aggressive), options.Aggressive, "of at least 1 step over a part above 0 and at most 1");
        (_program, _heldOut, _options) = (program, heldOut, options);
        _order = new BatchOrder(program.BatchRows, options.BatchSize, options.Seed);
        var team = new Team();
        _objective = options.Objective ?? program.Objective ?? Objectives.Elbo;
        _shares = BatchShares<TProgram, TNumber, TPack>.Of(program, _objective, _order.LargestSize, options.Seed, team);
        _adam = new(program.ParameterCount, team, options.DecayAll ? null : WeightMatrices.Of(program.Networks)) { GuideParameters = program.GuideParameterCount };
        _state = new(_adam);
        _before = new TNumber[program.ParameterCount];
        if (heldOut is TProgram other)
        {
            TrainingResult.Demand(program.Name, program.Networks, other.Networks);
        }

        Start(_state.Parameters);
        _state.Parameters.CopyTo(_state.Best, 0);
    }

    private void Start(TNumber[] parameters)
    {
        double[] start = new double[parameters.Length];
        _program.InitialParameters(start);
        foreach (NetworkPlace place in _program.Networks.Where(_ => _shrinkings > 0))
        {
            place.Network.ScaleOutput(start.AsSpan(place.Offset, place.Network.WeightCount), Math.Pow(Shrinking, _shrinkings));
        }

        Numbers.Convert<double, TNumber>(start, parameters);
    }

    public TrainingResult Run()
    {
        double elbo = FirstElbo();
        string identity = Identity(elbo);
        if (_options.Checkpoint is string path && File.Exists(path))
        {
            _state.Load(path, identity);
        }

        ChooseStart(elbo);
        (FitStatus status, string reason) = _program.BatchRows == 0 ? (FitStatus.Converged, "There are no rows.") : Epochs(identity);
        return new TrainingResult(_program.Name, [.. _program.Networks], [.. _program.Arrays], Numbers.ToDoubles(_heldOut is null ? _state.Parameters : _state.Best), status, reason, [.. _state.Epochs]);
    }

    private (FitStatus Status, string Reason) Epochs(string identity)
    {
        long begun = Stopwatch.GetTimestamp();
        int first = _state.Epochs.Count;
        while (_state.Epochs.Count < _options.Epochs)
        {
            if (_options.Patience is int patience && _state.EpochsSinceBest >= patience)
            {
                return (FitStatus.Converged, $"The ELBO of the data held out has not risen for {patience} epochs.{Smaller}");
            }

            _state.Parameters.CopyTo(_before, 0);
            if (RunEpoch(out double elbo, out double objective) is { } end && (end.Status == FitStatus.Cancelled || !StartsSmaller(out elbo, out objective)))
            {
                return end;
            }

            int done = _state.Epochs.Count + 1;
            NetworkEvaluation? held = _heldOut is TProgram other ? NetworkEvaluation.Brief(other, Numbers.ToDoubles(_state.Parameters)) : null;
            TimeSpan left = (_options.Epochs - done) * (Stopwatch.GetElapsedTime(begun) / (done - first));
            _state.End(new TrainingEpoch(done, elbo / _order.BatchesPerEpoch, objective / _order.BatchesPerEpoch, held?.Elbo.Value ?? double.NaN, left)
            {
                HeldOutElboError = held?.Elbo.StandardError ?? double.NaN,
                HeldOutReconstruction = held?.Reconstruction.Value ?? double.NaN,
                HeldOutKl = held?.Kl.Value ?? double.NaN,
            });
            if (_options.Checkpoint is string path)
            {
                _state.Save(path, identity);
            }

            _options.Progress?.Report(_state.Epochs[^1]);
        }

        return (FitStatus.IterationLimit, $"All {_options.Epochs} epochs are done.{Smaller}");
    }

    private string Smaller => _shrinkings == 0 ? ""
        : FormattableString.Invariant($" The last layers of the networks started at {Math.Pow(Shrinking, _shrinkings)} of their usual size: from that the ELBO or its gradient was not finite, or of no use. Data of mean 0 and standard deviation 1 start well.");

    // What a last layer gives at its usual size may be too much where its exponential is a scale and data are large. A training that goes on from a checkpoint has chosen already, and the
    // same again.
    private void ChooseStart(double usual)
    {
        while (_program.BatchRows > 0 && _shrinkings < MostShrinkings)
        {
            _shrinkings++;
            double smaller = FirstElbo();
            if (double.IsFinite(usual) && !(usual < -Absurd * Math.Max(1, Math.Abs(smaller))))
            {
                _shrinkings--;
                break;
            }

            usual = smaller;
        }

        // Where no size helps, the fault is another's.
        _shrinkings = double.IsFinite(usual) ? _shrinkings : 0;
        if (_shrinkings > 0 && _state.Epochs.Count == 0)
        {
            Start(_state.Parameters);
            _state.Parameters.CopyTo(_state.Best, 0);
        }
    }

    // Null where it came to its end.
    private (FitStatus Status, string Reason)? RunEpoch(out double elbo, out double objective)
    {
        (elbo, objective) = (0, 0);
        for (int k = 0; k < _order.BatchesPerEpoch; k++)
        {
            if (_options.Cancellation.IsCancellationRequested)
            {
                return (FitStatus.Cancelled, $"Cancelled after {_state.Epochs.Count} whole epochs.");
            }

            if (Step() is not BatchValue value)
            {
                string where = _program.LocateNonFinite(Numbers.ToDoubles(_state.Parameters), new double[_program.NoiseCount]) is { } found ? $" {found}." : "";
                _before.CopyTo(_state.Parameters, 0);
                return (FitStatus.NotFinite, $"Step {k + 1} of epoch {_state.Epochs.Count + 1} met {(ReferenceEquals(_objective, Objectives.Elbo) ? "an ELBO" : "an objective")} or a gradient that is not finite; the parameters are those before the epoch.{where} A smaller StepSize, a ClipNorm, or data of mean 0 and standard deviation 1 may help.");
            }

            elbo += value.Elbo;
            objective += value.Objective;
        }

        return null;
    }

    // The first epoch, and only that, begins again from less.
    private bool StartsSmaller(out double elbo, out double objective)
    {
        (elbo, objective) = (double.NaN, double.NaN);
        while (_state.Epochs.Count == 0 && _shrinkings < MostShrinkings)
        {
            _shrinkings++;
            _adam.Reset();
            Start(_state.Parameters);
            if (RunEpoch(out elbo, out objective) is not { } end)
            {
                return true;
            }

            if (end.Status == FitStatus.Cancelled)
            {
                break;
            }
        }

        if (_shrinkings > 0 && _state.Epochs.Count == 0)
        {
            _before.CopyTo(_state.Parameters, 0);
        }

        return false;
    }

    private static void Check(bool isRight, string name, object? value, string rule)
    {
        if (!isRight)
        {
            throw new ArgumentException(FormattableString.Invariant($"TrainingOptions.{name} must be {rule}, but is {value}."));
        }
    }

    private double FirstElbo()
    {
        if (_program.BatchRows == 0)
        {
            return 0;
        }

        TNumber[] start = new TNumber[_program.ParameterCount];
        Start(start);
        return _shares.Evaluate(start, _order.Batch(0), 0, 0).Elbo;
    }

    private long Steps => (long)_order.BatchesPerEpoch * _options.Epochs;

    private double Progress => _adam.Step / (double)Steps;

    // Null where the objective or its gradient is not finite.
    private BatchValue? Step()
    {
        BatchValue value = _shares.Evaluate(_state.Parameters, _order.Batch(_adam.Step), _adam.Step, Progress);
        (long before, long after) = _options.Aggressive is { } lead ? (lead.WholeSteps(_adam.Step, Steps), lead.WholeSteps(_adam.Step + 1, Steps)) : (_adam.Step, _adam.Step + 1);
        return double.IsFinite(value.Objective) && _adam.Move(_shares.Gradients, _program.BatchRows, Progress, _options, after, movesAll: after > before) ? value : null;
    }

    // What must be the same for a checkpoint to go on.
    private string Identity(double elbo) => FormattableString.Invariant(
        $"{_program.Name}; data by which the first batch has the ELBO {elbo:R}; {(_heldOut is TProgram other ? other.BatchRows : 0)} rows held out; {_program.ParameterCount} parameters in {_program.Precision} precision; {_program.BatchRows} rows; batches of {_options.BatchSize}; step {_options.StepSize:R} to {_options.FinalStepSize ?? _options.StepSize:R} over {_options.Epochs} epochs; decay {_options.WeightDecay:R}{(_options.WeightDecay == 0 ? "" : _options.DecayAll ? " of all" : " of weight matrices")}; clip {_options.ClipNorm:R}; seed {_options.Seed}{(_options.Aggressive is null ? "" : $"; {_options.Aggressive}")}; {_objective.Name}; {string.Join("; ", _program.Networks.Select(n => n.Name + " = " + n.Network))}");
}
