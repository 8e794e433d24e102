using System.Numerics;

namespace ProbDsl;

/// <summary>Rows of numbers, all of one length, read by index in any order: data in memory, or in a file that is larger than memory.</summary>
/// <remarks>Reading is safe from several threads at once. Rows do not change.</remarks>
public interface IRowSource
{
    /// <summary>How many rows there are.</summary>
    int Count { get; }

    /// <summary>How many numbers a row has.</summary>
    int RowLength { get; }

    /// <summary>The smallest number of all rows; NaN where there is none. The first call may read all rows.</summary>
    double Minimum { get; }

    /// <summary>The largest number of all rows; NaN where there is none. The first call may read all rows.</summary>
    double Maximum { get; }

    /// <summary>Copies one row.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; the former has the latter's numbers, rounded.</typeparam>
    /// <param name="n">The row, from 0.</param>
    /// <param name="row">Where it goes; its length is <see cref="RowLength"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException"><paramref name="row"/> has another length.</exception>
    void CopyRow<T>(int n, Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>One number of one row. Unless a source can do better, the whole row is read for it, and kept by the thread until it asks for another.</summary>
    /// <param name="n">The row, from 0.</param>
    /// <param name="k">The number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, or it has no such number.</exception>
    double NumberAt(int n, int k)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)k, (uint)RowLength, nameof(k));
        return RowTable<double>.Of(this).Row(n, 0)[k];
    }
}
