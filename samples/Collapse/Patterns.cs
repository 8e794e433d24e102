using ProbDsl;

namespace Samples;

/// <summary>Rows that are one of a few patterns of bits, each bit turned over by chance: a law whose log p(x) is a short sum.</summary>
internal sealed class Patterns(int patterns, int bits, double flip, ulong seed)
{
    private readonly double[][] _patterns = Draw(patterns, bits, new Philox(seed));

    public double[][] Rows(int count, ulong stream)
    {
        var random = new Philox(seed, stream);
        double[][] rows = new double[count][];
        for (int n = 0; n < count; n++)
        {
            rows[n] = [.. _patterns[random.NextInt(patterns)]];
            foreach (ref double bit in rows[n].AsSpan())
            {
                bit = random.NextDouble() < flip ? 1 - bit : bit;
            }
        }

        return rows;
    }

    /// <summary>log p(x) of a row under the law itself: no model can have a larger mean.</summary>
    public double LogDensity(double[] x) => Math.Log(_patterns.Sum(p => Math.Exp(p.Zip(x, (a, b) => Math.Log(a == b ? 1 - flip : flip)).Sum())) / patterns);

    private static double[][] Draw(int patterns, int bits, Philox random)
        => [.. Enumerable.Range(0, patterns).Select(_ => Enumerable.Range(0, bits).Select(_ => (double)random.NextInt(2)).ToArray())];
}
