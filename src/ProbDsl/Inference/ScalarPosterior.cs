namespace ProbDsl;

/// <summary>The fitted posterior of one scalar, summarised from draws.</summary>
public sealed class ScalarPosterior
{
    private readonly double[] _draws;
    private double[]? _sorted;

    internal ScalarPosterior(string name, double[] draws)
    {
        Name = name;
        _draws = draws;
        double sum = 0;
        foreach (double x in draws)
        {
            sum += x;
        }

        Mean = sum / draws.Length;
        double squares = 0;
        foreach (double x in draws)
        {
            squares += (x - Mean) * (x - Mean);
        }

        // The draws are a quadrature of q, not a random sample of it: no correction of the divisor.
        Sd = Math.Sqrt(squares / draws.Length);
    }

    /// <summary>The scalar's name as in the source: <c>mu</c>, <c>theta[3]</c>.</summary>
    public string Name { get; }

    /// <summary>The posterior mean.</summary>
    public double Mean { get; }

    /// <summary>The posterior standard deviation.</summary>
    public double Sd { get; }

    /// <summary>The draws; draw k of one quantity belongs with draw k of every other.</summary>
    public ReadOnlySpan<double> Draws => _draws;

    /// <summary>The posterior quantile: linear interpolation between the sorted draws, the i-th of which (from 1) is at (i − ½)/n.</summary>
    /// <param name="p">A probability between 0 and 1.</param>
    /// <returns>The quantile; the smallest or largest draw beyond the ends.</returns>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), FormattableString.Invariant($"{Name}.Quantile: p must be between 0 and 1, but was {p}."));
        }

        double[] sorted = _sorted ??= Sorted();
        double position = Math.Clamp(p * sorted.Length - 0.5, 0, sorted.Length - 1);
        int below = (int)position;
        double fraction = position - below;
        return fraction == 0 ? sorted[below] : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {TableNumber.Format(Mean, Sd)} ± {TableNumber.Format(Sd, Sd)}";

    private double[] Sorted()
    {
        double[] sorted = (double[])_draws.Clone();
        Array.Sort(sorted);
        return sorted;
    }
}
