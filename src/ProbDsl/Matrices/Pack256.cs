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
        => typeof(TNumber) == typeof(float)
            ? new(Vector256.Exp(x._vector.AsSingle()).As<float, TNumber>())
            : new(Vector256.Exp(x._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Log(Pack256<TNumber> x)
        => typeof(TNumber) == typeof(float)
            ? new(Vector256.Log(x._vector.AsSingle()).As<float, TNumber>())
            : new(Vector256.Log(x._vector.AsDouble()).As<double, TNumber>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> LessThan(Pack256<TNumber> x, Pack256<TNumber> y) => new(Vector256.LessThan(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack256<TNumber> Select(Pack256<TNumber> mask, Pack256<TNumber> x, Pack256<TNumber> y)
        => new(Vector256.ConditionalSelect(mask._vector, x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref TNumber target, nuint offset) => _vector.StoreUnsafe(ref target, offset);
}
