using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbDsl;

/// <summary>A register of 512 bits.</summary>
internal readonly struct Pack512<TNumber>(Vector512<TNumber> vector) : IVectorPack<Pack512<TNumber>, TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly Vector512<TNumber> _vector = vector;

    public static int Count => Vector512<TNumber>.Count;

    public static bool HasManyRegisters => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Pack512<TNumber>(double value) => Create(TNumber.CreateTruncating(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> operator +(Pack512<TNumber> x, Pack512<TNumber> y) => new(x._vector + y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> operator -(Pack512<TNumber> x, Pack512<TNumber> y) => new(x._vector - y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> operator *(Pack512<TNumber> x, Pack512<TNumber> y) => new(x._vector * y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> operator /(Pack512<TNumber> x, Pack512<TNumber> y) => new(x._vector / y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> operator -(Pack512<TNumber> x) => new(-x._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Load(ref readonly TNumber source, nuint offset) => new(Vector512.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Create(TNumber value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> MultiplyAdd(Pack512<TNumber> x, Pack512<TNumber> y, Pack512<TNumber> z)
        => typeof(TNumber) == typeof(float)
            ? new(Vector512.MultiplyAddEstimate(x._vector.AsSingle(), y._vector.AsSingle(), z._vector.AsSingle()).As<float, TNumber>())
            : new(Vector512.MultiplyAddEstimate(x._vector.AsDouble(), y._vector.AsDouble(), z._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Abs(Pack512<TNumber> x) => new(Vector512.Abs(x._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Max(Pack512<TNumber> x, Pack512<TNumber> y) => new(Vector512.Max(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Min(Pack512<TNumber> x, Pack512<TNumber> y) => new(Vector512.Min(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Exp(Pack512<TNumber> x)
        => typeof(TNumber) == typeof(float) ? SingleMath<Pack512<TNumber>, TNumber>.Exp(x) : new(Vector512.Exp(x._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Scale(Pack512<TNumber> x, Pack512<TNumber> n)
        => typeof(TNumber) == typeof(float)
            ? new(x._vector * (Vector512.ShiftLeft(Vector512.ConvertToInt32(n._vector.AsSingle()) + Vector512.Create(127), 23)).As<int, TNumber>())
            : new(x._vector * (Vector512.ShiftLeft(Vector512.ConvertToInt64(n._vector.AsDouble()) + Vector512.Create(1023L), 52)).As<long, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Log(Pack512<TNumber> x)
        => typeof(TNumber) == typeof(float)
            ? new(Vector512.Log(x._vector.AsSingle()).As<float, TNumber>())
            : new(Vector512.Log(x._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Sqrt(Pack512<TNumber> x) => new(Vector512.Sqrt(x._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Floor(Pack512<TNumber> x)
        => typeof(TNumber) == typeof(float)
            ? new(Vector512.Floor(x._vector.AsSingle()).As<float, TNumber>())
            : new(Vector512.Floor(x._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Ceiling(Pack512<TNumber> x)
        => typeof(TNumber) == typeof(float)
            ? new(Vector512.Ceiling(x._vector.AsSingle()).As<float, TNumber>())
            : new(Vector512.Ceiling(x._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> LessThan(Pack512<TNumber> x, Pack512<TNumber> y) => new(Vector512.LessThan(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> LessThanOrEqual(Pack512<TNumber> x, Pack512<TNumber> y) => new(Vector512.LessThanOrEqual(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Equal(Pack512<TNumber> x, Pack512<TNumber> y) => new(Vector512.Equals(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> And(Pack512<TNumber> maskX, Pack512<TNumber> maskY) => new(maskX._vector & maskY._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Or(Pack512<TNumber> maskX, Pack512<TNumber> maskY) => new(maskX._vector | maskY._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Not(Pack512<TNumber> mask) => new(~mask._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> LoadDoubles(ref readonly double source, nuint offset)
        => typeof(TNumber) == typeof(float)
            ? new(Vector512.Narrow(Vector512.LoadUnsafe(in source, offset), Vector512.LoadUnsafe(in source, offset + 8)).As<float, TNumber>())
            : new(Vector512.LoadUnsafe(in source, offset).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Get(Pack512<TNumber> x, int index) => x._vector.GetElement(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Sum(Pack512<TNumber> x) => Vector512.Sum(x._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack512<TNumber> Select(Pack512<TNumber> mask, Pack512<TNumber> x, Pack512<TNumber> y)
        => new(Vector512.ConditionalSelect(mask._vector, x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref TNumber target, nuint offset) => _vector.StoreUnsafe(ref target, offset);
}
