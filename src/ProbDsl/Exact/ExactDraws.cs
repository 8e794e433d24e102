namespace ProbDsl;

/// <summary>Independent draws of a solved model: the numerical latents by their density, the conjugate ones and the Gaussian ones given these.</summary>
/// <param name="program">The model.</param>
/// <param name="places">Where each kind of latent stands.</param>
/// <param name="density">The density of the numerical latents.</param>
/// <param name="grid">Their grid and its step; null where there are none.</param>
/// <param name="points">The nodes of the grid.</param>
/// <param name="weights">Their weights, which sum to one.</param>
/// <param name="logs">The log density at each.</param>
internal sealed class ExactDraws<TProgram, T>(
    TProgram program, LatentPlaces places, NumericalDensity<TProgram, T> density, (SinhGrid Grid, double Step)? grid, double[][] points, double[] weights, double[] logs)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Within a cell of the grid the density exceeds that of its node by no more: otherwise the draw would be too rare.
    private const double MostRatio = 8;

    /// <summary>Draws all scalars, and if asked for the unconstrained points that they come from.</summary>
    /// <param name="count">How many draws.</param>
    /// <param name="seed">Chooses them.</param>
    /// <param name="unconstrained">Receives the point of each draw; null for nobody.</param>
    public double[][] Rows(int count, ulong seed, double[][]? unconstrained = null)
    {
        double[][] drawn = Points(count, new Philox(seed, Streams.Draws));
        double[][] rows = new double[count][];
        int scalars = program.Quantities.Scalars(), n = places.Gaussian.Length;
        density.Visit(drawn, (integral, _, first, lanes) =>
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

            for (int b = 0; b < places.Conjugate.Length; b++)
            {
                u[places.Conjugate[b].Place] = Number(b);
            }

            for (int k = 0; k < n; k++)
            {
                noise[k] = Number(places.Conjugate.Length + k);
            }

            integral.Factor?.SolveTransposed(noise);
            for (int k = 0; k < n; k++)
            {
                int which = integral.Factor!.Order[k];
                u[places.Gaussian[which]] = integral.Mean[which] + noise[k];
            }

            program.Constrain(u, values, new Workspace<T>());
            for (int lane = 0; lane < lanes; lane++)
            {
                rows[first + lane] = Array.ConvertAll(values, value => T.Get(value, lane));
                if (unconstrained is not null)
                {
                    unconstrained[first + lane] = Array.ConvertAll(u, value => T.Get(value, lane));
                }
            }
        });
        return rows;
    }

    // For one draw: each conjugate latent on the unconstrained scale, then standard normals for the Gaussian ones.
    private double[] Numbers(ConditionalIntegral<TProgram, T> integral, int lane, ref Philox random)
    {
        double[] numbers = new double[places.Conjugate.Length + places.Gaussian.Length];
        for (int b = 0; b < places.Conjugate.Length; b++)
        {
            ExactPart part = places.Conjugate[b].Part;
            double draw = ConjugateLaw.Of(part, T.Get(integral.Alpha[b], lane), T.Get(integral.Beta[b], lane)).Sample(ref random);
            numbers[b] = part == ExactPart.Beta ? Math.Log(draw) - ProbMath.Log1p(-draw) : Math.Log(draw);
        }

        for (int k = places.Conjugate.Length; k < numbers.Length; k++)
        {
            numbers[k] = random.NextNormal();
        }

        return numbers;
    }

    // Points of the numerical latents: a node by its weight, moved within its cell, kept in proportion to the density there.
    private double[][] Points(int count, Philox random)
    {
        if (grid is not var (cells, step))
        {
            return [.. Enumerable.Repeat(Array.Empty<double>(), count)];
        }

        double[] cumulative = new double[weights.Length];
        double sum = 0;
        for (int k = 0; k < cumulative.Length; k++)
        {
            cumulative[k] = sum += weights[k];
        }

        var kept = new List<double[]>();
        double[] shift = new double[density.Dimension];
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

                double[] point = (double[])points[node].Clone();
                double stretch = cells.Move(point, shift);
                tried.Add((point, logs[node] - stretch, Math.Log(MostRatio * random.NextDouble())));
            }

            double[] values = density.At(tried.ConvertAll(t => t.Point));
            for (int k = 0; k < values.Length && kept.Count < count; k++)
            {
                if (tried[k].LogUniform < values[k] - tried[k].LogNode)
                {
                    kept.Add(tried[k].Point);
                }
            }
        }

        return [.. kept];
    }
}
