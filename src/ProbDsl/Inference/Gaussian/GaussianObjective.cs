namespace ProbDsl;

/// <summary>
/// The negative ELBO of a full-rank Gaussian over the unconstrained point, averaged over fixed draws, in coordinates in which a first guess
/// is the standard normal: u = m + K·(a + B·ε).
/// </summary>
/// <remarks>
/// m and K belong to the guess. The variables are a (n numbers) and B, lower triangular, row by row, its diagonal in logs: at 0 they are the
/// guess. With f = log p: ELBO = E f(u) + log det B + log det K + n/2·log 2πe, ∂/∂a = E Kᵀ∇f, ∂/∂B = E (Kᵀ∇f)·εᵀ + B⁻ᵀ.
/// The draws are summed as in <see cref="ElboObjective{TProgram,T}"/>, so that the bits are the same for every lane width.
/// </remarks>
internal sealed class GaussianObjective<TProgram, T> : IObjective
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly TProgram _program;
    private readonly GaussianShape _guess;
    private readonly Workspace<T> _workspace = new();
    private readonly FixedDraws _draws;
    private readonly T[] _u;
    private readonly T[] _gradient;
    private readonly T[] _inner;
    private readonly T[] _slope;
    private readonly PartialSums<T> _sums;
    private readonly double[] _factor;
    private readonly int _blocks;

    public GaussianObjective(TProgram program, GaussianShape guess, FixedDraws draws)
    {
        (_program, _guess) = (program, guess);
        int n = guess.Count;
        Dimension = n + n * (n + 1) / 2;
        _draws = draws;
        _blocks = draws.Count / T.Width;
        _u = new T[program.Dimension];
        _gradient = new T[program.Dimension];
        _inner = new T[n];
        _slope = new T[n];
        _factor = new double[n * (n + 1) / 2];
        _sums = new PartialSums<T>(Dimension + 1);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        int n = _guess.Count;
        double logDeterminant = _guess.LogDeterminant;
        for (int i = 0, at = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++, at++)
            {
                _factor[at] = j < i ? point[n + at] : Math.Exp(point[n + at]);
            }

            logDeterminant += point[n + at - 1];
        }

        _sums.Clear();
        ReadOnlySpan<T> noise = _draws.Lanes<T>();
        for (int block = 0; block < _blocks; block++)
        {
            Add(point, noise.Slice(block * n, n), _sums.Row(block));
        }

        double scale = -1.0 / (_blocks * T.Width);
        for (int i = 0; i < Dimension; i++)
        {
            gradient[i] = _sums.Total(i) * scale;
        }

        for (int i = 0, at = n; i < n; at += i + 2, i++)
        {
            gradient[at] = gradient[at] * _factor[at - n] - 1;
        }

        return _sums.Total(Dimension) * scale - logDeterminant - 0.5 * n * (1 + Math.Log(2 * Math.PI));
    }

    /// <summary>The Gaussian at a point.</summary>
    public GaussianShape At(ReadOnlySpan<double> point)
    {
        int n = _guess.Count;
        double[] mean = (double[])_guess.Mean.Clone(), b = new double[n * n];
        double logDeterminant = _guess.LogDeterminant;
        for (int i = 0, at = n; i < n; i++)
        {
            mean[_guess.Varying[i]] += VectorMath.Dot(_guess.Factor.AsSpan(i * n, n), point[..n]);
            for (int j = 0; j <= i; j++, at++)
            {
                b[i * n + j] = j < i ? point[at] : Math.Exp(point[at]);
            }

            logDeterminant += point[at - 1];
        }

        return new GaussianShape(mean, _guess.Varying, Cholesky.Product(_guess.Factor, b, n), logDeterminant);
    }

    private void Add(ReadOnlySpan<double> point, ReadOnlySpan<T> noise, Span<T> sums)
    {
        int n = _guess.Count;
        for (int i = 0, at = 0; i < n; i++)
        {
            T sum = point[i];
            for (int j = 0; j <= i; j++, at++)
            {
                sum += _factor[at] * noise[j];
            }

            _inner[i] = sum;
        }

        _guess.Place<T>(_inner, _u);
        sums[Dimension] += _program.LogJoint<T>(_u, _gradient, _workspace);
        Array.Clear(_slope);
        for (int i = 0; i < n; i++)
        {
            T slope = _gradient[_guess.Varying[i]];
            for (int j = 0; j < n; j++)
            {
                _slope[j] += _guess.Factor[i * n + j] * slope;
            }
        }

        for (int i = 0, at = n; i < n; i++)
        {
            T slope = _slope[i];
            sums[i] += slope;
            for (int j = 0; j <= i; j++, at++)
            {
                sums[at] += slope * noise[j];
            }
        }
    }
}
