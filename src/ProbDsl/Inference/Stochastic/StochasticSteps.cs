namespace ProbDsl;

/// <summary>The steps of a stochastic fit: along a direction, clipped, from where it was best again after one that led nowhere.</summary>
/// <param name="gradient">What a step evaluates.</param>
/// <param name="state">What the steps change.</param>
/// <param name="settings">The settings of the fit.</param>
/// <param name="ofRows">Which parameters are of rows of a subsampled plate.</param>
/// <param name="wholeCount">How many of those that a step moves are not: they come first.</param>
internal sealed class StochasticSteps<T>(StepGradient<T> gradient, StochasticState state, StochasticOptions settings, bool[] ofRows, int wholeCount)
    where T : unmanaged, ILane<T>
{
    private const int MostFailures = 20;
    private readonly double[] _g = new double[gradient.Most];
    private readonly double[] _direction = new double[gradient.Most];

    /// <summary>Steps to the end of a block.</summary>
    /// <param name="unit">The unit of each parameter.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Why the fit cannot go on; null where it can.</returns>
    public (FitStatus Status, string Reason)? ToEndOfBlock(double[] unit, CancellationToken cancellation)
    {
        do
        {
            if (cancellation.IsCancellationRequested)
            {
                return (FitStatus.Cancelled, $"Cancelled after {state.Step} steps.");
            }

            if (!Step(unit))
            {
                return (FitStatus.NotFinite, $"{MostFailures} steps in one stage met a gradient that is not finite.");
            }
        }
        while (!state.Blocks.IsAtEnd);

        KeepBest();
        return null;
    }

    // Whether the fit can go on.
    private bool Step(double[] unit)
    {
        double[] phi = state.Phi;
        double elbo = gradient.Evaluate(phi, state.Step, _g);
        state.Step++;
        ReadOnlySpan<int> moved = gradient.Moved;
        ReadOnlySpan<double> g = _g.AsSpan(0, moved.Length);
        Span<double> direction = _direction.AsSpan(0, moved.Length);
        if (!double.IsFinite(elbo) || !VectorMath.AllFinite(g))
        {
            return TurnBack();
        }

        state.Blocks.Add(moved, phi, elbo);
        state.Rule.Direction(moved, phi, g, unit, direction);
        int first = state.RowsOnly ? wholeCount : 0;
        double squares = 0;
        for (int i = first; i < moved.Length; i++)
        {
            direction[i] *= i < wholeCount ? state.StepSize : state.RowStepSize;
            double step = direction[i] / unit[moved[i]];
            squares += step * step;
        }

        double length = Math.Sqrt(squares / Math.Max(1, moved.Length - first));
        double shortened = length > settings.ClipNorm ? settings.ClipNorm / length : 1;
        for (int i = first; i < moved.Length; i++)
        {
            ref double own = ref phi[moved[i]];
            double keep = 1 - ((i < wholeCount ? state.StepSize : state.RowStepSize) * settings.WeightDecay);
            own = (keep * own) + (shortened * direction[i]);
        }

        return true;
    }

    // The step that led here was too long: from where it began, with smaller ones.
    private bool TurnBack()
    {
        (state.StepSize, state.RowStepSize) = (0.5 * state.StepSize, 0.5 * state.RowStepSize);
        for (int i = 0; i < ofRows.Length; i++)
        {
            state.Phi[i] = ofRows[i] || !state.RowsOnly ? state.Best[i] : state.Phi[i];
        }

        state.Rule.Restart();
        return ++state.Failures <= MostFailures;
    }

    private void KeepBest()
    {
        int last = state.Blocks.Count - 1;
        if (last >= 0 && state.Blocks.Elbo(last) > state.BestElbo)
        {
            state.BestElbo = state.Blocks.Elbo(last);
            for (int i = 0; i < state.Best.Length; i++)
            {
                state.Best[i] = state.Blocks.Mean(last, i);
            }
        }
    }
}
