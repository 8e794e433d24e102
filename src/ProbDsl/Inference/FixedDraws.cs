using System.Runtime.InteropServices;

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
    // No other set of a fit is as many streams on.
    private const ulong ToNextSet = Streams.Count << 20;

    private readonly double[] _values;
    private readonly DrawKey _key;
    private object? _lanes;

    private FixedDraws(double[] values, DrawKey key) => (_values, _key) = (values, key);

    /// <summary>How many draws there are.</summary>
    public int Count => _key.Count * _key.Sets;

    /// <summary>How many standard normal variates make a draw.</summary>
    public int Dimension => _key.Dimension;

    /// <summary>Makes a set of draws.</summary>
    /// <param name="count">How many: a positive multiple of 8; a power of two spreads best.</param>
    /// <param name="dimension">How many variates in each.</param>
    /// <param name="seed">Chooses the set.</param>
    /// <param name="stream">Chooses another set for the same seed.</param>
    /// <returns>The same bits for the same arguments on every machine.</returns>
    public static FixedDraws Create(int count, int dimension, ulong seed, ulong stream = Streams.FixedDraws)
    {
        if (count < 8 || count % 8 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(count), $"FixedDraws.Create: count must be a positive multiple of 8, but was {count}.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        return Create(new DrawKey(count, dimension, seed, stream, FirstCoordinate: 0));
    }

    private static FixedDraws Create(DrawKey key)
    {
        double[] values = new double[(long)key.Count * key.Sets * key.Dimension];
        int size = key.Count * key.Dimension;
        for (int set = 0; set < key.Sets; set++)
        {
            Fill(values.AsSpan(set * size, size), key.Count / 2, key.Dimension, key.FirstCoordinate, new Philox(key.Seed, key.Stream + (ulong)set * ToNextSet));
        }

        return new FixedDraws(values, key);
    }

    private static void Fill(Span<double> values, int half, int dimension, int firstCoordinate, Philox random)
    {
        Span<double> upper = values[..(half * dimension)];
        FillHalf(upper, half, dimension, firstCoordinate, random);
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
        => DrawCache.Get(new DrawKey(count, dimension, seed, stream, firstCoordinate), Create);

    /// <summary>These draws and after them others as evenly spread, of other streams; kept too.</summary>
    /// <param name="sets">How many times as many.</param>
    internal FixedDraws Continued(int sets) => DrawCache.Get(_key with { Sets = sets * _key.Sets }, Create);

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

    // A few columns at a time, so that what is written lies together.
    private static void FillHalf(Span<double> sample, int rows, int columns, int firstCoordinate, Philox random)
    {
        double[] points = new double[rows], few = new double[rows * Lane256.Width];
        Array.Fill(few, 1);
        for (int first = 0; first < columns; first += Lane256.Width)
        {
            int count = Math.Min(Lane256.Width, columns - first);
            for (int c = 0; c < count; c++)
            {
                if (firstCoordinate + first + c < SobolSequence.MaxDimension)
                {
                    SobolSequence.Fill(firstCoordinate + first + c, (uint)random.NextUInt64(), points);
                }
                else
                {
                    LatinHypercube.Fill(ref random, points);
                }

                for (int r = 0; r < rows; r++)
                {
                    few[r * Lane256.Width + c] = NormalQuantile.OfProbability(points[r]);
                }
            }

            KurtosisMatching.Apply(MemoryMarshal.Cast<double, Lane256>(few.AsSpan()));
            for (int r = 0; r < rows; r++)
            {
                few.AsSpan(r * Lane256.Width, count).CopyTo(sample[(r * columns + first)..]);
            }
        }
    }
}
