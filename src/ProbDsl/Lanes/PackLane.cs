using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>The numbers of a register, in single or double precision, as a lane: one number, or neighbouring entries of a row.</summary>
/// <remarks>
/// The elementary functions that networks' models meet in every entry are computed in registers, and written in place of their calls, which took as long again: loops with
/// functions are methods of their own. The rare ones are computed number by number, in double precision.
/// </remarks>
internal readonly partial struct PackLane<TPack, TNumber>(TPack pack) : IRowLane<PackLane<TPack, TNumber>, PackLane<Pack1<TNumber>, TNumber>>
    where TPack : unmanaged, IVectorPack<TPack, TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly TPack _pack = pack;

    /// <inheritdoc/>
    public static int Width => TPack.Count;

    /// <inheritdoc/>
    public static double UnitRoundoff => 0.5 * double.CreateTruncating(TNumber.BitIncrement(TNumber.One) - TNumber.One);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> Zero => new(0.0);

    /// <inheritdoc/>
    public static PackLane<TPack, TNumber> One => new(1.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator PackLane<TPack, TNumber>(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> operator +(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => new(x._pack + y._pack);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> operator -(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => new(x._pack - y._pack);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> operator *(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => new(x._pack * y._pack);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> operator /(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => new(x._pack / y._pack);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> operator -(PackLane<TPack, TNumber> x) => new(-x._pack);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Get(PackLane<TPack, TNumber> x, int index) => double.CreateTruncating(TPack.Get(x._pack, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Load(ReadOnlySpan<double> values) => Load(values, 0, values.Length);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(PackLane<TPack, TNumber> x) => double.CreateTruncating(TPack.Sum(x._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> FusedMultiplyAdd(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y, PackLane<TPack, TNumber> z) => new(TPack.MultiplyAdd(x._pack, y._pack, z._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Sqrt(PackLane<TPack, TNumber> x) => new(TPack.Sqrt(x._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Abs(PackLane<TPack, TNumber> x) => new(TPack.Abs(x._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Floor(PackLane<TPack, TNumber> x) => new(TPack.Floor(x._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Ceiling(PackLane<TPack, TNumber> x) => new(TPack.Ceiling(x._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Exp(PackLane<TPack, TNumber> x) => new(TPack.Exp(x._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Log(PackLane<TPack, TNumber> x) => new(TPack.Log(x._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Min(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => new(TPack.Min(x._pack, y._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Max(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => new(TPack.Max(x._pack, y._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> LessThan(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => new(TPack.LessThan(x._pack, y._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> LessThanOrEqual(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => new(TPack.LessThanOrEqual(x._pack, y._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Equal(PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => new(TPack.Equal(x._pack, y._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> And(PackLane<TPack, TNumber> maskX, PackLane<TPack, TNumber> maskY) => new(TPack.And(maskX._pack, maskY._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Or(PackLane<TPack, TNumber> maskX, PackLane<TPack, TNumber> maskY) => new(TPack.Or(maskX._pack, maskY._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Not(PackLane<TPack, TNumber> mask) => new(TPack.Not(mask._pack));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Select(PackLane<TPack, TNumber> mask, PackLane<TPack, TNumber> x, PackLane<TPack, TNumber> y) => new(TPack.Select(mask._pack, x._pack, y._pack));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PackLane<TPack, TNumber> IRowLane<PackLane<TPack, TNumber>, PackLane<Pack1<TNumber>, TNumber>>.Broadcast(PackLane<Pack1<TNumber>, TNumber> value) => new(TPack.Create(Unsafe.BitCast<PackLane<Pack1<TNumber>, TNumber>, TNumber>(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PackLane<TPack, TNumber> IRowLane<PackLane<TPack, TNumber>, PackLane<Pack1<TNumber>, TNumber>>.Load(ReadOnlySpan<PackLane<Pack1<TNumber>, TNumber>> row, int at, int left)
        => IsWhole(row.Length, at, left) ? new(TPack.Load(in Unsafe.As<PackLane<Pack1<TNumber>, TNumber>, TNumber>(ref MemoryMarshal.GetReference(row)), (nuint)at)) : ReadEnd(MemoryMarshal.Cast<PackLane<Pack1<TNumber>, TNumber>, TNumber>(row), at, left);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Load(ReadOnlySpan<double> row, int at, int left)
        => IsWhole(row.Length, at, left) ? new(TPack.LoadDoubles(in MemoryMarshal.GetReference(row), (nuint)at)) : ReadEnd(row, at, left);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackLane<TPack, TNumber> Load(ReadOnlySpan<float> row, int at, int left)
        => typeof(TNumber) == typeof(float) && IsWhole(row.Length, at, left)
            ? new(TPack.Load(in Unsafe.As<float, TNumber>(ref MemoryMarshal.GetReference(row)), (nuint)at)) : ReadEnd(row, at, left);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IRowLane<PackLane<TPack, TNumber>, PackLane<Pack1<TNumber>, TNumber>>.Store(PackLane<TPack, TNumber> value, Span<PackLane<Pack1<TNumber>, TNumber>> row, int at, int left)
    {
        if (IsWhole(row.Length, at, left))
        {
            value._pack.Store(ref Unsafe.As<PackLane<Pack1<TNumber>, TNumber>, TNumber>(ref MemoryMarshal.GetReference(row)), (nuint)at);
        }
        else
        {
            WriteEnd(value, MemoryMarshal.Cast<PackLane<Pack1<TNumber>, TNumber>, TNumber>(row), at, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IRowLane<PackLane<TPack, TNumber>, PackLane<Pack1<TNumber>, TNumber>>.Add(PackLane<TPack, TNumber> value, Span<PackLane<Pack1<TNumber>, TNumber>> row, int at, int left)
    {
        if (IsWhole(row.Length, at, left))
        {
            ref TNumber entries = ref Unsafe.As<PackLane<Pack1<TNumber>, TNumber>, TNumber>(ref MemoryMarshal.GetReference(row));
            (TPack.Load(in entries, (nuint)at) + value._pack).Store(ref entries, (nuint)at);
        }
        else
        {
            Span<TNumber> entries = MemoryMarshal.Cast<PackLane<Pack1<TNumber>, TNumber>, TNumber>(row);
            WriteEnd(ReadEnd<TNumber>(entries, at, left) + value, entries, at, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PackLane<TPack, TNumber> IRowLane<PackLane<TPack, TNumber>, PackLane<Pack1<TNumber>, TNumber>>.First(PackLane<TPack, TNumber> value, int left) => left >= TPack.Count ? value : Beginning(value, left);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PackLane<Pack1<TNumber>, TNumber> IRowLane<PackLane<TPack, TNumber>, PackLane<Pack1<TNumber>, TNumber>>.SumOf(PackLane<TPack, TNumber> value) => new(new Pack1<TNumber>(TPack.Sum(value._pack)));

    // Whether a whole register lies within the row; also false for a place outside the span, which is then found out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWhole(int length, int at, int left) => left >= TPack.Count && (ulong)(uint)at + (ulong)TPack.Count <= (uint)length;

    // A whole register's room, zeros beyond the end of the row.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PackLane<TPack, TNumber> ReadEnd<TStored>(ReadOnlySpan<TStored> row, int at, int left)
        where TStored : unmanaged, INumberBase<TStored>
    {
        Span<TNumber> room = stackalloc TNumber[TPack.Count];
        room.Clear();
        Numbers.Convert(row.Slice(at, Math.Min(left, TPack.Count)), room);
        return new(TPack.Load(in room[0], 0));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteEnd(PackLane<TPack, TNumber> value, Span<TNumber> row, int at, int left)
    {
        Span<TNumber> room = stackalloc TNumber[TPack.Count];
        value._pack.Store(ref room[0], 0);
        room[..Math.Min(left, TPack.Count)].CopyTo(row[at..]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PackLane<TPack, TNumber> Beginning(PackLane<TPack, TNumber> value, int left)
    {
        Span<TNumber> room = stackalloc TNumber[TPack.Count];
        value._pack.Store(ref room[0], 0);
        room[left..].Clear();
        return new(TPack.Load(in room[0], 0));
    }
}
