namespace ProbDsl;

/// <inheritdoc/>
internal sealed class ExactSolution<TProgram, T> : ExactSolution
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Derived quantities and summaries by draws are of so many.
    private const int SummaryDraws = 1 << 14;

    // Within a cell of the grid the density exceeds that of its node by no more: otherwise the draw would be too rare.
    private const double MostRatio = 8;

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
    public override double[][] Rows(int count, ulong seed)
    {
        double[][] points = Points(count, new Philox(seed, Streams.Draws));
        double[][] rows = new double[count][];
        int scalars = _program.Quantities.Scalars(), n = _places.Gaussian.Length;
        TProgram program = _program;
        _density.Visit(points, (integral, _, first, lanes) =>
        {
            T[] u = (T[])integral.Point.Clone(), noise = new T[n], values = new T[scalars];
            double[][] numbers = new double[T.Width][];
            for (int lane = 0; lane < T.Width; lane++)
            {
                var random = new Philox(seed, Streams.Draws + (ulong)(first + Math.Min(lane, lanes - 1) + 1) * Streams.Count);
                numbers[lane] = Numbers(integral, lane, ref random);
            }

            double[] row = new double[T.Width];
            T Number(int i)
            {
                for (int lane = 0; lane < row.Length; lane++)
                {
                    row[lane] = numbers[lane][i];
                }

                return T.Load(row);
            }

            for (int b = 0; b < _places.Conjugate.Length; b++)
            {
                u[_places.Conjugate[b].Place] = Number(b);
            }

            for (int k = 0; k < n; k++)
            {
                noise[k] = Number(_places.Conjugate.Length + k);
            }

            integral.Factor?.SolveTransposed(noise);
            for (int k = 0; k < n; k++)
            {
                int which = integral.Factor!.Order[k];
                u[_places.Gaussian[which]] = integral.Mean[which] + noise[k];
            }

            program.Constrain(u, values, new Workspace<T>());
            for (int lane = 0; lane < lanes; lane++)
            {
                rows[first + lane] = Array.ConvertAll(values, value => T.Get(value, lane));
            }
        });
        return rows;
    }

    // For one draw: each conjugate latent on the unconstrained scale, then standard normals for the Gaussian ones.
    private double[] Numbers(ConditionalIntegral<TProgram, T> integral, int lane, ref Philox random)
    {
        double[] numbers = new double[_places.Conjugate.Length + _places.Gaussian.Length];
        for (int b = 0; b < _places.Conjugate.Length; b++)
        {
            ExactPart part = _places.Conjugate[b].Part;
            double draw = Law(part, T.Get(integral.Alpha[b], lane), T.Get(integral.Beta[b], lane)).Sample(ref random);
            numbers[b] = part == ExactPart.Beta ? Math.Log(draw) - ProbMath.Log1p(-draw) : Math.Log(draw);
        }

        for (int k = _places.Conjugate.Length; k < numbers.Length; k++)
        {
            numbers[k] = random.NextNormal();
        }

        return numbers;
    }

    // Points of the numerical latents: a node by its weight, moved within its cell, kept in proportion to the density there.
    private double[][] Points(int count, Philox random)
    {
        if (_grid is not var (grid, step))
        {
            return [.. Enumerable.Repeat(Array.Empty<double>(), count)];
        }

        double[] cumulative = new double[_weights.Length];
        double sum = 0;
        for (int k = 0; k < cumulative.Length; k++)
        {
            cumulative[k] = sum += _weights[k];
        }

        var kept = new List<double[]>();
        double[] shift = new double[_density.Dimension];
        while (kept.Count < count)
        {
            var tried = new List<(double[] Point, double LogNode, double LogUniform)>();
            for (int k = 0; k < count; k++)
            {
                int node = Math.Min(Array.BinarySearch(cumulative, random.NextDouble() * sum) is var found && found < 0 ? ~found : found, cumulative.Length - 1);
                for (int i = 0; i < shift.Length; i++)
                {
                    shift[i] = step * (random.NextDouble() - 0.5);
                }

                double[] point = (double[])_points[node].Clone();
                double stretch = grid.Move(point, shift);
                tried.Add((point, _logs[node] - stretch, Math.Log(MostRatio * random.NextDouble())));
            }

            double[] logs = _density.At(tried.ConvertAll(t => t.Point));
            for (int k = 0; k < logs.Length && kept.Count < count; k++)
            {
                if (tried[k].LogUniform < logs[k] - tried[k].LogNode)
                {
                    kept.Add(tried[k].Point);
                }
            }
        }

        return [.. kept];
    }

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
            return new LawMixture(_weights, [.. _conjugates.Select(c => Law(_places.Conjugate[b].Part, c[b].Alpha, c[b].Beta))], Draws);
        }

        return OfGrid(scalar, Array.IndexOf(_places.Numerical, place), Draws);
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

    private static IContinuousDistribution Law(ExactPart part, double alpha, double beta) => part switch
    {
        ExactPart.Beta => new Beta(alpha, beta),
        ExactPart.Gamma => Gamma.FromShapeAndRate(alpha, beta),
        _ => new InverseGamma(alpha, beta),
    };
}
