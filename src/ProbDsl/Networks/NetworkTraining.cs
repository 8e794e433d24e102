using System.Diagnostics;

namespace ProbDsl;

/// <summary>Trains a model with networks by Adam on minibatches, one draw of z for each row and step.</summary>
public static class NetworkTraining
{
    /// <summary>Trains. Used by generated code.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="heldOut">The same with other data; null for none.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    public static TrainingResult Run<TProgram>(TProgram program, TProgram? heldOut, TrainingOptions? options)
        where TProgram : struct, INetworkProgram
        => new Training<TProgram>(program, heldOut, options ?? new TrainingOptions()).Run();

    private sealed class Training<TProgram>
        where TProgram : struct, INetworkProgram
    {
        private readonly TProgram _program;
        private readonly TProgram? _heldOut;
        private readonly TrainingOptions _options;
        private readonly BatchOrder _order;
        private readonly BatchNoise _noise;
        private readonly Workspace<Scalar> _workspace = new();
        private readonly TrainingState _state;
        private readonly double[] _gradient;
        private readonly double[] _variates;

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
            (_program, _heldOut, _options) = (program, heldOut, options);
            _noise = new BatchNoise(program);
            _order = new BatchOrder(program.BatchRows, options.BatchSize, options.Seed);
            _state = new TrainingState(program.ParameterCount);
            _gradient = new double[program.ParameterCount];
            _variates = new double[_order.LargestSize * _noise.Width];
            if (heldOut is TProgram other)
            {
                TrainingResult.Demand(program.Name, program.Networks, other.Networks);
            }

            program.InitialParameters(_state.Parameters);
            _state.Parameters.CopyTo(_state.Best, 0);
        }

        public TrainingResult Run()
        {
            string identity = Identity();
            if (_options.Checkpoint is string path && File.Exists(path))
            {
                _state.Load(path, identity);
            }

            (FitStatus status, string reason) = _program.BatchRows == 0 ? (FitStatus.Converged, "There are no rows.") : Epochs(identity);
            return new TrainingResult(_program.Name, [.. _program.Networks], _heldOut is null ? _state.Parameters : _state.Best, status, reason, [.. _state.Epochs]);
        }

        private (FitStatus Status, string Reason) Epochs(string identity)
        {
            long begun = Stopwatch.GetTimestamp();
            int first = _state.Epochs.Count;
            while (_state.Epochs.Count < _options.Epochs)
            {
                if (_options.Patience is int patience && _state.EpochsSinceBest >= patience)
                {
                    return (FitStatus.Converged, $"The ELBO of the data held out has not risen for {patience} epochs.");
                }

                double[] before = [.. _state.Parameters];
                double sum = 0;
                for (int k = 0; k < _order.BatchesPerEpoch; k++)
                {
                    if (_options.Cancellation.IsCancellationRequested)
                    {
                        return (FitStatus.Cancelled, $"Cancelled after {_state.Epochs.Count} whole epochs.");
                    }

                    if (Step() is not double elbo)
                    {
                        string where = _program.LocateNonFinite(_state.Parameters, new double[_program.NoiseCount]) is { } found ? " " + found : "";
                        before.CopyTo(_state.Parameters, 0);
                        return (FitStatus.NotFinite, $"Step {k + 1} of epoch {_state.Epochs.Count + 1} met an ELBO or a gradient that is not finite; the parameters are those before the epoch.{where}");
                    }

                    sum += elbo;
                }

                int done = _state.Epochs.Count + 1;
                double held = _heldOut is TProgram other ? NetworkEvaluation.ElboOf(other, _state.Parameters) : double.NaN;
                TimeSpan left = (_options.Epochs - done) * (Stopwatch.GetElapsedTime(begun) / (done - first));
                _state.End(new TrainingEpoch(done, sum / _order.BatchesPerEpoch, held, left));
                if (_options.Checkpoint is string path)
                {
                    _state.Save(path, identity);
                }

                _options.Progress?.Report(_state.Epochs[^1]);
            }

            return (FitStatus.IterationLimit, $"All {_options.Epochs} epochs are done.");
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

            double[] start = new double[_program.ParameterCount];
            _program.InitialParameters(start);
            ReadOnlySpan<int> batch = _order.Batch(0);
            return ScalarSpan.ToDouble(_program.ElboOnBatch(
                ScalarSpan.Cast(start), ScalarSpan.Cast(new double[batch.Length * _noise.Width]), batch, ScalarSpan.Cast(_gradient.AsSpan()), _workspace));
        }

        private double Progress => _state.Step / ((double)_order.BatchesPerEpoch * _options.Epochs);

        // The ELBO per row; null where it or its gradient is not finite.
        private double? Step()
        {
            ReadOnlySpan<int> batch = _order.Batch(_state.Step);
            Span<double> noise = _variates.AsSpan(0, batch.Length * _noise.Width);
            _noise.Fill(noise, batch, _options.Seed, Streams.RowsOfStep(_state.Step));
            _workspace.TrainingSeed = unchecked(_options.Seed ^ ((ulong)(_state.Step + 1) * 0x9E3779B97F4A7C15UL));
            double elbo = ScalarSpan.ToDouble(_program.ElboOnBatch(
                ScalarSpan.Cast(_state.Parameters.AsSpan()), ScalarSpan.Cast(noise), batch, ScalarSpan.Cast(_gradient.AsSpan()), _workspace));
            return double.IsFinite(elbo) && _state.Move(_gradient, _program.BatchRows, Progress, _options) ? elbo / _program.BatchRows : null;
        }

        // What must be the same for a checkpoint to go on.
        private string Identity() => FormattableString.Invariant(
            $"{_program.Name}; data by which the first batch has the ELBO {FirstElbo():R}; {(_heldOut is TProgram other ? other.BatchRows : 0)} rows held out; {_program.ParameterCount} parameters; {_program.BatchRows} rows; batches of {_options.BatchSize}; step {_options.StepSize:R} to {_options.FinalStepSize ?? _options.StepSize:R} over {_options.Epochs} epochs; decay {_options.WeightDecay:R}; clip {_options.ClipNorm:R}; seed {_options.Seed}; {string.Join("; ", _program.Networks.Select(n => n.Name + " = " + n.Network))}");
    }
}
