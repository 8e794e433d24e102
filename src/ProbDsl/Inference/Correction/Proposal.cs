namespace ProbDsl;

/// <summary>What importance draws are taken from: Gaussians over the unconstrained point, some of them wider copies of others.</summary>
/// <remarks>
/// Everything is written in the coordinates y in which one Gaussian, the <see cref="Shape"/>, is standard: u = m + L·y. A wider copy keeps the
/// weights bounded where the posterior has tails longer than a Gaussian's. The draws are dealt out to the parts in groups of eight, evenly, and the
/// density is that of the mixture in the proportions that were dealt: the balance heuristic of Veach and Guibas (1995), under which the mixture of
/// fixed strata is unbiased.
/// </remarks>
internal sealed class Proposal
{
    private const double GoldenRatio = 0.6180339887498949;
    private static readonly (double Scale, double Weight)[] s_copies = [(1.6, 0.2), (3, 0.1)];
    private static readonly (double Scale, double Weight)[] s_farCopies = [(1.6, 0.2), (3, 0.1), (10, 0.03)];

    // A Gaussian that is wider along one direction and narrower across it. In many coordinates a wider copy has next to no density anywhere: where
    // the spread of all others changes with one coordinate, as with the scale of a hierarchy, this one has.
    private const double SlenderWeight = 0.2;
    private const double Along = 1.5;
    private const double Across = 0.7;

    // Of each Gaussian of a mixture, of which the shape's copies keep a quarter.
    private static readonly (double Scale, double Weight)[] s_mixed = [(1, 0.55), (1.5, 0.2)];
    private static readonly (double Scale, double Weight)[] s_behind = [(1.6, 0.15), (3, 0.1)];
    private static readonly (double Scale, double Weight)[] s_farBehind = [(1.6, 0.13), (3, 0.1), (10, 0.02)];

    private readonly Part[] _parts;
    private readonly double[] _logConstants;
    private readonly double[] _rates;

    private Proposal(GaussianShape shape, Part[] parts)
    {
        (Shape, _parts) = (shape, parts);

        // log (wₖ / (det(sₖCₖ) det L (2π)ⁿᐟ²)) and 1/2sₖ².
        double all = -shape.LogDeterminant - 0.5 * shape.Count * Math.Log(2 * Math.PI);
        _logConstants = Array.ConvertAll(parts, p => Math.Log(p.Weight) - shape.Count * Math.Log(p.Scale) - (p.Component?.LogDeterminant ?? 0) + all);
        _rates = Array.ConvertAll(parts, p => 0.5 / (p.Scale * p.Scale));
    }

    /// <summary>One Gaussian of the mixture: a component, or the shape itself, at a scale.</summary>
    private sealed record Part(MixtureComponent? Component, double Scale, double Weight);

    /// <summary>The Gaussian that is standard in y, its factor lower triangular.</summary>
    public GaussianShape Shape { get; }

    /// <summary>How many coordinates vary.</summary>
    public int Count => Shape.Count;

    /// <summary>Whether it has several Gaussians about different places.</summary>
    public bool IsMixture => _parts.Any(p => p.Component is { IsCentred: false });

    /// <summary>One Gaussian as it is; null where its covariance is singular to rounding.</summary>
    public static Proposal? Single(GaussianShape shape) => shape.Triangular() is { } triangular ? new(triangular, [new Part(null, 1, 1)]) : null;

    /// <summary>A Gaussian with wider copies.</summary>
    /// <param name="shape">The Gaussian, its factor lower triangular.</param>
    /// <param name="direction">Where the posterior is least like it, of length one; null where there is one coordinate.</param>
    /// <param name="isFar">Whether the tails fall like a power.</param>
    public static Proposal Around(GaussianShape shape, double[]? direction, bool isFar)
    {
        Part[] parts = [.. (isFar ? s_farCopies : s_copies).Select(c => new Part(null, c.Scale, c.Weight))];
        if (direction is not null)
        {
            parts = [new Part(MixtureComponent.Slender(SlenderWeight, direction, Along, Across), 1, SlenderWeight), .. parts];
        }

        return new Proposal(shape, [new Part(null, 1, 1 - parts.Sum(p => p.Weight)), .. parts]);
    }

