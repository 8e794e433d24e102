namespace ProbDsl;

/// <summary>What importance draws are taken from: a mixture of Gaussians over the unconstrained point, each at several scales.</summary>
/// <remarks>
/// A wider copy of each Gaussian keeps the weights bounded where the posterior has tails longer than a Gaussian's. The draws are dealt out to
/// the components in groups of eight, evenly, and the density is that of the mixture in the proportions that were dealt: the balance
/// heuristic of Veach and Guibas (1995), under which the mixture of fixed strata is unbiased.
/// </remarks>
internal sealed class Proposal
{
    private const double GoldenRatio = 0.6180339887498949;
    private static readonly (double Scale, double Weight)[] s_single = [(1, 1)];
    private static readonly (double Scale, double Weight)[] s_wide = [(1, 0.7), (1.6, 0.2), (3, 0.1)];
    private readonly GaussianShape[] _shapes;
    private readonly double[][] _factors;
    private readonly (int Shape, double Scale, double Weight)[] _components;

    private Proposal(GaussianShape[] shapes, (int Shape, double Scale, double Weight)[] components)
    {
        _shapes = shapes;
        _components = components;
        _factors = IsSingle ? [] : Array.ConvertAll(shapes, Triangle);
    }

    /// <summary>The Gaussians at scale 1.</summary>
    public IReadOnlyList<GaussianShape> Shapes => _shapes;

    /// <summary>How many coordinates vary.</summary>
    public int Count => _shapes[0].Count;

    /// <summary>Whether there is one Gaussian at one scale, so that the density is that of the noise.</summary>
    public bool IsSingle => _components.Length == 1;

    /// <summary>How much wider than its Gaussian a component is.</summary>
    public double ScaleOf(int component) => _components[component].Scale;

    /// <summary>One Gaussian as it is.</summary>
    public static Proposal Single(GaussianShape shape) => new([shape], [(0, 1, 1)]);

    /// <summary>Gaussians with their weights, each also wider.</summary>
    public static Proposal Wide(IReadOnlyList<(GaussianShape Shape, double Weight)> parts)
    {
        double total = parts.Sum(part => part.Weight);
        return new(
            [.. parts.Select(part => part.Shape)],
            [.. parts.SelectMany((part, k) => s_wide.Select(s => (k, s.Scale, s.Weight * part.Weight / total)))]);
    }

    /// <summary>The component of each group of eight draws, and the same proposal in the proportions dealt.</summary>
    public (int[] Components, Proposal Dealt) Deal(int groups)
    {
        int[] components = new int[groups];
        int[] counts = new int[_components.Length];
        for (int g = 0; g < groups; g++)
        {
            double p = (g + 0.5) * GoldenRatio % 1;
            int c = 0;
            while (c < _components.Length - 1 && p >= _components[c].Weight)
            {
                p -= _components[c++].Weight;
            }

            components[g] = c;
            counts[c]++;
        }

        return (components, new Proposal(_shapes, [.. _components.Select((c, i) => (c.Shape, c.Scale, (double)counts[i] / groups))]));
    }

    /// <summary>u of a component from its noise.</summary>
    public void Place<T>(int component, ReadOnlySpan<T> noise, Span<T> scaled, Span<T> u)
        where T : unmanaged, ILane<T>
    {
        (int shape, double scale, _) = _components[component];
        for (int i = 0; i < noise.Length; i++)
        {
            scaled[i] = scale * noise[i];
        }

        _shapes[shape].Place<T>(scaled, u);
    }

    /// <summary>log q(u) over the coordinates that vary.</summary>
    /// <param name="noise">The noise that made u, in which a single Gaussian has its density.</param>
    /// <param name="u">The point.</param>
    /// <param name="solved">Scratch for n numbers.</param>
    public T LogDensity<T>(ReadOnlySpan<T> noise, ReadOnlySpan<T> u, Span<T> solved)
        where T : unmanaged, ILane<T>
    {
        double constant = -0.5 * Count * Math.Log(2 * Math.PI);
        if (IsSingle)
        {
            return -0.5 * SquaredLength(noise) + (constant - _shapes[0].LogDeterminant);
        }

        T total = double.NegativeInfinity, square = T.Zero;
        int last = -1;
        foreach ((int shape, double scale, double weight) in _components)
        {
            if (weight == 0)
            {
                continue;
            }

            if (shape != last)
            {
                square = SquaredDistance(shape, u, solved);
                last = shape;
            }

            T term = (-0.5 / (scale * scale)) * square + (Math.Log(weight) - Count * Math.Log(scale) - _shapes[shape].LogDeterminant + constant);
            total = T.LogAddExp(total, term);
        }

        return total;
    }

    private static T SquaredLength<T>(ReadOnlySpan<T> x)
        where T : unmanaged, ILane<T>
    {
        T sum = T.Zero;
        foreach (T value in x)
        {
            sum += value * value;
        }

        return sum;
    }

    // |C⁻¹(u − m)|² by forward substitution.
    private T SquaredDistance<T>(int shape, ReadOnlySpan<T> u, Span<T> solved)
        where T : unmanaged, ILane<T>
    {
        GaussianShape gaussian = _shapes[shape];
        double[] factor = _factors[shape];
        int n = gaussian.Count;
        for (int i = 0; i < n; i++)
        {
            int at = gaussian.Varying[i];
            T sum = u[at] - gaussian.Mean[at];
            for (int j = 0; j < i; j++)
            {
                sum -= factor[i * n + j] * solved[j];
            }

            solved[i] = sum * (1 / factor[i * n + i]);
        }

        return SquaredLength<T>(solved[..n]);
    }

    private static double[] Triangle(GaussianShape shape)
    {
        double[] covariance = shape.Covariance();
        return Cholesky.TryFactor(covariance, shape.Count)
            ? covariance
            : throw new InvalidOperationException("A proposal's covariance is singular; whoever made it has let that pass.");
    }
}
