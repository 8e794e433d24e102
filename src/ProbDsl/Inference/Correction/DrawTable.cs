using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Numbers of many draws, several for each, laid out as lanes write them: block after block of draws, each scalar after scalar.</summary>
/// <remarks>
/// In pieces small enough for the garbage collector to make and to reclaim them cheaply: from 85,000 bytes on every array takes fresh pages. Whoever gives a table back
/// leaves them to the next.
/// </remarks>
internal sealed class DrawTable
{
    private const int NumbersInPiece = 1 << 13;

    // Whole blocks of any width.
    private const int Unit = 8;
    private readonly double[][] _pieces;
    private readonly int _drawsInPiece;
    private readonly int _width;

    /// <param name="scalars">How many numbers a draw has.</param>
    /// <param name="draws">How many draws, a multiple of 8.</param>
    /// <param name="width">How many lanes write it.</param>
    public DrawTable(int scalars, int draws, int width)
    {
        (Scalars, Draws, _width) = (scalars, draws, width);
        _drawsInPiece = Math.Max(Unit, (int)BitOperations.RoundUpToPowerOf2((uint)(NumbersInPiece / Math.Max(1, scalars)) + 1) / 2);
        _pieces = new double[(draws + _drawsInPiece - 1) / _drawsInPiece][];
        for (int p = 0; p < _pieces.Length; p++)
        {
            _pieces[p] = ArrayPool<double>.Shared.Rent(scalars * Math.Min(_drawsInPiece, draws - p * _drawsInPiece));
        }
    }

    /// <summary>Gives the memory back: nothing can be read from then on.</summary>
    public void Return()
    {
        foreach (ref double[] piece in _pieces.AsSpan())
        {
            ArrayPool<double>.Shared.Return(piece);
            piece = [];
        }
    }

    /// <summary>How many numbers a draw has.</summary>
    public int Scalars { get; }

    /// <summary>How many draws there are.</summary>
    public int Draws { get; }

    /// <summary>The numbers of the draws from <paramref name="first"/> on, one lane for each scalar.</summary>
    public Span<T> Block<T>(int first)
        where T : unmanaged, ILane<T>
        => MemoryMarshal.Cast<double, T>(_pieces[first / _drawsInPiece].AsSpan(first % _drawsInPiece * Scalars, Scalars * _width));

    /// <summary>Copies the draws of a smaller table of the same layout to the beginning.</summary>
    public void Begin(DrawTable other)
    {
        for (int draw = 0; draw < other.Draws; draw += Unit)
        {
            int size = Unit * Scalars;
            other._pieces[draw / other._drawsInPiece].AsSpan(draw % other._drawsInPiece * Scalars, size).CopyTo(_pieces[draw / _drawsInPiece].AsSpan(draw % _drawsInPiece * Scalars, size));
        }
    }

    /// <summary>One number of one draw.</summary>
    public double At(int draw, int scalar) => _pieces[draw / _drawsInPiece][(draw % _drawsInPiece / _width * Scalars + scalar) * _width + draw % _width];

    /// <summary>One scalar of every draw, in a new array.</summary>
    public double[] Column(int scalar)
    {
        double[] column = new double[Draws];
        for (int first = 0; first < Draws; first += _width)
        {
            _pieces[first / _drawsInPiece].AsSpan((first % _drawsInPiece / _width * Scalars + scalar) * _width, _width).CopyTo(column.AsSpan(first));
        }

        return column;
    }

    /// <summary>The mean, the standard deviation and the largest share of one draw in the variance, of every scalar.</summary>
    /// <param name="weights">Weights that sum to one. A draw of weight zero does not count, whatever its values.</param>
    public TableMoments Moments(ReadOnlyMemory<double> weights) => LaneDispatch.Invoke<TableMoments.Sums, TableMoments>(new TableMoments.Sums(this, weights), _width);
}
