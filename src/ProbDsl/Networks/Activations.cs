using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbDsl;

/// <summary>The activations and their derivatives over whole spans.</summary>
internal static class Activations
{
    public static void Apply<T>(Activation activation, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Identity: x.CopyTo(y); break;
            case Activation.Relu: Rowwise.Apply<T, Relu>(x, y); break;
            case Activation.LeakyRelu: Rowwise.Apply<T, LeakyRelu>(x, y); break;
            case Activation.Elu: Rowwise.Apply<T, Elu>(x, y); break;
            case Activation.Silu: Rowwise.Apply<T, Silu>(x, y); break;
            case Activation.Gelu: Rowwise.Apply<T, Gelu>(x, y); break;
            case Activation.Tanh: Rowwise.Apply<T, Tanh>(x, y); break;
            case Activation.Sigmoid: Rowwise.Apply<T, Sigmoid>(x, y); break;
            case Activation.Softplus: Rowwise.Apply<T, Softplus>(x, y); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, "There is no such activation.");
        }
    }

    /// <summary>dx = f′(x)·dy.</summary>
    public static void Derivative<T>(Activation activation, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Identity: dy.CopyTo(dx); break;
            case Activation.Relu: Rowwise.Apply<T, Relu>(x, dy, dx); break;
            case Activation.LeakyRelu: Rowwise.Apply<T, LeakyRelu>(x, dy, dx); break;
            case Activation.Elu: Rowwise.Apply<T, Elu>(x, dy, dx); break;
            case Activation.Silu: Rowwise.Apply<T, Silu>(x, dy, dx); break;
            case Activation.Gelu: Rowwise.Apply<T, Gelu>(x, dy, dx); break;
            case Activation.Tanh: Rowwise.Apply<T, Tanh>(x, dy, dx); break;
            case Activation.Sigmoid: Rowwise.Apply<T, Sigmoid>(x, dy, dx); break;
            case Activation.Softplus: Rowwise.Apply<T, Softplus>(x, dy, dx); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, "There is no such activation.");
        }
    }

    private readonly struct Relu : IRowFunction, IRowFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => TPack.Max(x, 0.0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x, TPack dy)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => TPack.Select(TPack.LessThan(0.0, x), dy, 0.0);
    }

    private readonly struct LeakyRelu : IRowFunction, IRowFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => TPack.Max(x, 0.01 * x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x, TPack dy)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => TPack.Select(TPack.LessThan(0.0, x), dy, 0.01 * dy);
    }

    private readonly struct Elu : IRowFunction, IRowFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => TPack.Select(TPack.LessThan(0.0, x), x, RowMath<TPack, T>.Expm1(TPack.Min(x, 0.0)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x, TPack dy)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => TPack.Select(TPack.LessThan(0.0, x), dy, TPack.Exp(TPack.Min(x, 0.0)) * dy);
    }

    private readonly struct Silu : IRowFunction, IRowFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => x * RowMath<TPack, T>.Sigmoid(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x, TPack dy)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TPack s = RowMath<TPack, T>.Sigmoid(x);
            return s * (1.0 + x * (1.0 - s)) * dy;
        }
    }

    private readonly struct Gelu : IRowFunction, IRowFunction2
    {
        // √(2/π).
        private const double Scale = 0.79788456080286535588;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => 0.5 * x * (1.0 + RowMath<TPack, T>.Tanh(Scale * (x + 0.044715 * x * x * x)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x, TPack dy)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TPack t = RowMath<TPack, T>.Tanh(Scale * (x + 0.044715 * x * x * x));
            return 0.5 * (1.0 + t + x * (1.0 - t * t) * (Scale * (1.0 + 3 * 0.044715 * x * x))) * dy;
        }
    }

    private readonly struct Tanh : IRowFunction, IRowFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => RowMath<TPack, T>.Tanh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x, TPack dy)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TPack t = RowMath<TPack, T>.Tanh(x);
            return (1.0 - t * t) * dy;
        }
    }

    private readonly struct Sigmoid : IRowFunction, IRowFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => RowMath<TPack, T>.Sigmoid(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x, TPack dy)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TPack s = RowMath<TPack, T>.Sigmoid(x);
            return s * (1.0 - s) * dy;
        }
    }

    private readonly struct Softplus : IRowFunction, IRowFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => RowMath<TPack, T>.Log1pExp(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TPack Invoke<TPack, T>(TPack x, TPack dy)
            where TPack : unmanaged, IVectorPack<TPack, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => RowMath<TPack, T>.Sigmoid(x) * dy;
    }
}
