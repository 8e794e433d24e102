namespace ProbDsl;

/// <summary>The mean gradient of one step: a batch of rows, and draws of noise in pairs of opposite sign.</summary>
/// <remarks>
/// What the noise adds to a gradient in odd powers cancels within a pair: for a Gaussian posterior all the noise of the means. The draws are summed in
/// order, whatever the lane width, and the noise is a function of seed and step alone.
/// </remarks>
internal sealed class StepGradient<T> : IObjective
    where T : unmanaged, ILane<T>
{
    private readonly StepElbo<T> _elbo;
    private readonly BatchOrder _order;
    private readonly ulong _seed;
    private readonly int _draws;
    private readonly T[] _gradient;
    private readonly T[] _noise;
    private readonly double[] _variates;

    public StepGradient(StepElbo<T> elbo, int draws, BatchOrder order, ulong seed)
    {
        (_elbo, _order, _seed, _draws) = (elbo, order, seed, draws);
        _gradient = new T[elbo.ParameterCount];
        _noise = new T[elbo.NoiseCount];
        _variates = new double[elbo.NoiseCount * T.Width];
    }

    public int Dimension => _gradient.Length;

    /// <summary>The ELBO of one step, and its gradient.</summary>
    public double Evaluate(ReadOnlySpan<double> phi, long step, Span<double> gradient)
    {
        _elbo.MoveTo(phi);
        gradient.Clear();
        double value = 0;
        ReadOnlySpan<int> batch = _order.Batch(step);
        var random = new Philox(_seed, Streams.Step(step));
        for (int first = 0; first < _draws; first += T.Width)
        {
            Fill(ref random, first);
            T elbo = _elbo.Evaluate(_noise, batch, _gradient);
            for (int k = 0; k < T.Width; k++)
            {
                value += T.Get(elbo, k);
            }

            for (int i = 0; i < gradient.Length; i++)
            {
                double sum = gradient[i];
                for (int k = 0; k < T.Width; k++)
                {
                    sum += T.Get(_gradient[i], k);
                }

                gradient[i] = sum;
            }
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] /= _draws;
        }

        return value / _draws;
    }

    /// <summary>The loss of the first step, for the search of a finite start.</summary>
    double IObjective.Evaluate(ReadOnlySpan<double> point, Span<double> gradient) => -Evaluate(point, 0, gradient);

    // Draw 2k + 1 is the negative of draw 2k; one lane alone remembers its variates for the next draw.
    private void Fill(ref Philox random, int first)
    {
        for (int k = 0; k < T.Width; k++)
        {
            bool isMirror = ((first + k) & 1) == 1;
            for (int c = 0; c < _noise.Length; c++)
            {
                _variates[(c * T.Width) + k] = !isMirror ? random.NextNormal() : -_variates[(c * T.Width) + Math.Max(k - 1, 0)];
            }
        }

        for (int c = 0; c < _noise.Length; c++)
        {
            _noise[c] = T.Load(_variates.AsSpan(c * T.Width, T.Width));
        }
    }
}
