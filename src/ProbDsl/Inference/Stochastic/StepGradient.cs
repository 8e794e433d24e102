namespace ProbDsl;

/// <summary>The mean gradient of one step: a batch of rows, and draws of noise in pairs of opposite sign.</summary>
/// <remarks>
/// What the noise adds to a gradient in odd powers cancels within a pair: for a Gaussian posterior all the noise of the means. The draws are summed in
/// order, whatever the lane width. The noise is a function of seed and step alone, that of a row of seed, step and row, so that a step makes none for
/// rows that it does not see: its cost is that of the batch, however many rows there are.
/// </remarks>
internal sealed class StepGradient<T> : IObjective
    where T : unmanaged, ILane<T>
{
    private readonly StepElbo<T> _elbo;
    private readonly BatchOrder _order;
    private readonly ulong _seed;
    private readonly int _draws;
    private readonly int[] _moved;
    private readonly double[] _phi;
    private readonly T[] _gradient;
    private readonly T[] _noise;

    // One independent draw after the other: those of all pairs, and of all sets in a pair.
    private readonly double[] _variates;
    private readonly double[] _row;
    private int _count;

    public StepGradient(StepElbo<T> elbo, int draws, BatchOrder order, ulong seed)
    {
        (_elbo, _order, _seed, _draws) = (elbo, order, seed, draws);
        int most = elbo.Parameters.Count(order.LargestSize);
        (_moved, _phi, _gradient) = (new int[most], new double[most], new T[most]);
        _noise = new T[elbo.NoiseCount];
        _variates = new double[draws / 2 * elbo.NoiseCount];
        _row = new double[elbo.Noise.RowWidth];
    }

    public int Dimension => _elbo.Parameters.Total;

    /// <summary>How many parameters a step moves at most.</summary>
    public int Most => _moved.Length;

    /// <summary>The positions in φ of the parameters that the last step moves: all that belong to no row, and those of the rows in its batch.</summary>
    public ReadOnlySpan<int> Moved => _moved.AsSpan(0, _count);

    /// <summary>The ELBO of one step, and its gradient in the parameters that the step <see cref="Moved"/>.</summary>
    /// <remarks>
    /// A row's own parameters take the gradient of the ELBO as if every step saw the row, without the factor N/B that makes good for the steps that do not:
    /// what they are moved by once an epoch must not grow with the number of batches.
    /// </remarks>
    public double Evaluate(ReadOnlySpan<double> phi, long step, Span<double> gradient)
    {
        ReadOnlySpan<int> batch = _order.Batch(step);
        _count = _elbo.Parameters.Count(batch.Length);
        _elbo.Parameters.Fill(batch, _moved);
        for (int i = 0; i < _count; i++)
        {
            _phi[i] = phi[_moved[i]];
        }

        gradient = gradient[.._count];
        double value = Sum(batch, step, gradient);
        double share = batch.Length / (double)Math.Max(1, _order.Rows);
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] /= _draws;
            gradient[i] *= i < _elbo.Parameters.WholeCount ? 1 : share;
        }

        return value / _draws;
    }

    /// <summary>The loss of the first step, for the search of a finite start.</summary>
    double IObjective.Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double[] moved = new double[_moved.Length];
        double value = Evaluate(point, 0, moved);
        gradient.Clear();
        for (int i = 0; i < _count; i++)
        {
            gradient[_moved[i]] = moved[i];
        }

        return -value;
    }

    private double Sum(ReadOnlySpan<int> batch, long step, Span<double> gradient)
    {
        _elbo.MoveTo(_phi.AsSpan(0, _count));
        gradient.Clear();
        int variates = _elbo.Noise.Count(batch.Length);
        MakeNoise(batch, step, variates);
        Span<T> noise = _noise.AsSpan(0, _elbo.Sets * variates), lanes = _gradient.AsSpan(0, _count);
        double value = 0;
        for (int first = 0; first < _draws; first += T.Width)
        {
            Fill(noise, first);
            T elbo = _elbo.Evaluate(noise, batch, lanes);
            for (int k = 0; k < T.Width; k++)
            {
                value += T.Get(elbo, k);
            }

            for (int i = 0; i < gradient.Length; i++)
            {
                double sum = gradient[i];
                for (int k = 0; k < T.Width; k++)
                {
                    sum += T.Get(lanes[i], k);
                }

                gradient[i] = sum;
            }
        }

        return value;
    }

    private void MakeNoise(ReadOnlySpan<int> batch, long step, int variates)
    {
        int draws = _draws / 2 * _elbo.Sets;
        var random = new Philox(_seed, Streams.Step(step));
        for (int d = 0; d < draws; d++)
        {
            foreach (ref double variate in _variates.AsSpan(d * variates, _elbo.Noise.WholeCount))
            {
                variate = random.NextNormal();
            }
        }

        // Two numbers to a block.
        ulong blocks = (ulong)((draws * _row.Length) + 1) / 2;
        for (int k = 0; k < batch.Length && _row.Length > 0; k++)
        {
            var ofRow = new Philox(_seed, Streams.RowsOfStep(step), (ulong)batch[k] * blocks);
            for (int d = 0; d < draws; d++)
            {
                foreach (ref double variate in _row.AsSpan())
                {
                    variate = ofRow.NextNormal();
                }

                _elbo.Noise.PlaceRow(_row, k, batch.Length, _variates.AsSpan(d * variates, variates));
            }
        }
    }

    // Draw 2k + 1 is the negative of draw 2k.
    private void Fill(Span<T> noise, int first)
    {
        Span<double> lanes = stackalloc double[T.Width];
        for (int c = 0; c < noise.Length; c++)
        {
            for (int k = 0; k < lanes.Length; k++)
            {
                double variate = _variates[((first + k) / 2 * noise.Length) + c];
                lanes[k] = ((first + k) & 1) == 1 ? -variate : variate;
            }

            noise[c] = T.Load(lanes);
        }
    }
}
