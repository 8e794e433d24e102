using System.Numerics;

namespace ProbDsl;

/// <summary>One row of an <see cref="IRowSource"/>, not yet copied: it stands where a vector of either precision is wanted.</summary>
public readonly struct RowView : IEquatable<RowView>
{
    private readonly IRowSource _source;

    /// <summary>The row of a source.</summary>
    /// <param name="source">Where it is read.</param>
    /// <param name="n">Which row, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public RowView(IRowSource source, int n)
    {
        ArgumentNullException.ThrowIfNull(source);
        RowCheck.Index(source, n);
        _source = source;
        Index = n;
    }

    /// <summary>Which row of its source it is.</summary>
    public int Index { get; }

    /// <summary>How many numbers it has.</summary>
    public int Length => _source?.RowLength ?? 0;

    /// <summary>One of its numbers.</summary>
    /// <param name="k">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    public double this[int k] => _source is null ? throw new ArgumentOutOfRangeException(nameof(k), k, "This row has no numbers.") : _source.NumberAt(Index, k);

    /// <summary>The numbers in order, so that a row can be part of a longer one: <c>[.. images[n], age[n]]</c>.</summary>
    public IEnumerator<double> GetEnumerator()
    {
        for (int k = 0; k < Length; k++)
        {
            yield return this[k];
        }
    }

    /// <summary>Copies the numbers.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="row">Where they go; as long as this.</param>
    public void CopyTo<T>(Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T> => _source?.CopyRow(Index, row);

    /// <summary>The numbers in double precision.</summary>
    /// <returns>A new array.</returns>
    public double[] ToDoubles() => Copy<double>();

    /// <summary>The numbers in single precision.</summary>
    /// <returns>A new array.</returns>
    public float[] ToSingles() => Copy<float>();

    /// <summary>The numbers in double precision, a new array.</summary>
    /// <param name="row">The row.</param>
    public static implicit operator double[](RowView row) => row.ToDoubles();

    /// <summary>The numbers in single precision, a new array.</summary>
    /// <param name="row">The row.</param>
    public static implicit operator float[](RowView row) => row.ToSingles();

    /// <summary>Whether it is the same row of the same source.</summary>
    /// <param name="other">The row to compare with.</param>
    /// <returns>True when source and index agree; numbers are not compared.</returns>
    public bool Equals(RowView other) => ReferenceEquals(_source, other._source) && Index == other.Index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RowView other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_source, Index);

    /// <summary>Whether both are the same row of the same source.</summary>
    /// <param name="left">One row.</param>
    /// <param name="right">The other row.</param>
    /// <returns>True when source and index agree.</returns>
    public static bool operator ==(RowView left, RowView right) => left.Equals(right);

    /// <summary>Whether they differ in source or index.</summary>
    /// <param name="left">One row.</param>
    /// <param name="right">The other row.</param>
    /// <returns>True when they differ.</returns>
    public static bool operator !=(RowView left, RowView right) => !left.Equals(right);

    private T[] Copy<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var row = new T[Length];
        CopyTo<T>(row);
        return row;
    }
}
