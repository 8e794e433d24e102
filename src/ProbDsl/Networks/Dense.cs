using System.Numerics;

namespace ProbDsl;

/// <summary>y = x·W + b. W has a row for each input and a column for each output.</summary>
public sealed class Dense : Layer
{
    /// <summary>A dense layer.</summary>
    /// <param name="inputs">Numbers in a row that goes in.</param>
    /// <param name="outputs">Numbers in a row that comes out.</param>
    /// <param name="start">How W starts; <see cref="WeightStart.Glorot"/> by default. b starts at 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Dense(int inputs, int outputs, WeightStart? start = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (Inputs, Outputs) = (inputs, outputs);
        Weights = [new("weight", [inputs, outputs], start ?? WeightStart.Glorot(inputs, outputs)), new("bias", [outputs], WeightStart.Zeros)];
    }

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightArray> Weights { get; }

    /// <inheritdoc/>
    internal override bool SetsWeightGradient => true;

    /// <inheritdoc/>
    public override void Forward<TNumber>(in ForwardPass<TNumber> pass)
    {
        ReadOnlySpan<TNumber> bias = pass.Weights[(Inputs * Outputs)..];
        for (int row = 0; row < pass.Rows; row++)
        {
            bias.CopyTo(pass.Output[(row * Outputs)..]);
        }

        MatrixProduct<TNumber>.Multiply(
            Matrix.Of(pass.Input, pass.Rows, Inputs), Matrix.Of(pass.Weights, Inputs, Outputs), new MatrixSpan<TNumber>(pass.Output, pass.Rows, Outputs), adds: true);
    }

    /// <inheritdoc/>
    public override void Backward<TNumber>(in BackwardPass<TNumber> pass)
    {
        MatrixSpan<TNumber> dy = Matrix.Of(pass.OutputGradient, pass.Rows, Outputs);
        MatrixProduct<TNumber>.Multiply(
            Matrix.Of(pass.Input, pass.Rows, Inputs).Transposed, dy, new MatrixSpan<TNumber>(pass.WeightGradient, Inputs, Outputs), adds: !pass.IsFirst);
        Span<TNumber> bias = pass.WeightGradient.Slice(Inputs * Outputs, Outputs);
        if (pass.IsFirst)
        {
            bias.Clear();
        }

        Matrix.AddRows(pass.OutputGradient, bias);
        if (!pass.InputGradient.IsEmpty)
        {
            MatrixProduct<TNumber>.Multiply(dy, Matrix.Of(pass.Weights, Inputs, Outputs).Transposed, new MatrixSpan<TNumber>(pass.InputGradient, pass.Rows, Inputs));
        }
    }
}
