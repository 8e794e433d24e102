using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <content>Exponentials, powers, trigonometric and hyperbolic functions: the derivatives are those by which gradients are generated.</content>
internal readonly partial struct Dual<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Exp(Dual<T> x)
    {
        T value = T.Exp(x.primal);
        return new(value, x.tangent * value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Expm1(Dual<T> x)
    {
        T value = T.Expm1(x.primal);
        return new(value, x.tangent * (value + 1.0));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Log(Dual<T> x) => new(T.Log(x.primal), x.tangent / x.primal);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Log1p(Dual<T> x) => new(T.Log1p(x.primal), x.tangent / (x.primal + 1.0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<T> Sqrt(Dual<T> x)
    {
        T value = T.Sqrt(x.primal);
        return new(value, x.tangent * 0.5 / value);
    }

    /// <inheritdoc/>
    public static Dual<T> Cbrt(Dual<T> x)
    {
        T value = T.Cbrt(x.primal);
        return new(value, x.tangent * value / (x.primal * 3.0));
    }

    /// <summary>xʸ, with y·xʸ⁻¹ and xʸ·log x, of which either is 0 where its first factor is.</summary>
    /// <remarks>An argument whose derivative is 0 contributes nothing, even where the slope is not a number: the exponent of (−2)³ is a constant.</remarks>
    public static Dual<T> Pow(Dual<T> x, Dual<T> y)
    {
        T value = T.Pow(x.primal, y.primal);
        T slopeX = Times(y.primal, T.Pow(x.primal, y.primal - 1.0));
        T slopeY = Times(value, T.Log(x.primal));
        return new(value, Times(x.tangent, slopeX) + Times(y.tangent, slopeY));
    }

    /// <inheritdoc/>
    public static Dual<T> Sin(Dual<T> x) => new(T.Sin(x.primal), x.tangent * T.Cos(x.primal));

    /// <inheritdoc/>
    public static Dual<T> Cos(Dual<T> x) => new(T.Cos(x.primal), -(x.tangent * T.Sin(x.primal)));

    /// <inheritdoc/>
    public static Dual<T> Tan(Dual<T> x)
    {
        T value = T.Tan(x.primal);
        return new(value, x.tangent * (value * value + 1.0));
    }

    /// <inheritdoc/>
    public static Dual<T> Asin(Dual<T> x) => new(T.Asin(x.primal), x.tangent / T.Sqrt(1.0 - x.primal * x.primal));

    /// <inheritdoc/>
    public static Dual<T> Acos(Dual<T> x) => new(T.Acos(x.primal), -(x.tangent / T.Sqrt(1.0 - x.primal * x.primal)));

    /// <inheritdoc/>
    public static Dual<T> Atan(Dual<T> x) => new(T.Atan(x.primal), x.tangent / (x.primal * x.primal + 1.0));

    /// <inheritdoc/>
    public static Dual<T> Atan2(Dual<T> y, Dual<T> x)
    {
        T square = x.primal * x.primal + y.primal * y.primal;
        return new(T.Atan2(y.primal, x.primal), (y.tangent * x.primal - x.tangent * y.primal) / square);
    }

    /// <inheritdoc/>
    public static Dual<T> Sinh(Dual<T> x) => new(T.Sinh(x.primal), x.tangent * T.Cosh(x.primal));

    /// <inheritdoc/>
    public static Dual<T> Cosh(Dual<T> x) => new(T.Cosh(x.primal), x.tangent * T.Sinh(x.primal));

    /// <inheritdoc/>
    public static Dual<T> Tanh(Dual<T> x)
    {
        T value = T.Tanh(x.primal);
        return new(value, x.tangent * (1.0 - value * value));
    }

    /// <inheritdoc/>
    public static Dual<T> Asinh(Dual<T> x) => new(T.Asinh(x.primal), x.tangent / T.Sqrt(x.primal * x.primal + 1.0));

    /// <inheritdoc/>
    public static Dual<T> Acosh(Dual<T> x) => new(T.Acosh(x.primal), x.tangent / T.Sqrt(x.primal * x.primal - 1.0));

    /// <inheritdoc/>
    public static Dual<T> Atanh(Dual<T> x) => new(T.Atanh(x.primal), x.tangent / (1.0 - x.primal * x.primal));

    private static T Times(T factor, T slope) => T.Select(T.Equal(factor, T.Zero), T.Zero, factor * slope);
}
