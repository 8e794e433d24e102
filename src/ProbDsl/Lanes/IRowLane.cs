namespace ProbDsl;

/// <summary>Neighbouring entries of a row side by side: what generated code computes a loop over the entries of a row with, several entries a turn.</summary>
/// <remarks>
/// The end of a row is seldom a whole register's. Every access therefore says how many entries are left: places beyond them read as 0, are not written, and are not part
/// of a sum.
/// </remarks>
/// <typeparam name="TSelf">The lane type itself.</typeparam>
/// <typeparam name="T">One entry, as it stands in memory.</typeparam>
public interface IRowLane<TSelf, T> : ILane<TSelf>
    where TSelf : unmanaged, IRowLane<TSelf, T>
    where T : unmanaged, ILane<T>
{
    /// <summary>The same entry in every place.</summary>
    /// <param name="value">The entry.</param>
    static abstract TSelf Broadcast(T value);

    /// <summary>Reads entries.</summary>
    /// <param name="row">Where they stand.</param>
    /// <param name="at">Position of the first.</param>
    /// <param name="left">Entries from there to the end of the row, at least 1.</param>
    static abstract TSelf Load(ReadOnlySpan<T> row, int at, int left);

    /// <summary>Reads data.</summary>
    /// <inheritdoc cref="Load(ReadOnlySpan{T}, int, int)"/>
    static abstract TSelf Load(ReadOnlySpan<double> row, int at, int left);

    /// <summary>Reads data that are kept in single precision.</summary>
    /// <inheritdoc cref="Load(ReadOnlySpan{T}, int, int)"/>
    static abstract TSelf Load(ReadOnlySpan<float> row, int at, int left);

    /// <summary>Writes entries.</summary>
    /// <param name="value">The entries.</param>
    /// <param name="row">Where they go.</param>
    /// <param name="at">Position of the first.</param>
    /// <param name="left">Entries from there to the end of the row, at least 1.</param>
    static abstract void Store(TSelf value, Span<T> row, int at, int left);

    /// <summary>Adds to entries.</summary>
    /// <inheritdoc cref="Store"/>
    static abstract void Add(TSelf value, Span<T> row, int at, int left);

    /// <summary>The entries of the row, and 0 beyond its end.</summary>
    /// <param name="value">The entries.</param>
    /// <param name="left">Entries to the end of the row, at least 1.</param>
    static abstract TSelf First(TSelf value, int left);

    /// <summary>The sum over all places.</summary>
    /// <param name="value">The entries.</param>
    static abstract T SumOf(TSelf value);
}
