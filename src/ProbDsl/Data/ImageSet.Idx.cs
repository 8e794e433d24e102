namespace ProbDsl;

public sealed partial class ImageSet
{
    /// <summary>Reads images, and their labels where given, from IDX files such as those of MNIST, compressed by gzip or not.</summary>
    /// <remarks>
    /// Images have the dimensions N × height × width or, in colour, N × 3 × height × width; labels have the dimension N and whole numbers. Bytes are kept as
    /// bytes, floats as floats, everything else as doubles.
    /// </remarks>
    /// <param name="images">The file of images.</param>
    /// <param name="labels">The file of labels; none are read where it is null.</param>
    /// <param name="divisor">What each number is divided by; where nothing is said, 255 for unsigned bytes (grey values from 0 to 1) and 1 for all others.</param>
    /// <returns>The images.</returns>
    /// <exception cref="InvalidDataException">A file is not what it should be, or the two do not belong together; the message says what was found.</exception>
    public static ImageSet ReadIdx(string images, string? labels = null, double? divisor = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        RowCheck.Divisor(divisor ?? 1);
        IdxContent content = IdxContent.Read(images);
        int[] shape = content.Header.Dimensions;
        (int channels, int height, int width) = shape switch
        {
            [_, > 0, > 0] => (1, shape[1], shape[2]),
            [_, 1 or 3, > 0, > 0] => (shape[1], shape[2], shape[3]),
            [_] => throw new InvalidDataException($"'{images}' has one dimension, as a file of labels has. The file of images comes first."),
            _ => throw new InvalidDataException($"'{images}' has the dimensions {content.Header.Shape}; images have N × height × width or N × channels × height × width with 1 or 3 channels."),
        };
        ImageSet set;
        try
        {
            set = Decode(content, height, width, channels, divisor ?? IdxNumbers.DefaultDivisor(content.Header.Element));
        }
        catch (ArgumentException problem)
        {
            throw new InvalidDataException($"'{images}': {problem.Message}", problem);
        }

        return labels is null ? set : set.WithLabels(ReadLabels(labels, images, set.Count));
    }

    /// <summary>Writes images, and their labels where a name is given, as IDX files that <see cref="ReadIdx"/> reads back to the same numbers.</summary>
    /// <remarks>
    /// Bytes are written where every number is a multiple of 1/255 between 0 and 1, floats where the numbers are floats, otherwise doubles. A file is whole or
    /// not there: it gets its name when all of it is on the disk.
    /// </remarks>
    /// <param name="images">The file of images; compressed by gzip where it ends in .gz.</param>
    /// <param name="labels">The file of labels; none is written where it is null.</param>
    /// <exception cref="InvalidOperationException">Labels are to be written, but there are none.</exception>
    public void WriteIdx(string images, string? labels = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        int[] classes = labels is null ? [] : Labels;
        int[] shape = Channels == 1 ? [Count, Height, Width] : [Count, Channels, Height, Width];
        byte[]? levels = _store is ByteStore bytes ? InGrey(bytes.Levels) : null;
        IdxElement element = levels is not null ? IdxElement.Byte : _store is NumberStore<float> ? IdxElement.Single : IdxElement.Double;
        IdxFile.Write(images, new IdxHeader(element, shape), stream =>
        {
            for (int n = 0; n < Count; n++)
            {
                switch (element)
                {
                    case IdxElement.Byte:
                        foreach (byte level in ((ByteStore)_store).Bytes.AsSpan(StartOf(n), Pixels))
                        {
                            stream.WriteByte(levels![level]);
                        }

                        break;
                    case IdxElement.Single:
                        IdxNumbers.Encode(this[n].ToSingles(), stream);
                        break;
                    default:
                        IdxNumbers.Encode(this[n].ToDoubles(), stream);
                        break;
                }
            }
        });
        if (labels is not null)
        {
            bool areBytes = classes.All(label => label <= byte.MaxValue);
            IdxFile.Write(labels, new IdxHeader(areBytes ? IdxElement.Byte : IdxElement.Int32, [Count]), stream =>
            {
                if (areBytes)
                {
                    stream.Write(Array.ConvertAll(classes, label => (byte)label));
                }
                else
                {
                    IdxNumbers.Encode(classes, stream);
                }
            });
        }
    }

    private static ImageSet Decode(IdxContent content, int height, int width, int channels, double divisor)
    {
        if (content.Header.Element == IdxElement.Byte)
        {
            return FromLevels(height, width, content.Bytes, channels, divisor);
        }

        var numbers = new IdxNumbers(content.Header.Element, divisor);
        int count = content.Bytes.Length / content.Header.ElementSize;
        if (content.Header.Element == IdxElement.Single)
        {
            float[] singles = new float[count];
            numbers.Decode<float>(content.Bytes, singles);
            return FromNumbers(height, width, singles, channels);
        }

        double[] doubles = new double[count];
        numbers.Decode<double>(content.Bytes, doubles);
        return FromNumbers(height, width, doubles, channels);
    }

    private static int[] ReadLabels(string path, string images, int count)
    {
        IdxContent content = IdxContent.Read(path);
        if (content.Header.Dimensions is not [int found])
        {
            throw new InvalidDataException($"'{path}' has the dimensions {content.Header.Shape}; labels have one, their number. The file of images comes first, that of labels second.");
        }

        if (found != count)
        {
            throw new InvalidDataException(FormattableString.Invariant($"'{path}' has {found} labels, but '{images}' has {count} images: they do not belong together."));
        }

        if (content.Header.Element is IdxElement.Single or IdxElement.Double)
        {
            throw new InvalidDataException($"'{path}' has numbers with a fraction; labels are whole numbers (IDX types 08, 09, 0b, 0c).");
        }

        double[] numbers = new double[count];
        new IdxNumbers(content.Header.Element, 1).Decode<double>(content.Bytes, numbers);
        int wrong = Array.FindIndex(numbers, label => label < 0);
        return wrong < 0 ? Array.ConvertAll(numbers, label => (int)label)
            : throw new InvalidDataException(FormattableString.Invariant($"'{path}': label {wrong} is {numbers[wrong]}, but labels must be at least 0."));
    }

    // The byte that ReadIdx turns back into the number that each byte stands for; null where one has none.
    private static byte[]? InGrey(GreyLevels levels)
    {
        byte[] grey = new byte[256];
        for (int level = 0; level < 256; level++)
        {
            double nearest = Math.Round(levels[(byte)level] * 255);
            if (nearest > 255 || nearest / 255 != levels[(byte)level])
            {
                return null;
            }

            grey[level] = (byte)nearest;
        }

        return grey;
    }
}
