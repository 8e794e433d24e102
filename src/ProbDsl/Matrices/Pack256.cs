using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbDsl;

/// <summary>A register of 256 bits.</summary>
internal readonly struct Pack256<TNumber>(Vector256<TNumber> vector) : IVectorPack<Pack256<TNumber>, TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly Vector256<TNumber> _vector = vector;

    public static int Count => Vector256<TNumber>.Count;

    public static bool HasManyRegisters => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Pack256<TNumber>(double value) => Create(TNumber.CreateTruncating(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> operator +(Pack256<TNumber> x, Pack256<TNumber> y) => new(x._vector + y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> operator -(Pack256<TNumber> x, Pack256<TNumber> y) => new(x._vector - y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> operator *(Pack256<TNumber> x, Pack256<TNumber> y) => new(x._vector * y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> operator /(Pack256<TNumber> x, Pack256<TNumber> y) => new(x._vector / y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> operator -(Pack256<TNumber> x) => new(-x._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Load(ref readonly TNumber source, nuint offset) => new(Vector256.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Create(TNumber value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> MultiplyAdd(Pack256<TNumber> x, Pack256<TNumber> y, Pack256<TNumber> z)
        => typeof(TNumber) == typeof(float)
            ? new(Vector256.MultiplyAddEstimate(x._vector.AsSingle(), y._vector.AsSingle(), z._vector.AsSingle()).As<float, TNumber>())
            : new(Vector256.MultiplyAddEstimate(x._vector.AsDouble(), y._vector.AsDouble(), z._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Abs(Pack256<TNumber> x) => new(Vector256.Abs(x._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Max(Pack256<TNumber> x, Pack256<TNumber> y) => new(Vector256.Max(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Min(Pack256<TNumber> x, Pack256<TNumber> y) => new(Vector256.Min(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Exp(Pack256<TNumber> x)
        => typeof(TNumber) == typeof(float) ? SingleMath<Pack256<TNumber>, TNumber>.Exp(x) : new(Vector256.Exp(x._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Scale(Pack256<TNumber> x, Pack256<TNumber> n)
        => typeof(TNumber) == typeof(float)
            ? new(x._vector * (Vector256.ShiftLeft(Vector256.ConvertToInt32(n._vector.AsSingle()) + Vector256.Create(127), 23)).As<int, TNumber>())
            : new(x._vector * (Vector256.ShiftLeft(Vector256.ConvertToInt64(n._vector.AsDouble()) + Vector256.Create(1023L), 52)).As<long, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Log(Pack256<TNumber> x)
        => typeof(TNumber) == typeof(float)
            ? new(Vector256.Log(x._vector.AsSingle()).As<float, TNumber>())
            : new(Vector256.Log(x._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Sqrt(Pack256<TNumber> x) => new(Vector256.Sqrt(x._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Floor(Pack256<TNumber> x)
        => typeof(TNumber) == typeof(float)
            ? new(Vector256.Floor(x._vector.AsSingle()).As<float, TNumber>())
            : new(Vector256.Floor(x._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Ceiling(Pack256<TNumber> x)
        => typeof(TNumber) == typeof(float)
            ? new(Vector256.Ceiling(x._vector.AsSingle()).As<float, TNumber>())
            : new(Vector256.Ceiling(x._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> LessThan(Pack256<TNumber> x, Pack256<TNumber> y) => new(Vector256.LessThan(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> LessThanOrEqual(Pack256<TNumber> x, Pack256<TNumber> y) => new(Vector256.LessThanOrEqual(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Equal(Pack256<TNumber> x, Pack256<TNumber> y) => new(Vector256.Equals(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> And(Pack256<TNumber> maskX, Pack256<TNumber> maskY) => new(maskX._vector & maskY._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Or(Pack256<TNumber> maskX, Pack256<TNumber> maskY) => new(maskX._vector | maskY._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Not(Pack256<TNumber> mask) => new(~mask._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> LoadDoubles(ref readonly double source, nuint offset)
        => typeof(TNumber) == typeof(float)
            ? new(Vector256.Narrow(Vector256.LoadUnsafe(in source, offset), Vector256.LoadUnsafe(in source, offset + 4)).As<float, TNumber>())
            : new(Vector256.LoadUnsafe(in source, offset).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Get(Pack256<TNumber> x, int index) => x._vector.GetElement(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Sum(Pack256<TNumber> x) => Vector256.Sum(x._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Select(Pack256<TNumber> mask, Pack256<TNumber> x, Pack256<TNumber> y)
        => new(Vector256.ConditionalSelect(mask._vector, x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref TNumber target, nuint offset) => _vector.StoreUnsafe(ref target, offset);
}
