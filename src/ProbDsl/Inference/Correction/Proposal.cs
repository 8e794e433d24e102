namespace ProbDsl;

/// <summary>What importance draws are taken from: Gaussians over the unconstrained point, some of them wider copies of others.</summary>
/// <remarks>
/// Everything is written in the coordinates y in which one Gaussian, the <see cref="Shape"/>, is standard: u = m + L·y, or, where the posterior is a
/// banana, u = m + L·bend(y), of the same density because a <see cref="Bend"/> keeps volumes. A wider copy keeps the
/// weights bounded where the posterior has tails longer than a Gaussian's. The draws are dealt out to the parts in groups of eight, and the
/// density is that of the mixture in the proportions that were dealt: the balance heuristic of Veach and Guibas (1995), under which the mixture of
/// fixed strata is unbiased.
/// </remarks>
internal sealed class Proposal
{
    // Shares that are powers of one half, falling: each then gets a run of the draws that is itself evenly spread.
    private static readonly (double Scale, double Weight)[] s_copies = [(1.6, 0.125), (3, 0.125)];
    private static readonly (double Scale, double Weight)[] s_farCopies = [(1.6, 0.125), (3, 0.0625), (10, 0.03125)];

    // Beside copies that are wider along one direction only: the first where the others narrow there, the second where it has a tail of its own. Eight schools,
    // whose log tau has one to the left, in 60 seeds: k̂ of 0.57 at most, without the second 0.64.
    private static readonly (double Scale, double Weight)[] s_copiesBeside = [(1.6, 0.125), (3, 0.0625)];
    private static readonly (double Along, double Across, double Weight)[] s_slender = [(2, 0.7, 0.25), (2.5, 1.1, 0.125)];

    // Of each Gaussian of a mixture, of which the shape's copies keep a quarter.
    private static readonly (double Scale, double Weight)[] s_mixed = [(1, 0.55), (1.5, 0.2)];
    private static readonly (double Scale, double Weight)[] s_behind = [(1.6, 0.15), (3, 0.1)];
    private static readonly (double Scale, double Weight)[] s_farBehind = [(1.6, 0.13), (3, 0.1), (10, 0.02)];

    // Of a Gaussian elsewhere, whose width is little more than a guess.
    private static readonly (double Scale, double Weight)[] s_elsewhere = [(1, 0.5), (2, 0.3), (4, 0.2)];

    private readonly Part[] _parts;
    private readonly double[] _bent;
    private readonly double[] _logConstants;
    private readonly double[] _rates;

    private Proposal(GaussianShape shape, Part[] parts, Bend? bend)
    {
        (Shape, _parts, Bend) = (shape, parts, bend);
        Reach = 3.3 * parts.Where(p => p is { Weight: > 0, Component: null, Slender: null }).Select(p => p.Scale).DefaultIfEmpty(1).Max();
        _bent = new double[bend is null ? 0 : shape.Count];
        for (int i = 0; i < _bent.Length; i++)
        {
            _bent[i] = VectorMath.Dot(shape.Factor.AsSpan(i * shape.Count, shape.Count), bend!.Curve);
        }

        // log (wₖ / (det(sₖCₖ) det L (2π)ⁿᐟ²)) and 1/2sₖ².
        double all = -shape.LogDeterminant - 0.5 * shape.Count * Math.Log(2 * Math.PI);
        _logConstants = Array.ConvertAll(parts, p => Math.Log(p.Weight) - shape.Count * Math.Log(p.Scale) - (p.Component?.LogDeterminant ?? p.Slender?.LogDeterminant ?? 0) + all);
        _rates = Array.ConvertAll(parts, p => 0.5 / (p.Scale * p.Scale));
    }

    /// <summary>One Gaussian of the mixture: a component, a slender one, or else the shape itself, at a scale.</summary>
    private sealed record Part(MixtureComponent? Component, double Scale, double Weight)
    {
        public SlenderGaussian? Slender { get; init; }

        /// <summary>Whether the component is a Gaussian of places, after the bend.</summary>
        public bool IsUnbent { get; init; }
    }

    /// <summary>The Gaussian that is standard in y, its factor lower triangular.</summary>
    public GaussianShape Shape { get; }

    /// <summary>How y is bent before the shape is applied; null where it is not.</summary>
    public Bend? Bend { get; }

    /// <summary>How many coordinates vary.</summary>
    public int Count => Shape.Count;

    /// <summary>Whether it has several Gaussians about different places.</summary>
    public bool IsMixture => _parts.Any(p => p is { IsUnbent: false, Component.IsCentred: false });

    /// <summary>Where the Gaussians of a mixture stand, in the coordinates of the shape; none where it is none.</summary>
    public IEnumerable<double[]> Centres => _parts.Where(p => p is { IsUnbent: false, Component.IsCentred: false, Weight: > 0 }).Select(p => p.Component!).Distinct().Select(c => c.Mean);

    /// <summary>One Gaussian as it is; null where its covariance is singular to rounding.</summary>
    public static Proposal? Single(GaussianShape shape) => shape.Triangular() is { } triangular ? new(triangular, [new Part(null, 1, 1)], null) : null;

