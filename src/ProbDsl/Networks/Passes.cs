using System.Numerics;

namespace ProbDsl;

/// <summary>What a layer sees on the way forward. Rows stand one after the other.</summary>
/// <typeparam name="TNumber">The precision.</typeparam>
public readonly ref struct ForwardPass<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>Rows in the batch.</summary>
    public required int Rows { get; init; }

    /// <summary>The layer's weights, one array after the other.</summary>
    public required ReadOnlySpan<TNumber> Weights { get; init; }

    /// <summary>Rows × <see cref="Layer.Inputs"/>.</summary>
    public required ReadOnlySpan<TNumber> Input { get; init; }

    /// <summary>Rows × <see cref="Layer.Outputs"/>, of unspecified content.</summary>
    public required Span<TNumber> Output { get; init; }

    /// <summary>Rows × <see cref="Layer.KeptPerRow"/>, of unspecified content.</summary>
    public required Span<TNumber> Kept { get; init; }

    /// <summary>Whether weights are being trained: dropout does nothing otherwise.</summary>
    public bool IsTraining { get; init; }

    /// <summary>Where a layer that draws takes its random numbers from; another one in each step.</summary>
    public ulong Seed { get; init; }
}

/// <summary>What a layer sees on the way back.</summary>
/// <typeparam name="TNumber">The precision.</typeparam>
public readonly ref struct BackwardPass<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>Rows in the batch.</summary>
    public required int Rows { get; init; }

    /// <summary>The layer's weights.</summary>
    public required ReadOnlySpan<TNumber> Weights { get; init; }

    /// <summary>As on the way forward.</summary>
    public required ReadOnlySpan<TNumber> Input { get; init; }

    /// <summary>As the way forward left it.</summary>
    public required ReadOnlySpan<TNumber> Output { get; init; }

    /// <summary>As the way forward left it.</summary>
    public required Span<TNumber> Kept { get; init; }

    /// <summary>∂L/∂output, rows × <see cref="Layer.Outputs"/>.</summary>
    public required ReadOnlySpan<TNumber> OutputGradient { get; init; }

    /// <summary>∂L/∂input, to be set; empty where nobody asks for it.</summary>
    public required Span<TNumber> InputGradient { get; init; }

    /// <summary>∂L/∂weights, to be added to.</summary>
    public required Span<TNumber> WeightGradient { get; init; }

    /// <summary>∂L/∂weights is to be set instead, of unspecified content. Only seen by layers that say so (<see cref="Layer.SetsWeightGradient"/>).</summary>
    internal bool IsFirst { get; init; }

    /// <summary>As on the way forward.</summary>
    public bool IsTraining { get; init; }
}
