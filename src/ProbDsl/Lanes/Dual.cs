using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>A value and its derivative in one direction: x + x′·δ with δ² = 0. Lanes of them turn a gradient into a Hessian-vector product.</summary>
/// <remarks>
/// <para>A generated gradient g, evaluated at φ + v·δ, is g(φ) + H(φ)·v·δ, exactly but for rounding: H·v costs about as much as a few
/// gradients, whatever the number of parameters (Pearlmutter 1994, "Fast exact multiplication by the Hessian").</para>
/// <para>The value of every function has the bits of the same function on <typeparamref name="T"/>. A comparison looks at values alone; its
/// mask is one of <typeparamref name="T"/> in the place of the value, and <see cref="Select"/> takes value and derivative from the same side.
/// <see cref="Get"/> and <see cref="Sum"/> read values; <see cref="Load"/> makes constants, whose derivative is zero.</para>
/// </remarks>
/// <typeparam name="T">The lane type of either part.</typeparam>
/// <param name="value">x.</param>
/// <param name="derivative">x′.</param>
internal readonly partial struct Dual<T>(T value, T derivative) : ILane<Dual<T>>
    where T : unmanaged, ILane<T>
{
    /// <summary>x.</summary>
    public T Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => primal;
    }

    /// <summary>x′.</summary>
    public T Derivative
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => tangent;
    }

    private readonly T primal = value;
    private readonly T tangent = derivative;

    /// <inheritdoc/>
    public static int Width => T.Width;

    /// <inheritdoc/>
    public static double UnitRoundoff => T.UnitRoundoff;

    /// <inheritdoc/>
    public static Dual<T> Zero => new(T.Zero, T.Zero);

    /// <inheritdoc/>
    public static Dual<T> One => new(T.One, T.Zero);

    /// <summary>A constant.</summary>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Dual<T>(double value) => new(value, T.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator +(Dual<T> x, Dual<T> y) => new(x.primal + y.primal, x.tangent + y.tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator -(Dual<T> x, Dual<T> y) => new(x.primal - y.primal, x.tangent - y.tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator *(Dual<T> x, Dual<T> y)
        => new(x.primal * y.primal, T.FusedMultiplyAdd(x.tangent, y.primal, x.primal * y.tangent));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator /(Dual<T> x, Dual<T> y)
    {
        T quotient = x.primal / y.primal;
        return new(quotient, (x.tangent - quotient * y.tangent) / y.primal);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> operator -(Dual<T> x) => new(-x.primal, -x.tangent);

    /// <summary>The value in place <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Get(Dual<T> x, int index) => T.Get(x.primal, index);

    /// <summary>Reads <see cref="Width"/> consecutive constants.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Load(ReadOnlySpan<double> values) => new(T.Load(values), T.Zero);

    /// <summary>The sum of the values over all places, in a fixed order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Dual<T> x) => T.Sum(x.primal);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> FusedMultiplyAdd(Dual<T> x, Dual<T> y, Dual<T> z) => new(
        T.FusedMultiplyAdd(x.primal, y.primal, z.primal),
        T.FusedMultiplyAdd(x.tangent, y.primal, T.FusedMultiplyAdd(x.primal, y.tangent, z.tangent)));
}
