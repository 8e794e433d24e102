using System.Numerics;

namespace ProbDsl;

/// <summary>Matrix products whose panels of columns are shared among the cores, for a thread that has no other work for them.</summary>
/// <remarks>
/// Every element is one chain of additions whoever computes it, so that the bits are those of <see cref="MatrixProduct{TNumber}"/>. The only code with pointers: a span
/// cannot be handed to another thread, and the matrices stand still while the caller waits.
/// </remarks>
/// <typeparam name="TNumber"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed unsafe class SharedProduct<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    // Multiplications below which another core is not worth the way.
    private const long WorthSharing = 1 << 22;

    // Columns of a portion: three of the widest registers of single precision, so that no portion but the last has a narrow panel.
    private const int Width = 48;

    // Rows of a tile, and with how many it is worth to fetch a panel.
    private const int RowsOfTile = 8;
    private const int LeastRows = 32;

    private readonly Team _team;
    private readonly Action<int> _portion;
    private Shape _a;
    private Shape _b;
    private Shape _c;
    private bool _adds;

    // How many parts the rows are cut into, and of how many rows.
    private int _bands;
    private int _height;

    public SharedProduct(Team team) => (_team, _portion) = (team, Portion);

    /// <summary>Whether a product is long enough.</summary>
    public static bool IsWorthIt(int rows, int depth, int columns) => columns > Width && (long)rows * depth * columns >= WorthSharing;

    /// <summary>C = A·B, or C + A·B.</summary>
    public void Multiply(MatrixSpan<TNumber> a, MatrixSpan<TNumber> b, MatrixSpan<TNumber> c, bool adds)
    {
        fixed (TNumber* fromA = a.Data, fromB = b.Data, to = c.Data)
        {
            (_a, _b, _c, _adds) = (new(fromA, a), new(fromB, b), new(to, c), adds);

            // Twice as many portions leave nobody waiting long for the last; a panel that must be copied first is copied by one.
            _bands = b.ColumnStep == 1 && c.Rows >= 2 * LeastRows ? 2 : 1;
            _height = (((c.Rows + _bands - 1) / _bands) + RowsOfTile - 1) / RowsOfTile * RowsOfTile;
            _team.Run(_bands * ((c.Columns + Width - 1) / Width), _portion);
        }
    }

    private void Portion(int k)
    {
        MatrixSpan<TNumber> c = _c.Matrix;
        int first = k / _bands * Width, count = Math.Min(Width, c.Columns - first), top = k % _bands * _height, rows = Math.Min(_height, c.Rows - top);
        MatrixProduct<TNumber>.MultiplyAlone(_a.Matrix.SliceRows(top, rows), _b.Matrix.SliceColumns(first, count), c.SliceColumns(first, count).SliceRows(top, rows), _adds);
    }

    // A matrix span as a thread can be handed it.
    private readonly struct Shape(TNumber* data, MatrixSpan<TNumber> matrix)
    {
        private readonly int _length = matrix.Data.Length;
        private readonly int _rows = matrix.Rows;
        private readonly int _columns = matrix.Columns;
        private readonly int _rowStep = matrix.RowStep;
        private readonly int _columnStep = matrix.ColumnStep;

        public MatrixSpan<TNumber> Matrix => new(new Span<TNumber>(data, _length), _rows, _columns, _rowStep, _columnStep);
    }
}
