using System.Numerics;

namespace ProbDsl;

public sealed partial class ImageSet
{
    /// <summary>Images whose numbers are bytes, each divided by one number.</summary>
    /// <param name="height">Rows of pixels, at least 1.</param>
    /// <param name="width">Columns of pixels, at least 1.</param>
    /// <param name="levels">All images one after another, each in the order that the class describes; kept, not copied.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="divisor">What each byte is divided by: 255 makes grey values from 0 to 1, 1 leaves them as they are. Positive.</param>
    /// <returns>The images, without labels.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of an image's, or an argument is out of range.</exception>
    public static ImageSet FromLevels(int height, int width, byte[] levels, int channels = 1, double divisor = 255)
    {
        ArgumentNullException.ThrowIfNull(levels);
        RowCheck.Divisor(divisor);
        return Make(height, width, channels, new ByteStore(levels, divisor));
    }

    /// <summary>Images of numbers in single precision.</summary>
    /// <param name="height">Rows of pixels, at least 1.</param>
    /// <param name="width">Columns of pixels, at least 1.</param>
    /// <param name="numbers">All images one after another, each in the order that the class describes, finite; kept, not copied.</param>
    /// <param name="channels">1 or 3.</param>
    /// <returns>The images, without labels.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of an image's, or an argument is out of range.</exception>
    public static ImageSet FromNumbers(int height, int width, float[] numbers, int channels = 1) => Make(height, width, channels, Finite(height, width, channels, numbers));

    /// <summary>Images of numbers in double precision.</summary>
    /// <inheritdoc cref="FromNumbers(int, int, float[], int)"/>
    public static ImageSet FromNumbers(int height, int width, double[] numbers, int channels = 1) => Make(height, width, channels, Finite(height, width, channels, numbers));

    /// <summary>The same images with labels.</summary>
    /// <param name="labels">The class of each image, at least 0; copied.</param>
    /// <param name="names">What the classes are called; empty, or a name for each label that occurs.</param>
    /// <returns>A set that shares the numbers of this one.</returns>
    /// <exception cref="ArgumentException">There are more or fewer labels than images, or one is out of range.</exception>
    public ImageSet WithLabels(int[] labels, params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(names);
        if (labels.Length != Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"There are {labels.Length} labels for {Count} images; each image needs one."), nameof(labels));
        }

        int wrong = Array.FindIndex(labels, label => label < 0 || (names.Count > 0 && label >= names.Count));
        if (wrong >= 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The label of image {wrong} is {labels[wrong]}, but must be at least 0")
                    + (names.Count > 0 ? FormattableString.Invariant($" and below {names.Count}, the number of names.") : "."),
                nameof(labels));
        }

        return new(Height, Width, Channels, _store, _rows, [.. labels], names, Factors);
    }

    /// <summary>The same images with known factors in place of those that there were.</summary>
    /// <param name="factors">The columns, each with a value for each image and a name of its own.</param>
    /// <returns>A set that shares the numbers of this one.</returns>
    /// <exception cref="ArgumentException">A column has another length, or two have one name.</exception>
    public ImageSet WithFactors(params IReadOnlyList<FactorColumn> factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        for (int k = 0; k < factors.Count; k++)
        {
            if (factors[k].Values.Length != Count)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"The factor '{factors[k].Name}' has {factors[k].Values.Length} values for {Count} images; each image needs one."), nameof(factors));
            }

            if (factors.Take(k).Any(f => f.Name == factors[k].Name))
            {
                throw new ArgumentException($"Two factors are called '{factors[k].Name}'.", nameof(factors));
            }
        }

        return new(Height, Width, Channels, _store, _rows, _labels, LabelNames, factors);
    }

    private static ImageSet Make(int height, int width, int channels, PixelStore store)
    {
        int pixels = PixelsOf(height, width, channels);
        if (store.Count % pixels != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"There are {store.Count} numbers, which is no multiple of {pixels}, those of an image of {height} × {width} with {channels} channels."));
        }

        return new(height, width, channels, store, null, null, [], []);
    }

    private static int PixelsOf(int height, int width, int channels)
    {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3) || (long)height * width * channels > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Images of {height} × {width} with {channels} channels: height and width must be at least 1, channels 1 (grey) or 3 (red, green, blue), and an image must fit into an array."));
        }

        return height * width * channels;
    }

    private static NumberStore<T> Finite<T>(int height, int width, int channels, T[] numbers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(numbers);
        int wrong = Array.FindIndex(numbers, x => !T.IsFinite(x));
        if (wrong >= 0)
        {
            (int image, int position) = Math.DivRem(wrong, PixelsOf(height, width, channels));
            throw new ArgumentException(FormattableString.Invariant($"Number {position} of image {image} is {numbers[wrong]}: images must be finite."), nameof(numbers));
        }

        return new(numbers);
    }
}
