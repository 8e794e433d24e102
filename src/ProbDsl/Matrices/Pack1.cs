using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbDsl;

/// <summary>One number, which goes through the low place of a register where masks are made and used.</summary>
internal readonly struct Pack1<TNumber>(TNumber number) : IVectorPack<Pack1<TNumber>, TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly TNumber _number = number;

    public static int Count => 1;

    public static bool HasManyRegisters => false;

    private Vector128<TNumber> Register => Vector128.CreateScalarUnsafe(_number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Pack1<TNumber>(double value) => new(TNumber.CreateTruncating(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> operator +(Pack1<TNumber> x, Pack1<TNumber> y) => new(x._number + y._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> operator -(Pack1<TNumber> x, Pack1<TNumber> y) => new(x._number - y._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> operator *(Pack1<TNumber> x, Pack1<TNumber> y) => new(x._number * y._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> operator /(Pack1<TNumber> x, Pack1<TNumber> y) => new(x._number / y._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> operator -(Pack1<TNumber> x) => new(-x._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Load(ref readonly TNumber source, nuint offset) => new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Create(TNumber value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> MultiplyAdd(Pack1<TNumber> x, Pack1<TNumber> y, Pack1<TNumber> z) => new(TNumber.FusedMultiplyAdd(x._number, y._number, z._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Abs(Pack1<TNumber> x) => new(TNumber.Abs(x._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Max(Pack1<TNumber> x, Pack1<TNumber> y) => new(TNumber.Max(x._number, y._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Min(Pack1<TNumber> x, Pack1<TNumber> y) => new(TNumber.Min(x._number, y._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Exp(Pack1<TNumber> x) => new(TNumber.Exp(x._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Scale(Pack1<TNumber> x, Pack1<TNumber> n) => new(TNumber.ScaleB(x._number, int.CreateTruncating(n._number)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Log(Pack1<TNumber> x) => new(TNumber.Log(x._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Sqrt(Pack1<TNumber> x) => new(TNumber.Sqrt(x._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Floor(Pack1<TNumber> x) => new(TNumber.Floor(x._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Ceiling(Pack1<TNumber> x) => new(TNumber.Ceiling(x._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> LessThan(Pack1<TNumber> x, Pack1<TNumber> y) => new(Vector128.LessThan(x.Register, y.Register).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> LessThanOrEqual(Pack1<TNumber> x, Pack1<TNumber> y) => new(Vector128.LessThanOrEqual(x.Register, y.Register).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Equal(Pack1<TNumber> x, Pack1<TNumber> y) => new(Vector128.Equals(x.Register, y.Register).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> And(Pack1<TNumber> maskX, Pack1<TNumber> maskY) => new((maskX.Register & maskY.Register).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Or(Pack1<TNumber> maskX, Pack1<TNumber> maskY) => new((maskX.Register | maskY.Register).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Not(Pack1<TNumber> mask) => new((~mask.Register).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> LoadDoubles(ref readonly double source, nuint offset) => Unsafe.Add(ref Unsafe.AsRef(in source), offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Get(Pack1<TNumber> x, int index) => x._number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Sum(Pack1<TNumber> x) => x._number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pack1<TNumber> Select(Pack1<TNumber> mask, Pack1<TNumber> x, Pack1<TNumber> y) => new(Vector128.ConditionalSelect(mask.Register, x.Register, y.Register).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref TNumber target, nuint offset) => Unsafe.Add(ref target, offset) = _number;
}
