namespace ProbDsl;

/// <summary>Means and variances of the two pulls, entry by entry, over draws.</summary>
/// <remarks>Deviations are taken from the first draw, so that a gradient without noise has the variance 0 and not what rounding leaves of a difference of squares.</remarks>
internal sealed class GradientMoments(int parameters)
{
    private readonly double[][] _first = Rows(parameters), _sums = Rows(parameters), _squares = Rows(parameters);
    private readonly double[] _sum = new double[parameters];
    private int _draws;

    /// <summary>One draw of each pull.</summary>
    public void Add(ReadOnlySpan<double> reconstruction, ReadOnlySpan<double> kl)
    {
        for (int i = 0; i < _sum.Length; i++)
        {
            _sum[i] = reconstruction[i] + kl[i];
        }

        Add(reconstruction, 0);
        Add(kl, 1);
        Add(_sum, 2);
        _draws++;
    }

    /// <summary>The pulls at each block, and at all parameters.</summary>
    public GradientDecomposition ToDecomposition(IReadOnlyList<ParameterBlock> blocks)
        => new([.. blocks.Select(Of)], Of(new ParameterBlock("all", 0, parameters)), _draws);

    private GradientBlock Of(ParameterBlock block)
    {
        (double[] r, double rVariance) = Moments(0, block);
        (double[] k, double kVariance) = Moments(1, block);
        double[] sum = [.. r.Zip(k, (a, b) => a + b)];
        double rNorm = Norm(r), kNorm = Norm(k);
        return new(
            block.Name, block.Count, new(rNorm, rNorm / Math.Sqrt(rVariance)), new(kNorm, kNorm / Math.Sqrt(kVariance)),
            Norm(sum), Math.Sqrt(Moments(2, block).Variance / _draws), rNorm > 0 && kNorm > 0 ? VectorMath.Dot(r, k) / (rNorm * kNorm) : double.NaN);
    }

    // The mean gradient, and the trace of the covariance of one draw's.
    private (double[] Mean, double Variance) Moments(int part, ParameterBlock block)
    {
        double[] mean = new double[block.Count];
        double variance = 0;
        for (int i = 0; i < block.Count; i++)
        {
            double deviation = _sums[part][block.Offset + i] / _draws;
            mean[i] = _first[part][block.Offset + i] + deviation;
            variance += Math.Max(0, _squares[part][block.Offset + i] - _draws * deviation * deviation) / Math.Max(1, _draws - 1);
        }

        return (mean, variance);
    }

    private void Add(ReadOnlySpan<double> gradient, int part)
    {
        (double[] first, double[] sums, double[] squares) = (_first[part], _sums[part], _squares[part]);
        if (_draws == 0)
        {
            gradient.CopyTo(first);
        }

        for (int i = 0; i < first.Length; i++)
        {
            double deviation = gradient[i] - first[i];
            sums[i] += deviation;
            squares[i] += deviation * deviation;
        }
    }

    private static double Norm(double[] x) => Math.Sqrt(VectorMath.Dot(x, x));

    private static double[][] Rows(int length) => [new double[length], new double[length], new double[length]];
}
