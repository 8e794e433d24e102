namespace ProbDsl;

/// <summary>The draws of one column that have weight, in ascending order, for quantiles.</summary>
internal readonly ref struct SortedColumn
{
    private readonly ReadOnlySpan<double> _values;
    private readonly ReadOnlySpan<int> _draws;
    private readonly ReadOnlySpan<double> _weights;

    private SortedColumn(ReadOnlySpan<double> values, ReadOnlySpan<int> draws, ReadOnlySpan<double> weights)
    {
        _values = values;
        _draws = draws;
        _weights = weights;
    }

    /// <summary>Sorts a column: O(S log S).</summary>
    /// <param name="column">One number for each draw.</param>
    /// <param name="weights">Weights that sum to one.</param>
    /// <param name="workspace">Memory; holds the sorted column.</param>
    public static SortedColumn Create(ReadOnlySpan<double> column, ReadOnlySpan<double> weights, ParetoWorkspace workspace)
    {
        Span<double> values = workspace.Column(column.Length);
        Span<int> draws = workspace.Indices(column.Length);
        int count = 0;
        for (int i = 0; i < column.Length; i++)
        {
            if (weights[i] > 0)
            {
                values[count] = column[i];
                draws[count++] = i;
            }
        }

        values[..count].Sort(draws[..count]);
        return new SortedColumn(values[..count], draws[..count], weights);
    }

    /// <summary>A quantile with its standard error.</summary>
    /// <remarks>
    /// Linear interpolation between the values, the i-th of which is at w₁ + … + wᵢ − wᵢ/2; for equal weights (i − ½)/S. The standard error
    /// is Woodruff's (1952): that of the distribution function at the quantile, √(Σ wᵢ² (1[xᵢ ≤ Q] − p)²), carried back through the quantiles
    /// on either side. NaN if a value is NaN.
    /// </remarks>
    /// <param name="p">A probability between 0 and 1.</param>
    public Estimate Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), FormattableString.Invariant($"A probability must be between 0 and 1, but was {p}."));
        }

        // NaN sorts first.
        if (double.IsNaN(_values[0]))
        {
            return Estimate.None;
        }

        double value = Interpolate(p);
        double error = ProbabilityError(value, p);
        double below = Math.Max(p - error, 0), above = Math.Min(p + error, 1);
        return new Estimate(value, above > below ? (Interpolate(above) - Interpolate(below)) * (error / (above - below)) : 0);
    }

    private double Interpolate(double p)
    {
        double cumulative = 0, previous = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            double weight = _weights[_draws[i]];
            double position = cumulative + 0.5 * weight;
            if (p <= position)
            {
                return i == 0 || p == position ? _values[i] : Between(_values[i - 1], _values[i], (p - previous) / (position - previous));
            }

            cumulative += weight;
            previous = position;
        }

        return _values[^1];
    }

    private static double Between(double low, double high, double fraction) => low == high ? low : low + fraction * (high - low);

    private double ProbabilityError(double value, double p)
    {
        double squares = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            double weight = _weights[_draws[i]], error = weight * ((_values[i] <= value ? 1 : 0) - p);
            squares += error * error;
        }

        return Math.Sqrt(squares);
    }
}
