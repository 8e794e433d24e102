namespace ProbDsl;

/// <summary>For any q, declared ones too, and on minibatches: from a generated program in which log q has parameters of its own.</summary>
internal sealed class ProgramWeight<TProgram, T> : DrawWeight<T>
    where TProgram : struct, IWeightProgram
    where T : unmanaged, ILane<T>
{
    private readonly TProgram _program;
    private readonly Workspace<T> _workspace = new();

    // Parameters of q that belong to no row, and to each.
    private readonly int _guide;
    private readonly int _rowGuide;

    // Of all entries of (φ, φ′) the batch has: φ whole, φ′ whole, φ of rows, φ′ of rows.
    private readonly T[] _phi;
    private readonly T[] _gradient;
    private int _ofRows;
    private int _heldOfRows;

    public ProgramWeight(TProgram program, int largestBatch)
        : base(new(program.ParameterCount, program.BatchRows, program.RowParameters), new(program.NoiseCount, program.BatchRows, program.RowNoise), largestBatch)
    {
        _program = program;
        (_guide, _rowGuide) = Parameters.Below(program.GuideParameterCount);
        int most = Parameters.Count(largestBatch) + _guide + (_rowGuide * largestBatch);
        (_phi, _gradient) = (new T[most], new T[most]);
    }

    private int HeldStart => Parameters.WholeCount;

    private int RowStart => Parameters.WholeCount + _guide;

    public override void MoveTo(ReadOnlySpan<T> phi)
    {
        ReadOnlySpan<T> rows = phi[HeldStart..];
        _ofRows = rows.Length;
        _heldOfRows = Parameters.RowWidth == 0 ? 0 : rows.Length / Parameters.RowWidth * _rowGuide;
        phi[..HeldStart].CopyTo(_phi);
        phi[.._guide].CopyTo(_phi.AsSpan(HeldStart));
        rows.CopyTo(_phi.AsSpan(RowStart));
        rows[.._heldOfRows].CopyTo(_phi.AsSpan(RowStart + _ofRows));
    }

    public override T Whole(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient)
    {
        T logWeight = AlongPath(noise, batch, gradient);
        Add(gradient, _gradient.AsSpan(HeldStart, _guide));
        Add(gradient[HeldStart..], _gradient.AsSpan(RowStart + _ofRows, _heldOfRows));
        return logWeight;
    }

    public override T AlongPath(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient)
    {
        int count = RowStart + _ofRows + _heldOfRows;
        T logWeight = _program.LogWeight<T>(_phi.AsSpan(0, count), noise, batch, _gradient.AsSpan(0, count), _workspace);
        _gradient.AsSpan(0, HeldStart).CopyTo(gradient);
        _gradient.AsSpan(RowStart, _ofRows).CopyTo(gradient[HeldStart..]);
        return logWeight;
    }

    public override bool IsOfGuide(int entry, int rows) => entry < _guide || (entry >= HeldStart && entry < HeldStart + (rows * _rowGuide));

    private static void Add(Span<T> sum, ReadOnlySpan<T> terms)
    {
        for (int i = 0; i < terms.Length; i++)
        {
            sum[i] += terms[i];
        }
    }
}
