namespace ProbDsl;

/// <summary>The logarithm of a density at points of one or two numbers each, one after the other.</summary>
internal delegate void LogDensity(ReadOnlySpan<double> points, Span<double> values);

/// <summary>
/// log p(x, z) of one row in the coordinates ε of its q, z = m + s·ε: log p(x, z(ε)) + log |dz/dε|, which is log w(ε) + log N(ε; 0, I), because
/// log q(z(ε)) = log N(ε; 0, I) − log |dz/dε|. Its integral over ε is p(x).
/// </summary>
internal sealed class RowDensity<TProgram>(TProgram program, double[] parameters, int row)
    where TProgram : struct, INetworkProgram
{
    private const int LargestBatch = 512;
    private readonly RowProgram<TProgram, double, Pack512<double>> _program = new(program);
    private readonly int[] _widths = [.. program.RowNoise.Select(a => a.Width)];
    private readonly Workspace<PackLane<Pack1<double>, double>> _workspace = new();
    private readonly int[] _batch = [.. Enumerable.Repeat(row, LargestBatch)];
    private readonly double[] _noise = new double[LargestBatch * program.RowNoise.Sum(a => a.Width)];

    /// <summary>Overwrites the values at the points ε.</summary>
    public void Evaluate(ReadOnlySpan<double> points, Span<double> values)
    {
        int width = _noise.Length / LargestBatch;
        values.Clear();
        for (int first = 0; first < values.Length; first += LargestBatch)
        {
            int count = Math.Min(LargestBatch, values.Length - first);
            ReadOnlySpan<double> chunk = points.Slice(first * width, count * width);
            Span<double> of = values.Slice(first, count);

            // The noise of a batch is array by array, the points number by number.
            for (int a = 0, at = 0, before = 0; a < _widths.Length; before += _widths[a++])
            {
                for (int k = 0; k < count; k++)
                {
                    for (int i = 0; i < _widths[a]; i++)
                    {
                        _noise[at++] = chunk[k * width + before + i];
                    }
                }
            }

            _program.LogWeightOfRows(parameters, _noise.AsSpan(0, count * width), _batch.AsSpan(0, count), of, _workspace);
            for (int k = 0; k < count; k++)
            {
                for (int i = 0; i < width; i++)
                {
                    of[k] -= 0.5 * (Math.Log(2 * Math.PI) + chunk[k * width + i] * chunk[k * width + i]);
                }
            }
        }
    }
}
