namespace ProbDsl;

/// <summary>The quantiles of draws: linear interpolation between the sorted values, the i-th of which is at w₁ + … + wᵢ − wᵢ/2.</summary>
/// <remarks>With S equal weights that is (i − ½)/S (Hazen). Draws of weight zero do not count. Built once, then read by any thread.</remarks>
internal sealed class QuantileFunction
{
    private readonly double[] _values;
    private readonly double[] _positions;
    private readonly double[]? _weights;

    /// <param name="draws">The values.</param>
    /// <param name="weights">Weights that sum to one; empty for equal ones.</param>
    public QuantileFunction(ReadOnlySpan<double> draws, ReadOnlySpan<double> weights)
    {
        _values = draws.ToArray();
        _positions = new double[draws.Length];
        if (weights.IsEmpty)
        {
            Array.Sort(_values);
            for (int i = 0; i < _positions.Length; i++)
            {
                _positions[i] = (i + 0.5) / _positions.Length;
            }

            return;
        }

        double[] sorted = weights.ToArray();
        Array.Sort(_values, sorted);
        double cumulative = 0;
        int count = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (sorted[i] > 0)
            {
                (_values[count], sorted[count]) = (_values[i], sorted[i]);
                _positions[count] = cumulative + 0.5 * sorted[count];
                cumulative += sorted[count++];
            }
        }

        Array.Resize(ref _values, count);
        Array.Resize(ref _positions, count);
        _weights = sorted;
    }

    /// <summary>The quantile; the smallest or largest value beyond the ends.</summary>
    public double At(double p)
    {
        int above = Array.BinarySearch(_positions, p);
        above = above < 0 ? ~above : above;
        if (above == 0 || above == _values.Length)
        {
            return above == 0 ? _values[0] : _values[^1];
        }

        double low = _values[above - 1], high = _values[above];
        double fraction = (p - _positions[above - 1]) / (_positions[above] - _positions[above - 1]);
        return low == high ? low : low + fraction * (high - low);
    }

    /// <summary>The standard error of <see cref="At"/> for independent draws.</summary>
    /// <remarks>
    /// Woodruff's (1952): that of the distribution function at the quantile Q, √(Σ wᵢ² (1[xᵢ ≤ Q] − p)²), carried back through the quantiles on either
    /// side.
    /// </remarks>
    public double StandardErrorAt(double p)
    {
        double value = At(p), squares = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            double weight = _weights is null ? 1.0 / _values.Length : _weights[i], share = weight * ((_values[i] <= value ? 1 : 0) - p);
            squares += share * share;
        }

        double error = Math.Sqrt(squares), below = Math.Max(p - error, 0), above = Math.Min(p + error, 1);
        return above > below ? (At(above) - At(below)) * (error / (above - below)) : 0;
    }

    /// <summary>The probability of at most x, the inverse of <see cref="At"/>: 0 or 1 beyond the ends; of a value that repeats that of its middle.</summary>
    public double Probability(double x)
    {
        int above = FirstAbove(x, orEqual: true), end = FirstAbove(x, orEqual: false);
        if (end > above)
        {
            return 0.5 * (_positions[above] + _positions[end - 1]);
        }

        if (above == 0 || above == _values.Length)
        {
            return above == 0 ? 0 : 1;
        }

        double fraction = (x - _values[above - 1]) / (_values[above] - _values[above - 1]);
        return _positions[above - 1] + fraction * (_positions[above] - _positions[above - 1]);
    }

    private int FirstAbove(double x, bool orEqual)
    {
        int low = 0, high = _values.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool isAbove = orEqual ? _values[middle] >= x : _values[middle] > x;
            (low, high) = isAbove ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
