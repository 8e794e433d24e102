using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>Three registers that follow one another in memory, treated as one.</summary>
internal readonly struct Triple<TPack, TNumber>(TPack x, TPack y, TPack z) : IPack<Triple<TPack, TNumber>, TNumber>
    where TPack : unmanaged, IPack<TPack, TNumber>
    where TNumber : unmanaged
{
    private readonly TPack _x = x;
    private readonly TPack _y = y;
    private readonly TPack _z = z;

    public static int Count => 3 * TPack.Count;

    public static bool HasManyRegisters => TPack.HasManyRegisters;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Triple<TPack, TNumber> Load(ref readonly TNumber source, nuint offset)
        => new(TPack.Load(in source, offset), TPack.Load(in source, offset + (nuint)TPack.Count), TPack.Load(in source, offset + (nuint)(2 * TPack.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Triple<TPack, TNumber> Create(TNumber value)
    {
        TPack all = TPack.Create(value);
        return new(all, all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Triple<TPack, TNumber> MultiplyAdd(Triple<TPack, TNumber> x, Triple<TPack, TNumber> y, Triple<TPack, TNumber> z)
        => new(TPack.MultiplyAdd(x._x, y._x, z._x), TPack.MultiplyAdd(x._y, y._y, z._y), TPack.MultiplyAdd(x._z, y._z, z._z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref TNumber target, nuint offset)
    {
        _x.Store(ref target, offset);
        _y.Store(ref target, offset + (nuint)TPack.Count);
        _z.Store(ref target, offset + (nuint)(2 * TPack.Count));
    }
}
