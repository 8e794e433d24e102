using System.Numerics;

namespace ProbDsl;

/// <summary>Sobol' points with nested uniform (Owen) scrambling, in up to 21 dimensions.</summary>
/// <remarks>
/// Direction numbers: Joe and Kuo (2008), new-joe-kuo-6. The scramble is a hash that acts on each bit depending on the higher ones
/// only (Laine and Karras 2011, constants of Burley 2020): every point is then uniform and any 2ᵏ points stay evenly spread.
/// </remarks>
internal static class SobolSequence
{
    // For each dimension but the first: the polynomial's degree and inner coefficients, then the initial numbers.
    private static readonly byte[][] Table =
    [
        [1, 0, 1], [2, 1, 1, 3], [3, 1, 1, 3, 1], [3, 2, 1, 1, 1], [4, 1, 1, 1, 3, 3], [4, 4, 1, 3, 5, 13],
        [5, 2, 1, 1, 5, 5, 17], [5, 4, 1, 1, 5, 5, 5], [5, 7, 1, 1, 7, 11, 19], [5, 11, 1, 1, 5, 1, 1],
        [5, 13, 1, 1, 1, 3, 11], [5, 14, 1, 3, 5, 5, 31], [6, 1, 1, 3, 3, 9, 7, 49], [6, 13, 1, 1, 1, 15, 21, 21],
        [6, 16, 1, 3, 1, 13, 27, 49], [6, 19, 1, 1, 1, 15, 7, 5], [6, 22, 1, 3, 1, 15, 13, 25],
        [6, 25, 1, 1, 5, 5, 19, 61], [7, 1, 1, 3, 7, 11, 23, 15, 103], [7, 4, 1, 3, 7, 13, 13, 15, 69],
    ];

    /// <summary>The number of dimensions the table covers.</summary>
    public static int MaxDimension => Table.Length + 1;

    /// <summary>One coordinate of the first points.</summary>
    /// <param name="coordinate">Which coordinate, from 0.</param>
    /// <param name="scramble">Random bits that choose the scramble.</param>
    /// <param name="points">Receives numbers in the open interval (0, 1).</param>
    public static void Fill(int coordinate, uint scramble, Span<double> points)
    {
        Span<uint> directions = stackalloc uint[32];
        FillDirections(coordinate, directions);
        for (int i = 0; i < points.Length; i++)
        {
            uint bits = 0;
            for (uint rest = (uint)i; rest != 0; rest &= rest - 1)
            {
                bits ^= directions[BitOperations.TrailingZeroCount(rest)];
            }

            points[i] = (Scramble(bits, scramble) + 0.5) * (1.0 / 4294967296.0);
        }
    }

    /// <summary>What each bit of a point's index adds, modulo 2 bit by bit, to a coordinate before scrambling.</summary>
    internal static void FillDirections(int coordinate, Span<uint> directions)
    {
        if (coordinate == 0)
        {
            for (int k = 0; k < 32; k++)
            {
                directions[k] = 1u << (31 - k);
            }

            return;
        }

        byte[] row = Table[coordinate - 1];
        int degree = row[0];
        for (int k = 0; k < 32; k++)
        {
            if (k < degree)
            {
                directions[k] = (uint)row[2 + k] << (31 - k);
                continue;
            }

            uint v = directions[k - degree] ^ (directions[k - degree] >> degree);
            for (int j = 1; j < degree; j++)
            {
                v ^= ((uint)row[1] >> (degree - 1 - j) & 1u) * directions[k - j];
            }

            directions[k] = v;
        }
    }

    private static uint Scramble(uint x, uint seed)
    {
        x = Reverse(x) + seed;
        x ^= x * 0x6c50b47cu;
        x ^= x * 0xb82f1e52u;
        x ^= x * 0xc7afe638u;
        x ^= x * 0x8d22f6e6u;
        return Reverse(x);
    }

    private static uint Reverse(uint x)
    {
        x = ((x >> 1) & 0x55555555u) | ((x & 0x55555555u) << 1);
        x = ((x >> 2) & 0x33333333u) | ((x & 0x33333333u) << 2);
        x = ((x >> 4) & 0x0F0F0F0Fu) | ((x & 0x0F0F0F0Fu) << 4);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(x);
    }
}
