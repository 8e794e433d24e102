using System.Numerics;

namespace ProbDsl;

/// <summary>y = x + f(x), f some layers that give as many numbers as they take.</summary>
public sealed class Residual : Layer
{
    private readonly Network _inner;

    /// <summary>A residual block.</summary>
    /// <param name="layers">f.</param>
    /// <exception cref="ArgumentException">f gives another number of numbers than it takes.</exception>
    public Residual(params IReadOnlyList<Layer> layers)
    {
        _inner = new Network(layers);
        if (_inner.Inputs != _inner.Outputs)
        {
            throw new ArgumentException(FormattableString.Invariant($"A residual block gives as many numbers as it takes, but {_inner} takes {_inner.Inputs} and gives {_inner.Outputs}."), nameof(layers));
        }

        Weights = [.. _inner.Weights];
        KeptPerRow = LayerRun.TapePerRow(_inner.Layers) + _inner.Outputs;
    }

    /// <summary>With its layers: <c>Residual(Dense(7 → 7), Tanh(7 → 7))</c>.</summary>
    public override string ToString() => $"Residual({_inner})";

    /// <inheritdoc/>
    public override int Inputs => _inner.Inputs;

    /// <inheritdoc/>
    public override int Outputs => _inner.Outputs;

    /// <inheritdoc/>
    public override IReadOnlyList<WeightArray> Weights { get; }

    /// <inheritdoc/>
    public override int KeptPerRow { get; }

    /// <inheritdoc/>
    internal override bool SetsWeightGradient => true;

    /// <inheritdoc/>
    public override void Forward<TNumber>(in ForwardPass<TNumber> pass)
    {
        int count = pass.Rows * Outputs;
        Span<TNumber> f = pass.Kept[..count];
        LayerRun.Forward(_inner.Layers, new ForwardPass<TNumber>
        {
            Rows = pass.Rows,
            Weights = pass.Weights,
            Input = pass.Input,
            Output = f,
            Kept = pass.Kept[count..],
            IsTraining = pass.IsTraining,
            Seed = pass.Seed,
        });
        Matrix.Add<TNumber>(pass.Input, f, pass.Output);
    }

    /// <inheritdoc/>
    public override void Backward<TNumber>(in BackwardPass<TNumber> pass)
    {
        int count = pass.Rows * Outputs;
        LayerRun.Backward(_inner.Layers, new BackwardPass<TNumber>
        {
            Rows = pass.Rows,
            Weights = pass.Weights,
            Input = pass.Input,
            Output = pass.Kept[..count],
            Kept = pass.Kept[count..],
            OutputGradient = pass.OutputGradient,
            InputGradient = pass.InputGradient,
            WeightGradient = pass.WeightGradient,
            IsFirst = pass.IsFirst,
            IsTraining = pass.IsTraining,
        });
        if (!pass.InputGradient.IsEmpty)
        {
            Matrix.Add<TNumber>(pass.InputGradient, pass.OutputGradient, pass.InputGradient);
        }
    }
}
