using System.Numerics;

namespace ProbDsl;

/// <summary>A convolution of images: channels of rows of numbers, each number that comes out a weighted sum of a patch of what goes in.</summary>
/// <remarks>Each row of the batch is one image, channel after channel, line after line. A signal is an image of one line.</remarks>
public sealed class Convolution : Layer
{
    private readonly Patches _patches;

    /// <summary>A convolution in two dimensions.</summary>
    /// <param name="channels">Channels of an image that goes in.</param>
    /// <param name="height">Its lines.</param>
    /// <param name="width">Numbers in a line.</param>
    /// <param name="filters">Channels that come out.</param>
    /// <param name="kernel">Lines and columns of a patch.</param>
    /// <param name="stride">From one patch to the next, in both directions.</param>
    /// <param name="padding">Zeros around the image, on every side.</param>
    /// <exception cref="ArgumentException">The kernel does not fit into the image.</exception>
    public Convolution(int channels, int height, int width, int filters, int kernel, int stride = 1, int padding = 0)
        : this(new Patches(channels, height, width, kernel, kernel, stride, padding, padding), filters)
    {
    }

    private Convolution(Patches patches, int filters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        (_patches, Filters) = (patches, filters);
        Weights = [new("weight", [filters, patches.KernelCount], WeightStart.He(patches.KernelCount)), new("bias", [filters], WeightStart.Zeros)];
    }

    /// <summary>Channels that come out.</summary>
    public int Filters { get; }

    /// <summary>Lines of an image that comes out.</summary>
    public int Height => _patches.Down;

    /// <summary>Numbers in a line that comes out.</summary>
    public int Width => _patches.Across;

    /// <inheritdoc/>
    public override int Inputs => _patches.ImageCount;

    /// <inheritdoc/>
    public override int Outputs => Filters * _patches.Places;

    /// <inheritdoc/>
    public override string Name => $"Convolution {_patches}";

    /// <inheritdoc/>
    public override IReadOnlyList<WeightArray> Weights { get; }

    /// <summary>A convolution in one dimension.</summary>
    /// <param name="channels">Channels of a signal that goes in.</param>
    /// <param name="length">Numbers in each.</param>
    /// <param name="filters">Channels that come out.</param>
    /// <param name="kernel">Numbers of a patch.</param>
    /// <param name="stride">From one patch to the next.</param>
    /// <param name="padding">Zeros on both sides.</param>
    /// <exception cref="ArgumentException">The kernel does not fit into the signal.</exception>
    public static Convolution OfSignal(int channels, int length, int filters, int kernel, int stride = 1, int padding = 0)
        => new(new Patches(channels, 1, length, 1, kernel, stride, 0, padding), filters);

    /// <inheritdoc/>
    public override void Forward<TNumber>(in ForwardPass<TNumber> pass)
    {
        int places = _patches.Places, kernel = _patches.KernelCount;
        Span<TNumber> matrix = Scratch<TNumber>.Patches(kernel * places).AsSpan(0, kernel * places);
        MatrixSpan<TNumber> weight = Matrix.Of(pass.Weights, Filters, kernel);
        for (int row = 0; row < pass.Rows; row++)
        {
            Span<TNumber> y = pass.Output.Slice(row * Outputs, Outputs);
            _patches.Gather(pass.Input.Slice(row * Inputs, Inputs), matrix);
            for (int f = 0; f < Filters; f++)
            {
                y.Slice(f * places, places).Fill(pass.Weights[Filters * kernel + f]);
            }

            MatrixProduct<TNumber>.Multiply(weight, new MatrixSpan<TNumber>(matrix, kernel, places), new MatrixSpan<TNumber>(y, Filters, places), adds: true);
        }
    }

    /// <inheritdoc/>
    public override void Backward<TNumber>(in BackwardPass<TNumber> pass)
    {
        int places = _patches.Places, kernel = _patches.KernelCount;
        Span<TNumber> matrix = Scratch<TNumber>.Patches(kernel * places).AsSpan(0, kernel * places);
        MatrixSpan<TNumber> weight = Matrix.Of(pass.Weights, Filters, kernel), dWeight = new(pass.WeightGradient, Filters, kernel);
        for (int row = 0; row < pass.Rows; row++)
        {
            ReadOnlySpan<TNumber> dy = pass.OutputGradient.Slice(row * Outputs, Outputs);
            _patches.Gather(pass.Input.Slice(row * Inputs, Inputs), matrix);
            MatrixProduct<TNumber>.Multiply(Matrix.Of(dy, Filters, places), new MatrixSpan<TNumber>(matrix, kernel, places).Transposed, dWeight, adds: true);
            Matrix.AddSums(dy, places, pass.WeightGradient.Slice(Filters * kernel, Filters));
            if (!pass.InputGradient.IsEmpty)
            {
                MatrixProduct<TNumber>.Multiply(weight.Transposed, Matrix.Of(dy, Filters, places), new MatrixSpan<TNumber>(matrix, kernel, places));
                Span<TNumber> dx = pass.InputGradient.Slice(row * Inputs, Inputs);
                dx.Clear();
                _patches.Scatter<TNumber>(matrix, dx);
            }
        }
    }
}
