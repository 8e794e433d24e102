namespace ProbDsl;

/// <summary>What importance draws are taken from: a Gaussian over the unconstrained point, alone or with wider copies of itself.</summary>
/// <remarks>
/// A wider copy keeps the weights bounded where the posterior has tails longer than a Gaussian's. The draws are dealt out to the copies in
/// groups of eight, evenly, and the density is that of the mixture in the proportions that were dealt: the balance heuristic of Veach and
/// Guibas (1995), under which the mixture of fixed strata is unbiased.
/// </remarks>
internal sealed class Proposal
{
    private const double GoldenRatio = 0.6180339887498949;
    private static readonly (double Scale, double Weight)[] s_single = [(1, 1)];
    private static readonly (double Scale, double Weight)[] s_wide = [(1, 0.7), (1.6, 0.2), (3, 0.1)];
    private static readonly (double Scale, double Weight)[] s_far = [(1, 0.67), (1.6, 0.2), (3, 0.1), (10, 0.03)];
    private readonly (double Scale, double Weight)[] _copies;
    private readonly (double Constant, double Rate)[] _terms;
    private readonly double _constant;
    private readonly double _rate;

    private Proposal(GaussianShape shape, (double Scale, double Weight)[] copies)
    {
        (Shape, _copies) = (shape, copies);

        // Σ wⱼ sⱼ⁻ⁿ exp(−r²/2sⱼ²) = exp(−r²/2s²) Σ wⱼ sⱼ⁻ⁿ exp(−r² (1/2sⱼ² − 1/2s²)), where s is the largest scale. The
        // largest exponent is n log(s/sⱼ): no exponential overflows below 300 dimensions.
        (double widest, double weight) = copies.Where(c => c.Weight > 0).MaxBy(c => c.Scale);
        int n = shape.Count;
        _rate = 0.5 / (widest * widest);
        _constant = Math.Log(weight) - n * Math.Log(widest) - shape.LogDeterminant - 0.5 * n * Math.Log(2 * Math.PI);
        _terms =
        [
            .. copies.Where(c => c.Weight > 0 && c.Scale < widest)
                .Select(c => (Math.Log(c.Weight / weight) + n * Math.Log(widest / c.Scale), 0.5 / (c.Scale * c.Scale) - _rate)),
        ];
    }

    /// <summary>The Gaussian at scale 1, its factor lower triangular.</summary>
    public GaussianShape Shape { get; }

    /// <summary>How many coordinates vary.</summary>
    public int Count => Shape.Count;

    /// <summary>One Gaussian as it is; null where its covariance is singular to rounding.</summary>
    public static Proposal? Single(GaussianShape shape) => shape.Triangular() is { } triangular ? new(triangular, s_single) : null;

    /// <summary>A Gaussian with wider copies; null where its covariance is singular to rounding.</summary>
    public static Proposal? Wide(GaussianShape shape) => shape.Triangular() is { } triangular ? new(triangular, s_wide) : null;

    /// <summary>A Gaussian with wider copies, one of them for tails that fall like a power; null where its covariance is singular to rounding.</summary>
    public static Proposal? Far(GaussianShape shape) => shape.Triangular() is { } triangular ? new(triangular, s_far) : null;

    /// <summary>How far the draws reach along one coordinate of the noise; of a thousand from a Gaussian about one goes beyond 3.3.</summary>
    public double Reach => 3.3 * _copies.Where(c => c.Weight > 0).Max(c => c.Scale);

    /// <summary>log q where the squared length of the noise at scale 1 is known.</summary>
    public double LogDensity(double square)
    {
        double copies = 1;
        foreach ((double constant, double rate) in _terms)
        {
            copies += Math.Exp(constant - rate * square);
        }

        return Math.Log(copies) + _constant - _rate * square;
    }

    /// <summary>How much wider than the Gaussian a copy is.</summary>
    public double ScaleOf(int copy) => _copies[copy].Scale;

    /// <summary>The copy of each group of eight draws, and the same proposal in the proportions dealt.</summary>
    public (int[] Copies, Proposal Dealt) Deal(int groups)
    {
        int[] dealt = new int[groups];
        int[] counts = new int[_copies.Length];
        for (int g = 0; g < groups; g++)
        {
            double p = (g + 0.5) * GoldenRatio % 1;
            int c = 0;
            while (c < _copies.Length - 1 && p >= _copies[c].Weight)
            {
                p -= _copies[c++].Weight;
            }

            dealt[g] = c;
            counts[c]++;
        }

        return (dealt, new Proposal(Shape, [.. _copies.Select((c, i) => (c.Scale, (double)counts[i] / groups))]));
    }

    /// <summary>A draw: u of a copy from its noise.</summary>
    /// <returns>log q(u) over the coordinates that vary.</returns>
    public T Draw<T>(int copy, ReadOnlySpan<T> noise, Span<T> u)
        where T : unmanaged, ILane<T>
    {
        double[] mean = Shape.Mean;
        for (int i = 0; i < mean.Length; i++)
        {
            u[i] = mean[i];
        }

        double scale = _copies[copy].Scale;
        T square = T.Zero;
        ReadOnlySpan<double> factor = Shape.Factor;
        for (int i = 0; i < noise.Length; i++)
        {
            ReadOnlySpan<double> row = factor.Slice(i * noise.Length, i + 1);
            T sum = T.Zero;
            for (int j = 0; j < row.Length; j++)
            {
                sum = T.FusedMultiplyAdd(row[j], noise[j], sum);
            }

            u[Shape.Varying[i]] += scale * sum;
            square += noise[i] * noise[i];
        }

        square *= scale * scale;
        if (_terms.Length == 0)
        {
            return _constant - _rate * square;
        }

        T copies = T.One;
        foreach ((double constant, double rate) in _terms)
        {
            copies += T.Exp(constant - rate * square);
        }

        return T.Log(copies) + _constant - _rate * square;
    }
}
