namespace ProbDsl;

/// <inheritdoc/>
internal sealed class ExactSolution<TProgram, T> : ExactSolution
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Derived quantities and summaries by draws are of so many.
    private const int SummaryDraws = 1 << 14;

    private readonly TProgram _program;
    private readonly LatentPlaces _places;
    private readonly NumericalDensity<TProgram, T> _density;
    private readonly (SinhGrid Grid, double Step)? _grid;
    private readonly double[][] _points;
    private readonly double[] _weights;
    private readonly double[] _logs;
    private readonly double[][] _means;
    private readonly double[][] _sds;
    private readonly LinearReadout<TProgram, T> _readout;
    private readonly double[][] _readMeans;
    private readonly double[][] _readSds;
    private readonly (double Alpha, double Beta)[][] _conjugates;
    private readonly Lazy<ScalarPosterior[]> _scalars;
    private readonly Lazy<double[][]> _draws;

    public ExactSolution(TProgram program, LatentPlaces places, NumericalDensity<TProgram, T> density, (SinhGrid Grid, double Step)? grid, double[][] points, double[] weights)
    {
        (_program, _places, _density, _grid, _points, _weights) = (program, places, density, grid, points, weights);
        (_logs, _means, _sds, _conjugates) = (new double[points.Length], new double[points.Length][], new double[points.Length][], new (double, double)[points.Length][]);
        _readout = new LinearReadout<TProgram, T>(program, places, Somewhere());
        (_readMeans, _readSds) = (new double[points.Length][], new double[points.Length][]);
        density.Visit(points, Keep);
        _draws = new Lazy<double[][]>(() => Rows(SummaryDraws, seed: 1));
        _scalars = new Lazy<ScalarPosterior[]>(() => program.Quantities.Named(MarginalOf));
    }

    /// <inheritdoc/>
    public override ScalarPosterior[] Scalars => _scalars.Value;

    /// <inheritdoc/>
    public override double[][] Rows(int count, ulong seed) => new ExactDraws<TProgram, T>(_program, _places, _density, _grid, _points, _weights, _logs).Rows(count, seed);

    private void Keep(ConditionalIntegral<TProgram, T> integral, T log, int first, int count)
    {
        int n = _places.Gaussian.Length;
        T[] variance = new T[n], unit = new T[n];
        for (int k = 0; k < n; k++)
        {
            Array.Clear(unit);
            unit[k] = T.One;
            variance[integral.Factor!.Order[k]] = integral.Factor.SquaredLength(unit, k);
        }

        (T[] read, T[] readVariance) = Read(integral);

        for (int lane = 0; lane < count; lane++)
        {
            _logs[first + lane] = T.Get(log, lane);
            _means[first + lane] = Array.ConvertAll(integral.Mean, m => T.Get(m, lane));
            _sds[first + lane] = Array.ConvertAll(variance, v => Math.Sqrt(T.Get(v, lane)));
            _readMeans[first + lane] = Array.ConvertAll(read, m => T.Get(m, lane));
            _readSds[first + lane] = Array.ConvertAll(readVariance, v => Math.Sqrt(T.Get(v, lane)));
            _conjugates[first + lane] = [.. integral.Alpha.Select((a, b) => (T.Get(a, lane), T.Get(integral.Beta[b], lane)))];
        }
    }

    // The scalars that are linear in the Gaussian latents. The readout is shared by all threads.
    private (T[] Mean, T[] Variance) Read(ConditionalIntegral<TProgram, T> integral)
    {
        T[] mean = new T[_readout.Scalars.Length], variance = new T[mean.Length];
        if (mean.Length == 0)
        {
            return (mean, variance);
        }

        T[][] derivatives;
        lock (_readout)
        {
            derivatives = Array.ConvertAll(_readout.At(integral.Point, mean), d => (T[])d.Clone());
        }

        int n = _places.Gaussian.Length;
        int[] step = new int[n];
        for (int k = 0; k < n; k++)
        {
            step[integral.Factor!.Order[k]] = k;
        }

        T[] weights = new T[n];
        for (int s = 0; s < mean.Length; s++)
        {
            int first = n;
            Array.Clear(weights);
            for (int k = 0; k < derivatives[s].Length; k++)
            {
                int at = step[_readout.LatentsOf[s][k]];
                weights[at] = derivatives[s][k];
                first = Math.Min(first, at);
            }

            variance[s] = first == n ? T.Zero : integral.Factor!.SquaredLength(weights, first);
        }

        return (mean, variance);
    }

    // A point of no symmetry, at the first node.
    private double[] Somewhere()
    {
        double[] point = new double[_program.Dimension];
        for (int i = 0; i < _places.Numerical.Length; i++)
        {
            point[_places.Numerical[i]] = _points[_points.Length / 2][i];
        }

        return point;
    }

    private Marginal MarginalOf(int scalar)
    {
        double[] Draws() => Array.ConvertAll(_draws.Value, row => row[scalar]);
        int place = _places.Scalars[scalar];
        if (place < 0)
        {
            if (OfSimplex(scalar) is { } laws)
            {
                return new LawMixture(_weights, laws, Draws);
            }

            int read = Array.IndexOf(_readout.Scalars, scalar);
            return !_readout.IsLinear[read] ? OfDraws(Draws)
                : _readSds.Any(sds => sds[read] > 0) ? new LawMixture(_weights, [.. _readMeans.Select((m, k) => (IContinuousDistribution)new Normal(m[read], _readSds[k][read]))], Draws)
                : new NodeMarginal(_weights, Array.ConvertAll(_readMeans, m => m[read]), Draws);
        }

        if (Array.IndexOf(_places.Gaussian, place) is int g and >= 0)
        {
            return new LawMixture(_weights, [.. _means.Select((m, k) => (IContinuousDistribution)new Normal(m[g], _sds[k][g]))], Draws);
        }

        if (Array.FindIndex(_places.Conjugate, c => c.Place == place) is int b and >= 0)
        {
            return new LawMixture(_weights, [.. _conjugates.Select(c => ConjugateLaw.Of(_places.Conjugate[b].Part, c[b].Alpha, c[b].Beta))], Draws);
        }

        return OfGrid(scalar, Array.IndexOf(_places.Numerical, place), Draws);
    }

    // The beta laws, one for each node, of an element of a Dirichlet vector; null of any other scalar.
    private IContinuousDistribution[]? OfSimplex(int scalar)
    {
        SimplexPlace simplex = Array.Find(_places.Simplices, s => s.Contains(scalar) && s.Count > 1);
        Beta?[] laws = simplex.Count == 0 ? [] : Array.ConvertAll(_conjugates, c => simplex.Marginal(scalar - simplex.Scalar, c));
        return laws.Length > 0 && Array.TrueForAll(laws, l => l is not null) ? Array.ConvertAll(laws, l => (IContinuousDistribution)l!.Value) : null;
    }

    private static DrawMarginal OfDraws(Func<double[]> draws)
    {
        double[] all = draws();
        double mean = all.Average(), square = all.Average(x => (x - mean) * (x - mean));
        return new DrawMarginal((mean, Math.Sqrt(square)), () => all);
    }

    private GridMarginal OfGrid(int scalar, int axis, Func<double[]> draws)
    {
        (SinhGrid grid, double step) = _grid!.Value;
        var masses = new SortedDictionary<int, double>();
        for (int k = 0; k < _points.Length; k++)
        {
            int node = (int)Math.Round(grid.Even(axis, _points[k][axis]) / step);
            masses[node] = masses.GetValueOrDefault(node) + _weights[k];
        }

        double total = masses.Values.Sum();
        double[] even = [.. masses.Keys.Select(node => node * step)];
        double ValueOf(double t)
        {
            Scalar[] u = new Scalar[_program.Dimension], values = new Scalar[_program.Quantities.Scalars()];
            u[_places.Numerical[axis]] = grid.Uneven(axis, t);
            _program.Constrain<Scalar>(u, values, new Workspace<Scalar>());
            return values[scalar].Value;
        }

        return new GridMarginal(even, step, [.. masses.Values.Select(m => m / total)], Array.ConvertAll(even, ValueOf), ValueOf, draws);
    }
}
