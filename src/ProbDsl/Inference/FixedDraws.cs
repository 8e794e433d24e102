namespace ProbDsl;

/// <summary>A fixed set of standard normal variates that represents N(0, I) far better than as many random ones.</summary>
/// <remarks>
/// <para>Antithetic: draw 2k + 1 is the negative of draw 2k, so every odd moment is exact. Evenly spread: the first 21 coordinates
/// are scrambled Sobol' points, the others a Latin hypercube. Tails matched: each coordinate is first given kurtosis 3. Second moments
/// exact: the variance of each coordinate is then made exactly 1 and, where there are at least four draws a coordinate (and at most
/// 256 coordinates), every covariance exactly 0.</para>
/// <para>The average of a quadratic function over the draws is therefore its exact expectation: for a Gaussian posterior the ELBO, and
/// with it the optimum, carries no Monte-Carlo error at all.</para>
/// </remarks>
public sealed class FixedDraws
{
    private readonly double[] _values;
    private object? _lanes;

    private FixedDraws(double[] values, int count, int dimension)
        => (_values, Count, Dimension) = (values, count, dimension);

    /// <summary>How many draws there are.</summary>
    public int Count { get; }

    /// <summary>How many standard normal variates make a draw.</summary>
    public int Dimension { get; }

    /// <summary>Makes a set of draws.</summary>
    /// <param name="count">How many: a positive multiple of 8; a power of two spreads best.</param>
    /// <param name="dimension">How many variates in each.</param>
    /// <param name="seed">Chooses the set.</param>
    /// <param name="stream">Chooses another set for the same seed.</param>
    /// <returns>The same bits for the same arguments on every machine.</returns>
    public static FixedDraws Create(int count, int dimension, ulong seed, ulong stream = Streams.FixedDraws) => Create(count, dimension, seed, stream, firstCoordinate: 0);

    private static FixedDraws Create(int count, int dimension, ulong seed, ulong stream, int firstCoordinate)
    {
        if (count < 8 || count % 8 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(count), $"FixedDraws.Create: count must be a positive multiple of 8, but was {count}.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        int half = count / 2;
        double[] values = new double[(long)count * dimension];
        Span<double> upper = values.AsSpan(0, half * dimension);
        FillHalf(upper, half, dimension, firstCoordinate, new Philox(seed, stream));
        MomentMatching.Apply(upper, half, dimension);
        for (int k = half - 1; k >= 0; k--)
        {
            for (int c = 0; c < dimension; c++)
            {
                double z = upper[k * dimension + c];
                values[2 * k * dimension + c] = z;
                values[(2 * k + 1) * dimension + c] = -z;
            }
        }

        return new FixedDraws(values, count, dimension);
    }

    /// <summary>As <see cref="Create(int, int, ulong, ulong)"/>, kept for the next fit that asks for the same.</summary>
    /// <param name="count">How many.</param>
    /// <param name="dimension">How many variates in each.</param>
    /// <param name="seed">Chooses the set.</param>
    /// <param name="stream">Chooses another set for the same seed.</param>
    /// <param name="firstCoordinate">
    /// Which coordinate of the points the first variate is. Two sets side by side must not have one in common: point k of both would then be the same up
    /// to its scramble, and the two variates far from independent.
    /// </param>
    internal static FixedDraws Shared(int count, int dimension, ulong seed, ulong stream, int firstCoordinate = 0)
        => DrawCache.Get(new DrawKey(count, dimension, seed, stream, IsFixed: true, firstCoordinate), key => Create(key.Count, key.Dimension, key.Seed, key.Stream, key.FirstCoordinate));

    /// <summary>Independent draws, which no other set shares; kept for the next fit that asks for the same.</summary>
    internal static FixedDraws Independent(int count, int dimension, ulong seed, ulong stream)
        => DrawCache.Get(new DrawKey(count, dimension, seed, stream, IsFixed: false), key =>
        {
            var random = new Philox(key.Seed, key.Stream);
            double[] values = new double[(long)key.Count * key.Dimension];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = random.NextNormal();
            }

            return new FixedDraws(values, key.Count, key.Dimension);
        });

    /// <summary>One draw.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <returns><see cref="Dimension"/> standard normal variates.</returns>
    public ReadOnlySpan<double> Draw(int index) => _values.AsSpan(index * Dimension, Dimension);

    /// <summary>All draws laid out for lanes: block after block of T.Width draws, each block coordinate after coordinate.</summary>
    /// <typeparam name="T">The lane type.</typeparam>
    /// <returns>Count / T.Width · Dimension lanes.</returns>
    public ReadOnlySpan<T> Lanes<T>()
        where T : unmanaged, ILane<T>
    {
        // Two threads may both lay them out: to the same bits.
        if (_lanes is not T[] lanes)
        {
            _lanes = lanes = InLanes<T>();
        }

        return lanes;
    }

    /// <summary>As <see cref="Lanes"/>, in a new array that is not kept.</summary>
    internal T[] InLanes<T>()
        where T : unmanaged, ILane<T>
    {
        T[] lanes = new T[Count / T.Width * Dimension];
        for (int block = 0; block < Count / T.Width; block++)
        {
            CopyTo(block * T.Width, lanes.AsSpan(block * Dimension, Dimension));
        }

        return lanes;
    }

    private void CopyTo<T>(int firstDraw, Span<T> block)
        where T : unmanaged, ILane<T>
    {
        Span<double> places = stackalloc double[T.Width];
        for (int i = 0; i < Dimension; i++)
        {
            for (int k = 0; k < places.Length; k++)
            {
                places[k] = _values[(firstDraw + k) * Dimension + i];
            }

            block[i] = T.Load(places);
        }
    }

    private static void FillHalf(Span<double> sample, int rows, int columns, int firstCoordinate, Philox random)
    {
        double[] points = new double[rows];
        for (int c = 0; c < columns; c++)
        {
            if (firstCoordinate + c < SobolSequence.MaxDimension)
            {
                SobolSequence.Fill(firstCoordinate + c, (uint)random.NextUInt64(), points);
            }
            else
            {
                LatinHypercube.Fill(ref random, points);
            }

            for (int r = 0; r < rows; r++)
            {
                sample[r * columns + c] = NormalQuantile.OfProbability(points[r]);
            }

            KurtosisMatching.Apply(sample, c, columns);
        }
    }
}
