using System.Numerics;

namespace ProbDsl;

/// <summary>The adjoint of a convolution: each number that goes in adds a weighted patch to what comes out, which is larger where the stride is above 1.</summary>
/// <remarks>Each row of the batch is one image, channel after channel, line after line. A signal is an image of one line.</remarks>
public sealed class TransposedConvolution : Layer
{
    // The patches of the image that comes out; its places are the numbers that go in.
    private readonly Patches _patches;
    private readonly int _channels;

    /// <summary>A transposed convolution in two dimensions.</summary>
    /// <param name="channels">Channels of an image that goes in.</param>
    /// <param name="height">Its lines.</param>
    /// <param name="width">Numbers in a line.</param>
    /// <param name="filters">Channels that come out.</param>
    /// <param name="kernel">Lines and columns of a patch.</param>
    /// <param name="stride">From one patch to the next, in both directions.</param>
    /// <param name="padding">Lines and columns cut off what comes out, on every side.</param>
    public TransposedConvolution(int channels, int height, int width, int filters, int kernel, int stride = 1, int padding = 0)
        : this(channels, new Patches(filters, LengthOf(height, kernel, stride, padding), LengthOf(width, kernel, stride, padding), kernel, kernel, stride, padding, padding))
    {
    }

    private TransposedConvolution(int channels, Patches patches)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        (_channels, _patches) = (channels, patches);
        Weights =
        [
            new("weight", [channels, patches.KernelCount], WeightStart.He(Math.Max(1, channels * patches.KernelHeight * patches.KernelWidth / (patches.Stride * patches.Stride)))),
            new("bias", [patches.Channels], WeightStart.Zeros),
        ];
    }

    /// <summary>Lines of an image that comes out: (height − 1)·stride − 2·padding + kernel.</summary>
    public int Height => _patches.Height;

    /// <summary>Numbers in a line that comes out.</summary>
    public int Width => _patches.Width;

    /// <inheritdoc/>
    public override int Inputs => _channels * _patches.Places;

    /// <inheritdoc/>
    public override int Outputs => _patches.ImageCount;

    /// <inheritdoc/>
    public override string Name => $"TransposedConvolution {_patches}";

    /// <inheritdoc/>
    public override IReadOnlyList<WeightArray> Weights { get; }

    /// <summary>A transposed convolution in one dimension.</summary>
    /// <param name="channels">Channels of a signal that goes in.</param>
    /// <param name="length">Numbers in each.</param>
    /// <param name="filters">Channels that come out.</param>
    /// <param name="kernel">Numbers of a patch.</param>
    /// <param name="stride">From one patch to the next.</param>
    /// <param name="padding">Numbers cut off what comes out, on both sides.</param>
    public static TransposedConvolution OfSignal(int channels, int length, int filters, int kernel, int stride = 1, int padding = 0)
        => new(channels, new Patches(filters, 1, LengthOf(length, kernel, stride, padding), 1, kernel, stride, 0, padding));

    /// <inheritdoc/>
    public override void Forward<TNumber>(in ForwardPass<TNumber> pass)
    {
        int places = _patches.Places, kernel = _patches.KernelCount, size = _patches.Height * _patches.Width;
        Span<TNumber> matrix = Scratch<TNumber>.Patches(kernel * places).AsSpan(0, kernel * places);
        MatrixSpan<TNumber> weight = Matrix.Of(pass.Weights, _channels, kernel);
        for (int row = 0; row < pass.Rows; row++)
        {
            MatrixProduct<TNumber>.Multiply(weight.Transposed, Matrix.Of(pass.Input.Slice(row * Inputs, Inputs), _channels, places), new MatrixSpan<TNumber>(matrix, kernel, places));
            Span<TNumber> y = pass.Output.Slice(row * Outputs, Outputs);
            for (int c = 0; c < _patches.Channels; c++)
            {
                y.Slice(c * size, size).Fill(pass.Weights[_channels * kernel + c]);
            }

            _patches.Scatter<TNumber>(matrix, y);
        }
    }

    /// <inheritdoc/>
    public override void Backward<TNumber>(in BackwardPass<TNumber> pass)
    {
        int places = _patches.Places, kernel = _patches.KernelCount;
        Span<TNumber> matrix = Scratch<TNumber>.Patches(kernel * places).AsSpan(0, kernel * places);
        MatrixSpan<TNumber> weight = Matrix.Of(pass.Weights, _channels, kernel), dWeight = new(pass.WeightGradient, _channels, kernel);
        for (int row = 0; row < pass.Rows; row++)
        {
            ReadOnlySpan<TNumber> dy = pass.OutputGradient.Slice(row * Outputs, Outputs);
            _patches.Gather(dy, matrix);
            MatrixSpan<TNumber> patches = new(matrix, kernel, places);
            MatrixProduct<TNumber>.Multiply(Matrix.Of(pass.Input.Slice(row * Inputs, Inputs), _channels, places), patches.Transposed, dWeight, adds: true);
            Matrix.AddSums(dy, _patches.Height * _patches.Width, pass.WeightGradient.Slice(_channels * kernel, _patches.Channels));
            if (!pass.InputGradient.IsEmpty)
            {
                MatrixProduct<TNumber>.Multiply(weight, patches, new MatrixSpan<TNumber>(pass.InputGradient.Slice(row * Inputs, Inputs), _channels, places));
            }
        }
    }

    private static int LengthOf(int length, int kernel, int stride, int padding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return (length - 1) * stride - 2 * padding + kernel;
    }
}
