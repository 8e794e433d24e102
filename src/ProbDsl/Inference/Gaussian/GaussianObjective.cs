namespace ProbDsl;

/// <summary>
/// The negative ELBO of a full-rank Gaussian over the unconstrained point, averaged over fixed draws, in coordinates in which a first guess
/// is the standard normal: u = m + K·(a + B·ε).
/// </summary>
/// <remarks>
/// m and K, lower triangular, belong to the guess. The variables are a (n numbers) and B, lower triangular, row by row, its diagonal in logs: at 0 they
/// are the guess. With f = log p: ELBO = E f(u) + log det B + log det K + n/2·log 2πe, ∂/∂a = Kᵀ·E ∇f, ∂/∂B = Kᵀ·E ∇f·εᵀ + B⁻ᵀ. Only the products with ε
/// and the lower triangle of ∇f·εᵀ are made draw by draw.
/// The draws are summed as in <see cref="ElboObjective{TProgram,T}"/>, so that the bits are the same for every lane width.
/// </remarks>
internal sealed class GaussianObjective<TProgram, T> : IObjective
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly TProgram _program;
    private readonly GaussianShape _guess;
    private readonly FixedDraws _draws;
    private readonly (Workspace<T> Workspace, T[] Place, T[] Gradient)[] _portions;
    private readonly SharedSums<T> _sums;
    private readonly double[] _centre;
    private readonly double[] _factor;
    private readonly double[] _product;
    private readonly double[] _slope;

    public GaussianObjective(TProgram program, GaussianShape guess, FixedDraws draws, Team? team = null)
    {
        (_program, _guess) = (program, guess);
        int n = guess.Count;
        Dimension = n + n * (n + 1) / 2;
        _draws = draws;
        _centre = new double[n];
        _factor = new double[n * (n + 1) / 2];
        _slope = new double[Dimension];
        _product = new double[n * (n + 1) / 2];
        _sums = new SharedSums<T>(draws.Count, team, Add, _ => new PartialSums<T>(Dimension + 1));
        _portions = [.. Enumerable.Range(0, SharedSums<T>.PortionsOf(draws.Count)).Select(_ => (new Workspace<T>(), new T[program.Dimension], new T[program.Dimension]))];
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

        Multiply(point);
        _sums.Fill();
        double scale = -1.0 / _draws.Count;
        for (int i = 0; i < Dimension; i++)
        {
            _slope[i] = _sums.Total(i) * scale;
        }

        TransposedMultiply(gradient);
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

    // m + K·a and K·B.
    private void Multiply(ReadOnlySpan<double> point)
    {
        int n = _guess.Count;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> row = _guess.Factor.AsSpan(i * n, i + 1);
            _centre[i] = _guess.Mean[_guess.Varying[i]] + VectorMath.Dot(row, point[..(i + 1)]);
            Span<double> product = _product.AsSpan(Start(i), i + 1);
            product.Clear();
            for (int k = 0; k <= i; k++)
            {
                VectorMath.AddScaled(row[k], _factor.AsSpan(Start(k), k + 1), product[..(k + 1)]);
            }
        }
    }

    // Kᵀ times both parts of the sums: what is above the diagonal of ∇f·εᵀ does not reach the lower triangle.
    private void TransposedMultiply(Span<double> gradient)
    {
        int n = _guess.Count;
        gradient.Clear();
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i <= k; i++)
            {
                double factor = _guess.Factor[k * n + i];
                gradient[i] += factor * _slope[k];
                VectorMath.AddScaled(factor, _slope.AsSpan(n + Start(k), i + 1), gradient.Slice(n + Start(i), i + 1));
            }
        }
    }

    private static int Start(int row) => row * (row + 1) / 2;

    private void Add(int portion, int first, int end, PartialSums<T> into)
    {
        int n = _guess.Count;
        (Workspace<T> workspace, T[] place, T[] gradient) = _portions[portion];
        ReadOnlySpan<T> noise = _draws.Lanes<T>();
        for (int i = 0; i < place.Length; i++)
        {
            place[i] = _guess.Mean[i];
        }

        for (int block = first; block < end; block++)
        {
            Add(noise.Slice(block * n, n), place, gradient, workspace, into.Row(block));
        }
    }

    private void Add(ReadOnlySpan<T> noise, T[] place, T[] gradient, Workspace<T> workspace, Span<T> sums)
    {
        int n = _guess.Count;
        ReadOnlySpan<int> varying = _guess.Varying;
        ReadOnlySpan<double> row = _product;
        for (int i = 0; i < n; i++)
        {
            T sum = _centre[i];
            for (int j = 0; j <= i; j++)
            {
                sum = T.FusedMultiplyAdd(row[j], noise[j], sum);
            }

            place[varying[i]] = sum;
            row = row[(i + 1)..];
        }

        sums[Dimension] += _program.LogJoint<T>(place, gradient, workspace);
        Span<T> products = sums[n..];
        for (int i = 0; i < n; i++)
        {
            T slope = gradient[varying[i]];
            sums[i] += slope;
            for (int j = 0; j <= i; j++)
            {
                products[j] = T.FusedMultiplyAdd(slope, noise[j], products[j]);
            }

            products = products[(i + 1)..];
        }
    }
}
