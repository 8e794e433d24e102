using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Numbers of many draws, several for each, laid out as lanes write them: block after block of draws, each scalar after scalar.</summary>
internal sealed class DrawTable
{
    private readonly double[] _values;
    private readonly int _width;

    /// <param name="scalars">How many numbers a draw has.</param>
    /// <param name="draws">How many draws, a multiple of 8.</param>
    /// <param name="width">How many lanes write it.</param>
    public DrawTable(int scalars, int draws, int width)
    {
        (Scalars, Draws, _width) = (scalars, draws, width);
        _values = GC.AllocateUninitializedArray<double>(scalars * draws);
    }

    /// <summary>How many numbers a draw has.</summary>
    public int Scalars { get; }

    /// <summary>How many draws there are.</summary>
    public int Draws { get; }

    /// <summary>The numbers of the draws from <paramref name="first"/> on, one lane for each scalar.</summary>
    public Span<T> Block<T>(int first)
        where T : unmanaged, ILane<T>
        => MemoryMarshal.Cast<double, T>(_values.AsSpan(first * Scalars, Scalars * _width));

    /// <summary>One number of one draw.</summary>
    public double At(int draw, int scalar) => _values[draw / _width * _width * Scalars + scalar * _width + draw % _width];

    /// <summary>One scalar of every draw, in a new array.</summary>
    public double[] Column(int scalar)
    {
        double[] column = new double[Draws];
        for (int first = 0; first < Draws; first += _width)
        {
            _values.AsSpan(first * Scalars + scalar * _width, _width).CopyTo(column.AsSpan(first));
        }

        return column;
    }

    /// <summary>The mean, the standard deviation and the largest share of one draw in the variance, of every scalar.</summary>
    /// <param name="weights">Weights that sum to one. A draw of weight zero does not count, whatever its values.</param>
    public TableMoments Moments(ReadOnlySpan<double> weights)
    {
        var moments = new TableMoments(this, weights.ToArray());
        return LaneDispatch.Invoke<TableMoments.Sums, TableMoments>(new TableMoments.Sums(moments), _width);
    }
}
