using System.Numerics;

namespace ProbDsl;

/// <summary>The stages of maximising one ELBO: rough, full, and with more draws while the draws are seen to matter.</summary>
internal sealed class ElboSearch<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // The draws suffice when they cost at most this many nats for each parameter, 1/70 of a standard deviation, ...
    private const double LossPerParameter = 1e-4;

    // ... and at most this many in all.
    private const double LargestLoss = 0.01;

    // Nats that are small against what the draws may cost.
    private const double Near = 1e-5;

    // Slope in log σ where a fit cannot have ended: half a nat for each nat.
    private const double Steep = 0.5;

    // A mean that is not farther from its start, in standard deviations, has not moved: draws that are spread evenly leave a symmetric function symmetric to less, and
    // a mean that data draw anywhere is that near by chance once in a thousand or so.
    private const double Unmoved = 1e-3;
    private const int MostSaddles = 3;

    private readonly TProgram _program;
    private readonly FitOptions _options;
    private readonly double[] _phi;
    private readonly bool _isNear;
    private readonly Lbfgs _optimiser;
    private readonly ElboWatch<TProgram, T>? _watch;
    private readonly Team _team = new();
    private readonly ElboMemory<T> _memory;
    private FixedDraws _fixedDraws;

    /// <summary>Prepares a search that starts from and improves <paramref name="phi"/> in place.</summary>
    /// <param name="program">The model.</param>
    /// <param name="options">The settings of the fit.</param>
    /// <param name="phi">The parameters.</param>
    /// <param name="near">The rough fit that they come from, which then need not be made again; null where there was none.</param>
    public ElboSearch(TProgram program, FitOptions options, double[] phi, RoughFit.Result? near = null)
    {
        (_program, _options, _phi, _isNear) = (program, options, phi, near is not null);
        Draws = NoiseBudget.Initial(program, options);
        _watch = ElboWatch<TProgram, T>.Of(program, options, Draws, "ELBO");
        _memory = new ElboMemory<T>(phi.Length);
        _optimiser = new Lbfgs(phi.Length, Settings(options.GainTolerance, _watch));
        _optimiser.Curvature = near?.Curvature ?? _optimiser.Curvature;
        _fixedDraws = FixedDraws.Shared(Draws, program.NoiseCount, options.Seed, Streams.FixedDraws);
    }

    /// <summary>Accepted steps of all stages.</summary>
    public int Iterations { get; private set; }

    /// <summary>Evaluations of all stages.</summary>
    public int Evaluations { get; private set; }

    /// <summary>The number of fixed draws of the last stage.</summary>
    public int Draws { get; private set; }

    /// <summary>Runs all stages.</summary>
    /// <returns>How the last one ended.</returns>
    public LbfgsResult Run()
    {
        LbfgsResult end = RunStages();
        _team.Dismiss();
        return end;
    }

    private LbfgsResult RunStages()
    {
        var objective = Over(_fixedDraws);
        int evaluations = 0;
        bool found = Start.TryFind(objective, _program, _phi, _options.Seed, ref evaluations);
        Evaluations = evaluations;
        if (!found)
        {
            return new LbfgsResult(
                FitStatus.NotFinite, $"None of {evaluations} starts gave a finite ELBO.", double.NaN, 0, evaluations, double.NaN, double.NaN);
        }

        if (!_isNear && NoiseBudget.Rough(_program, Draws) is int rough && rough < Draws)
        {
            RunRough(rough);
        }

        // Near the optimum it shows whether the draws suffice; where they do, on to the end.
        LbfgsResult end = Minimise(objective, Math.Max(Near, _options.GainTolerance));
        // Where q is corrected, a saddle between two mirrored hills is the better place to look at both from: on either hill the other may go unseen.
        for (int saddles = 0; !_options.Correct && saddles < MostSaddles && end.Status == FitStatus.Converged && LeavesSaddle(objective); saddles++)
        {
            end = Minimise(objective, Math.Max(Near, _options.GainTolerance), keepCurvature: false);
        }

        while (end.Status == FitStatus.Converged && 2 * Draws <= _options.MaxDraws && MoreDraws() is > 1 and int factor)
        {
            Draws *= factor;
            _watch?.Draws = Draws;
            _fixedDraws = FixedDraws.Shared(Draws, _program.NoiseCount, _options.Seed, Streams.FixedDraws);
            objective = Over(_fixedDraws);
            end = Minimise(objective, Math.Max(Near, _options.GainTolerance));
        }

        end = end.Status == FitStatus.Converged ? Minimise(objective, _options.GainTolerance) : end;
        return end.Status == FitStatus.Converged && end.GradientNorm > Steep && HasCollapsed(objective) ? end with
        {
            Status = FitStatus.LineSearchFailed,
            Reason = "The standard deviation of q has shrunk to nothing on the way from 1, where q starts: the posterior is too narrow or too wide on the scale it is moved on. Write the model in other units.",
        }
        : end;
    }

    // Only where a mean of q is where it was before the first step, which with data that say anything about it is rare: elsewhere no evaluation is spent.
    private bool LeavesSaddle(ElboObjective<TProgram, T> objective)
    {
        double[] start = new double[_phi.Length], units = new double[_phi.Length];
        _program.InitialParameters(start);
        var parameters = new ParameterUnits<TProgram>(_program);
        parameters.Write(_phi, units);
        int[] still = Array.FindAll(parameters.Means, j => Math.Abs(_phi[j] - start[j]) < Unmoved * units[j]);
        int spent = 0;
        bool isLeft = still.Length > 0 && SymmetricSaddle.TryLeave(objective, _phi, still, Array.ConvertAll(still, j => units[j]), Near, ref spent);
        Evaluations += spent;
        return isLeft;
    }

    // Where σ is nothing beside the posterior, ∂ELBO/∂log σ is that of the entropy alone, 1 for each nat, and stays so however the mean moves.
    private bool HasCollapsed(ElboObjective<TProgram, T> objective)
    {
        double[] gradient = new double[_phi.Length];
        Evaluations++;
        objective.Evaluate(_phi, gradient);
        return ParameterUnits<TProgram>.LogSds(_program)?.Any(j => gradient[j] < -Steep) == true;
    }

    /// <summary>Where the first value that is not finite arises at the current parameters; null when nowhere.</summary>
    public NonFiniteValue? LocateNonFinite()
    {
        for (int k = 0; k < _fixedDraws.Count; k++)
        {
            if (_program.LocateNonFinite(_phi, _fixedDraws.Draw(k)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    // Only its end point counts, and only if the full set of draws finds it finite.
    private void RunRough(int draws)
    {
        FixedDraws few = FixedDraws.Shared(draws, _program.NoiseCount, _options.Seed, Streams.FixedDraws);
        double[] before = (double[])_phi.Clone();
        var optimiser = new Lbfgs(_phi.Length, Settings(gainTolerance: 1e-3, ElboWatch<TProgram, T>.Of(_program, _options, draws, "rough optimisation")));
        LbfgsResult end = optimiser.Minimise(Over(few), _phi);
        Count(end);
        double[] gradient = new double[_phi.Length];
        Evaluations++;
        if (!double.IsFinite(Over(_fixedDraws).Evaluate(_phi, gradient)) || !VectorMath.AllFinite(gradient))
        {
            before.CopyTo(_phi, 0);
        }
    }

    private ElboObjective<TProgram, T> Over(FixedDraws draws) => new(_program, draws, _memory, _team);

    // The curvature that earlier draws have shown serves later ones.
    private LbfgsResult Minimise(ElboObjective<TProgram, T> objective, double gainTolerance, bool keepCurvature = true)
    {
        LbfgsResult end = _optimiser.Minimise(objective, _phi, keepCurvature, gainTolerance);
        Count(end);
        return end;
    }

    private void Count(LbfgsResult end)
    {
        Iterations += end.Iterations;
        Evaluations += end.Evaluations;
    }

    // By which power of two the draws should be multiplied; 1 when they suffice. The gradient g on as many independent draws would be
    // zero if the draws did not matter; ½ gᵀHg is what a Newton step on those would gain. Both sets err, hence half of it is the loss
    // from the present one. The loss falls at least in proportion to the number of draws.
    private int MoreDraws()
    {
        FixedDraws others = FixedDraws.Shared(Draws, _program.NoiseCount, _options.Seed, Streams.SecondDraws);
        double[] gradient = new double[_phi.Length];
        Evaluations++;
        double value = Over(others).Evaluate(_phi, gradient);
        double[] step = (double[])gradient.Clone();
        _optimiser.ApplyInverseHessian(step);
        double loss = 0.25 * VectorMath.Dot(gradient, step);
        double allowed = Math.Min(LargestLoss, LossPerParameter * _phi.Length);
        double most = _options.MaxDraws / Draws;
        double wanted = double.IsFinite(value) && !(loss > allowed * most) ? loss / allowed : most;
        return wanted > 1 ? (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(wanted)), RoundDown(most)) : 1;
    }

    private static uint RoundDown(double limit) => 1u << BitOperations.Log2((uint)limit);

    private LbfgsOptions Settings(double gainTolerance, ElboWatch<TProgram, T>? watch) => new()
    {
        MaxIterations = _options.MaxIterations,
        GainTolerance = gainTolerance,
        GradientTolerance = _options.GradientTolerance,
        Cancellation = _options.Cancellation,
        Watch = watch is null ? null : watch.Step,
    };
}
