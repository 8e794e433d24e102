namespace ProbDsl;

public sealed partial class ImageSet
{
    private static readonly string[] PictureEndings = [".pgm", ".ppm", ".pnm", ".png"];

    /// <summary>Reads a folder of pictures; where they lie in subfolders, each subfolder is a class and its name that of the class.</summary>
    /// <remarks>
    /// Read are files that end in .pgm, .ppm, .pnm or .png: Netpbm P2, P3, P5 and P6, and PNG with 8 bits, grey or in colour, not interlaced and without
    /// transparency. All must have one size. Values go from 0 to 1, white being 1. Classes and files are in the order of their names, by character code.
    /// </remarks>
    /// <param name="folder">The folder.</param>
    /// <returns>The images, labelled where there are subfolders.</returns>
    /// <exception cref="InvalidDataException">There is no picture, one cannot be read, or sizes differ; the message names the file.</exception>
    public static ImageSet ReadFolder(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string[] loose = PicturesIn(folder);
        string[] classes = [.. Directory.GetDirectories(folder).Where(sub => PicturesIn(sub).Length > 0).Order(StringComparer.Ordinal)];
        if (loose.Length > 0 && classes.Length > 0)
        {
            throw new InvalidDataException($"'{folder}' has pictures both beside and in its subfolders ('{Path.GetFileName(loose[0])}', '{Path.GetFileName(classes[0])}'). Either all are in subfolders, one for each class, or none.");
        }

        string[][] files = loose.Length > 0 ? [loose] : [.. classes.Select(PicturesIn)];
        int count = files.Sum(f => f.Length);
        if (count == 0)
        {
            throw new InvalidDataException($"'{folder}' has no pictures, neither itself nor in its subfolders. Read are files that end in {string.Join(", ", PictureEndings)}.");
        }

        string[] paths = [.. files.SelectMany(f => f)];
        ImageSet set = ReadPictures(paths);
        return loose.Length > 0 ? set : set.WithLabels([.. files.SelectMany((f, label) => f.Select(_ => label))], [.. classes.Select(sub => Path.GetFileName(sub)!)]);
    }

    private static string[] PicturesIn(string folder) =>
        [.. Directory.GetFiles(folder).Where(f => PictureEndings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];

    private static ImageSet ReadPictures(string[] paths)
    {
        Raster first = Raster.Read(paths[0]);
        int pixels = first.Samples.Length;
        if ((long)paths.Length * pixels > Array.MaxLength)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"{paths.Length} pictures of {pixels} numbers are more than an array holds. Write them into an IDX file, and read that row by row with IdxFile.Open."));
        }

        // Bytes as long as white is 255 everywhere.
        byte[]? levels = new byte[paths.Length * pixels];
        float[]? numbers = null;
        for (int n = 0; n < paths.Length; n++)
        {
            Raster picture = n == 0 ? first : Raster.Read(paths[n]);
            if ((picture.Height, picture.Width, picture.Channels) != (first.Height, first.Width, first.Channels))
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"'{paths[n]}' has {picture.Height} × {picture.Width} pixels in {picture.Channels} channels, but '{paths[0]}' has {first.Height} × {first.Width} in {first.Channels}. All pictures need one size."));
            }

            if (numbers is null && picture.Maximum != byte.MaxValue)
            {
                numbers = Array.ConvertAll(levels, level => level / 255f);
            }

            for (int i = 0; i < pixels; i++)
            {
                (int pixel, int channel) = Math.DivRem(i, picture.Channels);
                int to = n * pixels + channel * picture.Height * picture.Width + pixel;
                if (numbers is null)
                {
                    levels[to] = (byte)picture.Samples[i];
                }
                else
                {
                    numbers[to] = (float)picture.Samples[i] / picture.Maximum;
                }
            }
        }

        return numbers is null ? FromLevels(first.Height, first.Width, levels, first.Channels) : FromNumbers(first.Height, first.Width, numbers, first.Channels);
    }
}
