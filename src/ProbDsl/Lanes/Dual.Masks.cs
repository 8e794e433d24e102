using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <content>Comparisons, selections, and the functions with kinks or steps.</content>
internal readonly partial struct Dual<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> LessThan(Dual<T> x, Dual<T> y) => new(T.LessThan(x.primal, y.primal), T.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> LessThanOrEqual(Dual<T> x, Dual<T> y) => new(T.LessThanOrEqual(x.primal, y.primal), T.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Equal(Dual<T> x, Dual<T> y) => new(T.Equal(x.primal, y.primal), T.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> And(Dual<T> maskX, Dual<T> maskY) => new(T.And(maskX.primal, maskY.primal), T.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Or(Dual<T> maskX, Dual<T> maskY) => new(T.Or(maskX.primal, maskY.primal), T.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Not(Dual<T> mask) => new(T.Not(mask.primal), T.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Select(Dual<T> mask, Dual<T> x, Dual<T> y)
        => new(T.Select(mask.primal, x.primal, y.primal), T.Select(mask.primal, x.tangent, y.tangent));

    /// <summary>|x|; at 0 the derivative from above.</summary>
    /// <remarks>
    /// Generated code writes the logistic function in terms of e^−|x| and takes the branch of x ≥ 0 at 0. That branch and this side
    /// belong together: the pieces then have the derivative of the smooth function at 0 too.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Abs(Dual<T> x) => new(T.Abs(x.primal), T.Select(T.LessThanOrEqual(T.Zero, x.primal), x.tangent, -x.tangent));

    /// <summary>The smaller; where both are equal, the derivative of the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Min(Dual<T> x, Dual<T> y)
        => new(T.Min(x.primal, y.primal), T.Select(T.LessThanOrEqual(x.primal, y.primal), x.tangent, y.tangent));

    /// <summary>The larger; where both are equal, the derivative of the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Max(Dual<T> x, Dual<T> y)
        => new(T.Max(x.primal, y.primal), T.Select(T.LessThanOrEqual(y.primal, x.primal), x.tangent, y.tangent));

    /// <summary>The largest integer not above x, whose derivative counts as 0 everywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Floor(Dual<T> x) => new(T.Floor(x.primal), T.Zero);

    /// <summary>The smallest integer not below x, whose derivative counts as 0 everywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Ceiling(Dual<T> x) => new(T.Ceiling(x.primal), T.Zero);
}