    /// <summary>Several Gaussians, each with a wider copy, and behind them copies of one that covers them all.</summary>
    /// <param name="shape">Covers them all; its factor is lower triangular.</param>
    /// <param name="components">In the coordinates of the shape.</param>
    /// <param name="isFar">Whether the tails fall like a power.</param>
    public static Proposal Mixture(GaussianShape shape, IEnumerable<MixtureComponent> components, bool isFar)
        => new(shape,
        [
            .. components.SelectMany(c => s_mixed.Select(copy => new Part(c, copy.Scale, c.Weight * copy.Weight))),
            .. (isFar ? s_farBehind : s_behind).Select(copy => new Part(null, copy.Scale, copy.Weight)),
        ]);

    /// <summary>This and Gaussians elsewhere.</summary>
    /// <param name="others">In the coordinates of the shape, with weights that sum to less than one.</param>
    public Proposal With(IReadOnlyCollection<MixtureComponent> others)
    {
        double rest = 1 - others.Sum(c => c.Weight);
        return new Proposal(Shape, [.. _parts.Select(p => p with { Weight = rest * p.Weight }), .. others.Select(c => new Part(c, 1, c.Weight))]);
    }

    /// <summary>How far the draws reach along one coordinate of y; of a thousand from a Gaussian about one goes beyond 3.3.</summary>
    public double Reach => 3.3 * _parts.Where(p => p.Weight > 0 && p.Component is null).Select(p => p.Scale).DefaultIfEmpty(1).Max();

    /// <summary>The part of each group of eight draws, and the same proposal in the proportions dealt.</summary>
    public (int[] Parts, Proposal Dealt) Deal(int groups)
    {
        int[] dealt = new int[groups];
        int[] counts = new int[_parts.Length];
        for (int g = 0; g < groups; g++)
        {
            double p = (g + 0.5) * GoldenRatio % 1;
            int c = 0;
            while (c < _parts.Length - 1 && p >= _parts[c].Weight)
            {
                p -= _parts[c++].Weight;
            }

            dealt[g] = c;
            counts[c]++;
        }

        return (dealt, new Proposal(Shape, [.. _parts.Select((c, i) => c with { Weight = (double)counts[i] / groups })]));
    }

    /// <summary>y of a draw of a part from its noise.</summary>
    public void Standard<T>(int part, ReadOnlySpan<T> noise, Span<T> y)
        where T : unmanaged, ILane<T>
    {
        double scale = _parts[part].Scale;
        if (_parts[part].Component is { } component)
        {
            component.Place(scale, noise, y);
            return;
        }

        for (int i = 0; i < noise.Length; i++)
        {
            y[i] = scale * noise[i];
        }
    }

    /// <summary>u = m + L·y.</summary>
    public void Place<T>(ReadOnlySpan<T> y, Span<T> u)
        where T : unmanaged, ILane<T>
    {
        double[] mean = Shape.Mean;
        for (int i = 0; i < mean.Length; i++)
        {
            u[i] = mean[i];
        }

        ReadOnlySpan<double> factor = Shape.Factor;
        for (int i = 0; i < y.Length; i++)
        {
            ReadOnlySpan<double> row = factor.Slice(i * y.Length, i + 1);
            T sum = T.Zero;
            for (int j = 0; j < row.Length; j++)
            {
                sum = T.FusedMultiplyAdd(row[j], y[j], sum);
            }

            u[Shape.Varying[i]] += sum;
        }
    }

    /// <summary>log q over the coordinates of u that vary, where y is known.</summary>
    public T LogDensity<T>(ReadOnlySpan<T> y)
        where T : unmanaged, ILane<T>
    {
        T square = T.Zero;
        for (int i = 0; i < y.Length; i++)
        {
            square += y[i] * y[i];
        }

        Span<T> terms = stackalloc T[_parts.Length];
        T distance = square, largest = double.NegativeInfinity;
        MixtureComponent? last = null;
        for (int k = 0; k < terms.Length; k++)
        {
            MixtureComponent? component = _parts[k].Component;
            distance = component is null ? square : ReferenceEquals(component, last) ? distance : component.Distance(y);
            last = component;
            terms[k] = _logConstants[k] - _rates[k] * distance;
            largest = T.Select(T.LessThan(largest, terms[k]), terms[k], largest);
        }

        if (terms.Length == 1)
        {
            return terms[0];
        }

        T sum = T.Zero;
        foreach (T term in terms)
        {
            sum += T.Exp(term - largest);
        }

        return T.Log(sum) + largest;
    }
}
