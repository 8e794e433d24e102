using System.Numerics;

namespace ProbDsl;

/// <summary>Which numbers of an image a convolution sees from each of its places, as a matrix: a row for each number of the kernel, a column for each place.</summary>
internal sealed class Patches
{
    public Patches(int channels, int height, int width, int kernelHeight, int kernelWidth, int stride, int paddingHeight, int paddingWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(paddingHeight);
        ArgumentOutOfRangeException.ThrowIfNegative(paddingWidth);
        if (kernelHeight < 1 || kernelWidth < 1 || kernelHeight > height + 2 * paddingHeight || kernelWidth > width + 2 * paddingWidth)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"A kernel of {kernelHeight} × {kernelWidth} does not fit into an image of {height} × {width} with a margin of {paddingHeight} and {paddingWidth}."));
        }

        (Channels, Height, Width, KernelHeight, KernelWidth, Stride, PaddingHeight, PaddingWidth)
            = (channels, height, width, kernelHeight, kernelWidth, stride, paddingHeight, paddingWidth);
    }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    public int KernelHeight { get; }

    public int KernelWidth { get; }

    public int Stride { get; }

    public int PaddingHeight { get; }

    public int PaddingWidth { get; }

    public override string ToString() => FormattableString.Invariant($"{Channels} × {Height} × {Width}, kernel {KernelHeight} × {KernelWidth}, stride {Stride}, margin {PaddingHeight}, {PaddingWidth}");

    /// <summary>Numbers of the whole image.</summary>
    public int ImageCount => Channels * Height * Width;

    /// <summary>Numbers of the kernel for one channel that comes out.</summary>
    public int KernelCount => Channels * KernelHeight * KernelWidth;

    /// <summary>Places of the kernel from top to bottom.</summary>
    public int Down => (Height + 2 * PaddingHeight - KernelHeight) / Stride + 1;

    /// <summary>Places of the kernel from left to right.</summary>
    public int Across => (Width + 2 * PaddingWidth - KernelWidth) / Stride + 1;

    public int Places => Down * Across;

    /// <summary>The matrix of an image, zeros in the margin.</summary>
    public void Gather<T>(ReadOnlySpan<T> image, Span<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int row = 0;
        for (int c = 0; c < Channels; c++)
        {
            for (int i = 0; i < KernelHeight; i++)
            {
                for (int j = 0; j < KernelWidth; j++, row++)
                {
                    Span<T> to = matrix.Slice(row * Places, Places);
                    for (int y = 0, at = 0; y < Down; y++)
                    {
                        int line = y * Stride + i - PaddingHeight;
                        for (int x = 0; x < Across; x++, at++)
                        {
                            int column = x * Stride + j - PaddingWidth;
                            to[at] = (uint)line < (uint)Height && (uint)column < (uint)Width ? image[(c * Height + line) * Width + column] : T.Zero;
                        }
                    }
                }
            }
        }
    }

    /// <summary>The adjoint of <see cref="Gather"/>: adds every number of the matrix to the number of the image that it came from.</summary>
    public void Scatter<T>(ReadOnlySpan<T> matrix, Span<T> image)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int row = 0;
        for (int c = 0; c < Channels; c++)
        {
            for (int i = 0; i < KernelHeight; i++)
            {
                for (int j = 0; j < KernelWidth; j++, row++)
                {
                    ReadOnlySpan<T> from = matrix.Slice(row * Places, Places);
                    for (int y = 0, at = 0; y < Down; y++)
                    {
                        int line = y * Stride + i - PaddingHeight;
                        for (int x = 0; x < Across; x++, at++)
                        {
                            int column = x * Stride + j - PaddingWidth;
                            if ((uint)line < (uint)Height && (uint)column < (uint)Width)
                            {
                                image[(c * Height + line) * Width + column] += from[at];
                            }
                        }
                    }
                }
            }
        }
    }
}