    /// <summary>A Gaussian with wider copies.</summary>
    /// <param name="shape">The Gaussian, its factor lower triangular.</param>
    /// <param name="direction">Where the posterior is least like it, of length one; null where there is one coordinate.</param>
    /// <param name="isFar">Whether the tails fall like a power.</param>
    public static Proposal Around(GaussianShape shape, double[]? direction, bool isFar)
    {
        (double Scale, double Weight)[] copies = isFar ? s_farCopies : direction is null ? s_copies : s_copiesBeside;
        Part[] parts = [.. copies.Select(c => new Part(null, c.Scale, c.Weight))];
        if (direction is not null)
        {
            parts = [.. s_slender.Select(s => new Part(null, 1, s.Weight) { Slender = new SlenderGaussian(direction, s.Along, s.Across) }), .. parts];
        }

        return new Proposal(shape, [.. parts, new Part(null, 1, 1 - parts.Sum(p => p.Weight))], bend: null);
    }

    /// <summary>A bent Gaussian with wider copies, and an unbent one, under which the weights are bounded where the bend leads astray.</summary>
    /// <param name="shape">The Gaussian, its factor lower triangular.</param>
    /// <param name="bend">How it is bent.</param>
    /// <param name="unbent">In the coordinates of the shape.</param>
    /// <param name="isFar">Whether the tails fall like a power.</param>
    public static Proposal Bent(GaussianShape shape, Bend bend, MixtureComponent unbent, bool isFar)
    {
        Part[] parts = [new Part(unbent, 1, unbent.Weight) { IsUnbent = true }, .. (isFar ? s_farCopies : s_copies).Select(c => new Part(null, c.Scale, c.Weight))];
        return new Proposal(shape, [.. parts, new Part(null, 1, 1 - parts.Sum(p => p.Weight))], bend);
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
        ],
        bend: null);

    /// <summary>This and Gaussians elsewhere, each with wider copies.</summary>
    /// <param name="others">In the coordinates of the shape, with weights that sum to less than one.</param>
    public Proposal With(IReadOnlyCollection<MixtureComponent> others)
    {
        double rest = 1 - others.Sum(c => c.Weight);
        return new Proposal(Shape,
        [
            .. _parts.Select(p => p with { Weight = rest * p.Weight }),
            .. others.SelectMany(c => s_elsewhere.Select(copy => new Part(c, copy.Scale, c.Weight * copy.Weight))),
        ],
        Bend);
    }

    /// <summary>Where the posterior was seen to be least like a Gaussian, of length one; null where that was not looked for.</summary>
    public double[]? Direction => _parts.Select(p => p.Slender?.Direction).FirstOrDefault(d => d is not null);

    /// <summary>How far the draws reach along one coordinate of y; of a thousand from a Gaussian about one goes beyond 3.3.</summary>
    public double Reach { get; }

    /// <summary>The part of each group of eight draws, and the same proposal in the proportions dealt.</summary>
    /// <remarks>Each part has a run of consecutive groups: of a Sobol' sequence a run, unlike a choice, is spread as evenly as the whole.</remarks>
    public (int[] Parts, Proposal Dealt) Deal(int groups)
    {
        int[] dealt = new int[groups];
        int[] counts = new int[_parts.Length];
        double end = _parts[0].Weight;
        for (int g = 0, c = 0; g < groups; g++)
        {
            while (c < _parts.Length - 1 && (g + 0.5) / groups >= end)
            {
                end += _parts[++c].Weight;
            }

            dealt[g] = c;
            counts[c]++;
        }

        return (dealt, new Proposal(Shape, [.. _parts.Select((c, i) => c with { Weight = (double)counts[i] / groups })], Bend));
    }

    /// <summary>y of a draw of a part from its noise.</summary>
    public void Standard<T>(int part, ReadOnlySpan<T> noise, Span<T> y)
        where T : unmanaged, ILane<T>
    {
        double scale = _parts[part].Scale;
        if (_parts[part].Component is { } component)
        {
            component.Place(scale, noise, y);
            if (_parts[part].IsUnbent)
            {
                Bend!.Undo(y);
            }

            return;
        }

        if (_parts[part].Slender is { } slender)
        {
            slender.Place(noise, y);
            return;
        }

        for (int i = 0; i < noise.Length; i++)
        {
            y[i] = scale * noise[i];
        }
    }

    /// <summary>The y of a point in the coordinates in which the shape is standard: the same array where nothing is bent.</summary>
    public double[] Straight(double[] place)
    {
        if (Bend is null)
        {
            return place;
        }

        double[] straight = (double[])place.Clone();
        Bend.Undo(ScalarSpan.Cast(straight.AsSpan()));
        return straight;
    }

    /// <summary>u = m + L·y, y being bent first.</summary>
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

        if (Bend is not null)
        {
            T amount = Bend.Amount(y);
            for (int i = 0; i < y.Length; i++)
            {
                u[Shape.Varying[i]] += _bent[i] * amount;
            }
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
            distance = _parts[k].Slender is { } slender ? slender.Distance(y, square)
                : component is null ? square
                : _parts[k].IsUnbent ? DistanceOfPlace(component, y)
                : ReferenceEquals(component, last) ? distance : component.Distance(y);
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

    private T DistanceOfPlace<T>(MixtureComponent component, ReadOnlySpan<T> y)
        where T : unmanaged, ILane<T>
    {
        Span<T> place = stackalloc T[y.Length];
        y.CopyTo(place);
        Bend!.Apply(place);
        return component.Distance<T>(place);
    }
}
