namespace ProbDsl;

/// <summary>A mixture of a few Gaussians by expectation maximisation on weighted points.</summary>
/// <remarks>
/// It starts from thirds of the points along a direction in which they are not Gaussian, and is run for two such directions; the likelihood chooses.
/// Each covariance is drawn towards that of all points, as by n + 2 further ones, so that it stays positive definite.
/// </remarks>
internal sealed class MixtureFit<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>How many Gaussians there are at first.</summary>
    public const int Components = 3;

    private const int Iterations = 8;

    // A Gaussian with a smaller share of the weight is dropped.
    private const double SmallestWeight = 0.02;

    // The thirds of the standard normal distribution.
    private const double Third = 0.4307272992954576;

    private readonly WeightedPoints<T> _points;
    private MixtureComponent[] _components = [];

    private MixtureFit(WeightedPoints<T> points) => _points = points;

    /// <summary>The better of the fits from two directions; fewer Gaussians than <see cref="Components"/> where some have died.</summary>
    public static MixtureComponent[] Best(WeightedPoints<T> points)
    {
        MixtureComponent[] best = [];
        double highest = double.NegativeInfinity;
        foreach (double[] direction in SplitDirections.Of(points))
        {
            var fit = new MixtureFit<T>(points);
            double logLikelihood = fit.Run(direction);
            (best, highest) = logLikelihood > highest ? (fit._components, logLikelihood) : (best, highest);
        }

        return best;
    }

    // The mean log likelihood of all points but for a constant, before the last step.
    private double Run(double[] direction)
    {
        Update((_, y, shares) => Slice(direction, y, shares), Components);
        double logLikelihood = double.NegativeInfinity;
        for (int iteration = 0; iteration < Iterations && _components.Length > 1; iteration++)
        {
            logLikelihood = Update((_, y, shares) => Responsibilities(y, shares), _components.Length);
        }

        return logLikelihood;
    }

    private delegate T Share(int block, ReadOnlySpan<T> y, Span<T> shares);

    // Splits every point among the components and takes the moments of each; returns the mean of what the shares return.
    private double Update(Share share, int components)
    {
        int n = _points.Count, length = WeightedSums.Length(n);
        PartialSums<T> sums = new(components * (length + 1)), values = new(1);
        T[] shares = new T[components];
        for (int block = 0; block < _points.Blocks; block++)
        {
            ReadOnlySpan<T> y = _points.Point(block);
            T weight = _points.Weight(block);
            values.Row(block)[0] += weight * share(block, y, shares);
            Span<T> row = sums.Row(block);
            for (int k = 0; k < components; k++)
            {
                T own = weight * shares[k];
                WeightedSums.Add(own, y, row.Slice(k * (length + 1), length));
                row[k * (length + 1) + length] += own * own;
            }
        }

        _components = [.. Enumerable.Range(0, components).Select(k => Component(sums, k * (length + 1))).OfType<MixtureComponent>()];
        double total = _components.Sum(c => c.Weight);
        _components = Array.ConvertAll(_components, c => c.WithWeight(c.Weight / total));
        return values.Total(0);
    }

    private MixtureComponent? Component(PartialSums<T> sums, int column)
    {
        int n = _points.Count;
        double weight = sums.Total(column), squares = sums.Total(column + WeightedSums.Length(n));
        if (!(weight >= SmallestWeight))
        {
            return null;
        }

        (double[] mean, double[] covariance) = WeightedSums.Moments(sums, column, n);
        double share = (n + 2) / (n + 2 + weight * weight / squares);
        for (int i = 0; i < n * n; i++)
        {
            covariance[i] = (1 - share) * covariance[i] + (i % (n + 1) == 0 ? share : 0);
        }

        return MixtureComponent.Create(weight, mean, covariance);
    }

    private static T Slice(double[] direction, ReadOnlySpan<T> y, Span<T> shares)
    {
        T along = T.Zero;
        for (int i = 0; i < y.Length; i++)
        {
            along += direction[i] * y[i];
        }

        T isLow = T.LessThan(along, -Third), isHigh = T.LessThan(Third, along);
        shares[0] = T.Select(isLow, T.One, T.Zero);
        shares[2] = T.Select(isHigh, T.One, T.Zero);
        shares[1] = T.One - shares[0] - shares[2];
        return T.Zero;
    }

    private T Responsibilities(ReadOnlySpan<T> y, Span<T> shares)
    {
        T largest = double.NegativeInfinity;
        for (int k = 0; k < shares.Length; k++)
        {
            shares[k] = Math.Log(_components[k].Weight) - _components[k].LogDeterminant - 0.5 * _components[k].Distance(y);
            largest = T.Select(T.LessThan(largest, shares[k]), shares[k], largest);
        }

        T sum = T.Zero;
        for (int k = 0; k < shares.Length; k++)
        {
            shares[k] = T.Exp(shares[k] - largest);
            sum += shares[k];
        }

        for (int k = 0; k < shares.Length; k++)
        {
            shares[k] /= sum;
        }

        return T.Log(sum) + largest;
    }
}
