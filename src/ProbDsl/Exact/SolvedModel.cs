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
    private readonly IReadOnlyList<string> _standardised;
    private readonly NumericalDensity<TProgram, T> _density;
    private readonly (SinhGrid Grid, double Step)? _grid;
    private readonly double[][] _points;
    private readonly double[] _weights;
    private readonly double[] _logs;
    private readonly double[] _roundings;
    private readonly double[][] _means;
    private readonly double[][] _sds;
    private readonly LinearReadout<TProgram, T> _readout;
    private readonly ScalarRows<TProgram, T> _rows;
    private readonly double[][] _readMeans;
    private readonly double[][] _readSds;
    private readonly (double Alpha, double Beta)[][] _conjugates;
    private readonly Lazy<ScalarPosterior[]> _scalars;
    private readonly Lazy<double[][]> _draws;

    public ExactSolution(
        TProgram program, LatentPlaces places, IReadOnlyList<string> standardised, NumericalDensity<TProgram, T> density, (SinhGrid Grid, double Step)? grid, double[][] points, double[] weights)
    {
        _standardised = standardised;
        (_program, _places, _density, _grid, _points, _weights) = (program, places, density, grid, points, weights);
        (_logs, _means, _sds, _conjugates) = (new double[points.Length], new double[points.Length][], new double[points.Length][], new (double, double)[points.Length][]);
        _readout = new LinearReadout<TProgram, T>(program, places, Somewhere());
        _rows = new ScalarRows<TProgram, T>(places, _readout);
        (_readMeans, _readSds) = (new double[points.Length][], new double[points.Length][]);
        _roundings = new double[points.Length];
        density.Visit(points, Keep);
        for (int k = 0; k < points.Length; k++)
        {
            // At a node where nothing is right no more than its weight is wrong.
            Rounding += weights[k] * Math.Min(1, _roundings[k]);
        }

        _draws = new Lazy<double[][]>(() => Rows(SummaryDraws, seed: 1));
        _scalars = new Lazy<ScalarPosterior[]>(() => program.Quantities.Named(MarginalOf));
    }

    /// <inheritdoc/>
    public override double Rounding { get; }

    /// <inheritdoc/>
    public override ScalarPosterior[] Scalars => _scalars.Value;

    /// <inheritdoc/>
    public override double[][] Rows(int count, ulong seed) => new ExactDraws<TProgram, T>(_program, _places, _density, _grid, _points, _weights, _logs).Rows(count, seed);

    /// <inheritdoc/>
    public override double[] Covariances(int[] scalars)
    {
        int n = scalars.Length;
        int[] known = [.. Enumerable.Range(0, n).Where(i => _rows.IsKnown(scalars[i]))];
        double[] covariances = new double[n * n];
        if (known.Length < n)
        {
            Correlations.Covariances(_draws.Value, scalars).CopyTo(covariances, 0);
        }

        int[] exact = Array.ConvertAll(known, i => scalars[i]);
        double[] found = new ExactCovariances<TProgram, T>(_program, _places, _density, _rows, _points, _weights).Of(exact, Array.ConvertAll(exact, s => Scalars[s].Mean));
        for (int a = 0; a < known.Length; a++)
        {
            for (int b = 0; b < known.Length; b++)
            {
                covariances[known[a] * n + known[b]] = found[a * known.Length + b];
            }
        }

        return covariances;
    }

    /// <inheritdoc/>
    public override GaussianLaw? Gaussian()
    {
        if (_places.Gaussian.Length == 0 || _places.Gaussian.Length < _places.Latents.Length)
        {
            return null;
        }

        // Its own, since those of the density are used again.
        var integral = new ConditionalIntegral<TProgram, T>(_program, _places);
        integral.Evaluate();
        SparseFactor<T> factor = integral.Factor!;
        (int Step, T Weight)[][] rows = _rows.At(integral, _places.Latents);

        // A latent is a line in its own coordinate given those above it, so that the determinant is the product of those slopes.
        double log = T.Get(factor.LogDeterminantOfInverse, 0);
        for (int k = 0; k < rows.Length; k++)
        {
            log += Math.Log(Math.Abs(T.Get(rows[factor.Order[k]].Single(r => r.Step == k).Weight, 0)));
        }

        return new GaussianLaw(_places.Latents, Array.ConvertAll(_places.Latents, s => Scalars[s].Mean), log, weights =>
        {
            T[] x = new T[rows.Length];
            for (int i = 0; i < rows.Length; i++)
            {
                foreach ((int step, T weight) in rows[i])
                {
                    x[step] += weights[i] * weight;
                }
            }

            return T.Get(factor.SquaredLength(x, 0), 0);
        });
    }

    /// <inheritdoc/>
    public override ExactPoints Points(int count, ulong seed)
    {
        double[][] points = new double[count][];
        double[][] values = new ExactDraws<TProgram, T>(_program, _places, _density, _grid, _points, _weights, _logs).Rows(count, seed, points);
        return new ExactPoints(points, values, _places.Latents);
    }

    /// <inheritdoc/>
    public override (double? Value, string Reason) KlTo(FittedProgram fit) => fit.Gaussian(_places.Latents, _standardised) is { } q
        ? new ExactKl<TProgram, T>(_program, _places, _density, _points, _weights, _logs).To(q, LogEvidence)
        : (null, "q is no Gaussian over the unconstrained point of all latents");

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

        T rounding = integral.Rounding(variance);
        (T[] read, T[] readVariance) = Read(integral);

        for (int lane = 0; lane < count; lane++)
        {
            _logs[first + lane] = T.Get(log, lane);
            _roundings[first + lane] = T.Get(rounding, lane);
            _means[first + lane] = Array.ConvertAll(integral.Mean, m => T.Get(m, lane));
            _sds[first + lane] = Array.ConvertAll(variance, v => Math.Sqrt(T.Get(v, lane)));
            _readMeans[first + lane] = Array.ConvertAll(read, m => T.Get(m, lane));
            _readSds[first + lane] = Array.ConvertAll(readVariance, v => Math.Sqrt(T.Get(v, lane)));
            _conjugates[first + lane] = [.. integral.Alpha.Select((a, b) => (T.Get(a, lane), T.Get(integral.Beta[b], lane)))];
        }
    }

    // The scalars that are linear in the Gaussian latents.
    private (T[] Mean, T[] Variance) Read(ConditionalIntegral<TProgram, T> integral)
    {
        int count = _readout.Scalars.Length;
        T[] mean = new T[count], variance = new T[count];
        if (count == 0)
        {
            return (mean, variance);
        }

        T[] values = new T[_places.Scalars.Length], weights = new T[_places.Gaussian.Length];
        _program.Constrain(integral.Point, values, new Workspace<T>());
        (int Step, T Weight)[][] rows = _rows.At(integral, _readout.Scalars);
        for (int s = 0; s < count; s++)
        {
            mean[s] = values[_readout.Scalars[s]];
            variance[s] = Variance(integral.Factor, rows[s], weights);
        }

        return (mean, variance);
    }

    private static T Variance(SparseFactor<T>? factor, (int Step, T Weight)[] row, T[] scratch)
    {
        if (row.Length == 0)
        {
            return T.Zero;
        }

        Array.Clear(scratch);
        foreach ((int step, T weight) in row)
        {
            scratch[step] = weight;
        }

        return factor!.SquaredLength(scratch, row.Min(r => r.Step));
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
