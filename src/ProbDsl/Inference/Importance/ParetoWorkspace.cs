namespace ProbDsl;

/// <summary>Memory of the Pareto fits: grows on first use, then is reused, so that further fits of that size allocate nothing.</summary>
/// <remarks>Not thread-safe: one workspace per thread. Spans are valid until the next call of the method that gave them.</remarks>
internal sealed class ParetoWorkspace
{
    private double[] _tail = [];
    private int[] _indices = [];
    private double[] _logExcesses = [];
    private double[] _excesses = [];
    private double[] _grid = [];
    private double[] _logLikelihood = [];
    private double[] _column = [];

    /// <summary>The values of a tail with its threshold.</summary>
    public Span<double> Tail(int length) => Take(ref _tail, length);

    /// <summary>Where the values of a tail stand.</summary>
    public Span<int> Indices(int length) => Take(ref _indices, length);

    /// <summary>Logarithms of the excesses over the threshold.</summary>
    public Span<double> LogExcesses(int length) => Take(ref _logExcesses, length);

    /// <summary>Excesses in a unit that fits them.</summary>
    public Span<double> Excesses(int length) => Take(ref _excesses, length);

    /// <summary>The grid of a profile likelihood.</summary>
    public Span<double> Grid(int length) => Take(ref _grid, length);

    /// <summary>The profile likelihood on its grid.</summary>
    public Span<double> LogLikelihood(int length) => Take(ref _logLikelihood, length);

    /// <summary>A number for each draw.</summary>
    public Span<double> Column(int length) => Take(ref _column, length);

    private static Span<T> Take<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[length];
        }

        return array.AsSpan(0, length);
    }
}
