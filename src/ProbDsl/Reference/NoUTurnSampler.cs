namespace ProbDsl;

/// <summary>The no-U-turn sampler with multinomial weights along the trajectory.</summary>
/// <remarks>
/// Hoffman and Gelman 2014 for the doubling, Betancourt 2017 for the weights and for the criterion in terms of the sum of momenta ρ: a piece goes on while
/// ρ·v·p &gt; 0 at both ends. It is asked also of each half with the nearest point of the other: without that a trajectory around an orbit can close unnoticed.
/// Nothing is allocated after the first transition.
/// </remarks>
internal sealed class NoUTurnSampler<TProgram>
    where TProgram : struct, IModelProgram
{
    // An energy error of a thousand nats says that the steps are too long for what is there.
    private const double Divergence = 1000;

    private readonly PhaseSpace<TProgram> _space;
    private readonly int _maxDepth;
    private readonly Trajectory[,] _pieces;
    private readonly Trajectory _whole;
    private readonly Trajectory _extension;
    private readonly PhasePoint _forward;
    private readonly PhasePoint _backward;
    private Philox _random;
    private double _energy;
    private double _acceptance;
    private int _steps;

    public NoUTurnSampler(PhaseSpace<TProgram> space, int maxDepth, Philox random)
    {
        (_space, _maxDepth, _random) = (space, maxDepth, random);
        int n = space.Dimension;
        _pieces = new Trajectory[maxDepth + 1, 2];
        for (int depth = 0; depth <= maxDepth; depth++)
        {
            (_pieces[depth, 0], _pieces[depth, 1]) = (new Trajectory(n), new Trajectory(n));
        }

        (_whole, _extension, _forward, _backward) = (new(n), new(n), new(n), new(n));
    }

    /// <summary>The length of a leapfrog step.</summary>
    public double StepSize { get; set; } = 1;

    /// <summary>Whether the last trajectory diverged.</summary>
    public bool Diverged { get; private set; }

    /// <summary>How often the last trajectory was doubled.</summary>
    public int Depth { get; private set; }

    /// <summary>The mean acceptance probability along the last trajectory.</summary>
    public double Acceptance => _steps == 0 ? 0 : _acceptance / _steps;

    /// <summary>The energy at the start of the last trajectory.</summary>
    public double Energy => _energy;

    /// <summary>Moves a point, whose density and gradient are known, by one trajectory.</summary>
    public void Move(PhasePoint point)
    {
        _space.Kick(point, ref _random);
        (_energy, _acceptance, _steps, Diverged, Depth) = (_space.Energy(point), 0, 0, false, 0);
        point.CopyTo(_forward);
        point.CopyTo(_backward);
        _whole.Begin(point, 0);
        while (Depth < _maxDepth)
        {
            int direction = _random.NextDouble() < 0.5 ? -1 : 1;
            if (!Build(Depth, direction, direction > 0 ? _forward : _backward, _extension))
            {
                break;
            }

            Depth++;

            // The new half is favoured, which takes the draw farther (Betancourt 2017, appendix A.3.2).
            if (Math.Log(_random.NextDouble()) < _extension.LogWeight - _whole.LogWeight)
            {
                _extension.Drawn.CopyTo(_whole.Drawn);
            }

            bool goesOn = direction > 0 ? Join(_whole, _extension, _whole) : Join(_extension, _whole, _whole);
            if (!goesOn)
            {
                break;
            }
        }

        _whole.Drawn.CopyTo(point);
    }

    /// <summary>A step size under which a single step is accepted about as often as not, to begin with.</summary>
    public void GuessStepSize(PhasePoint point)
    {
        int direction = 0;
        for (int k = 0; k < 100; k++)
        {
            point.CopyTo(_forward);
            _space.Kick(_forward, ref _random);
            double before = _space.Energy(_forward);
            _space.Step(_forward, StepSize);
            int wanted = before - _space.Energy(_forward) > Math.Log(0.8) ? 1 : -1;
            direction = direction == 0 ? wanted : direction;
            if (wanted != direction)
            {
                return;
            }

            StepSize *= direction > 0 ? 2 : 0.5;
        }
    }

    // 2^depth steps on from an end, which moves along; false where the piece turns back or diverges.
    private bool Build(int depth, int direction, PhasePoint end, Trajectory into)
    {
        if (depth == 0)
        {
            _space.Step(end, direction * StepSize);
            double error = _space.Energy(end) - _energy;
            _steps++;
            _acceptance += Math.Min(1, Math.Exp(-error));
            Diverged |= error > Divergence;
            into.Begin(end, -error);
            return !Diverged;
        }

        Trajectory near = _pieces[depth, 0], far = _pieces[depth, 1];
        if (!Build(depth - 1, direction, end, near) || !Build(depth - 1, direction, end, far))
        {
            return false;
        }

        double total = ProbMath.LogAddExp(near.LogWeight, far.LogWeight);
        (Math.Log(_random.NextDouble()) < far.LogWeight - total ? far : near).Drawn.CopyTo(into.Drawn);
        return direction > 0 ? Join(near, far, into) : Join(far, near, into);
    }

    // Two pieces, the first behind the second in time; into may be one of them. What is drawn stays. True where the joined piece does not turn back.
    private bool Join(Trajectory behind, Trajectory ahead, Trajectory into)
    {
        bool goesOn = IsOn(behind.First, ahead.Last, behind.Sum, ahead.Sum)
            & IsOn(behind.First, ahead.First, behind.Sum, ahead.First)
            & IsOn(behind.Last, ahead.Last, behind.Last, ahead.Sum);
        double weight = ProbMath.LogAddExp(behind.LogWeight, ahead.LogWeight);
        for (int i = 0; i < into.Sum.Length; i++)
        {
            into.Sum[i] = behind.Sum[i] + ahead.Sum[i];
        }

        behind.First.CopyTo(into.First, 0);
        ahead.Last.CopyTo(into.Last, 0);
        into.LogWeight = weight;
        return goesOn;
    }

    private bool IsOn(double[] first, double[] last, double[] sum, double[] other)
    {
        double atFirst = 0, atLast = 0;
        for (int i = 0; i < sum.Length; i++)
        {
            double along = _space.Variances[i] * (sum[i] + other[i]);
            atFirst += along * first[i];
            atLast += along * last[i];
        }

        return atFirst > 0 && atLast > 0;
    }
}
