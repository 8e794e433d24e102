namespace ProbDsl;

public sealed partial class ImageSet
{
    /// <summary>Reads images from a text file, one a line: a column for each number, in the order that the class describes, and perhaps one for the label.</summary>
    /// <remarks>Whole numbers from 0 to 255 are kept as bytes, everything else as doubles. The rules of <see cref="CsvTable.Read"/> apply.</remarks>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="width">Columns of pixels.</param>
    /// <param name="label">The column of labels, whole numbers from 0; where <paramref name="header"/> is false, its position from 0, as <c>"0"</c>. Null where there is none.</param>
    /// <param name="factors">Columns of known factors.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="divisor">What each number is divided by: 1 leaves them as they are, 255 makes numbers from 0 to 1 of grey values to 255.</param>
    /// <param name="delimiter">What parts the cells.</param>
    /// <param name="header">Whether the first line names the columns.</param>
    /// <returns>The images.</returns>
    /// <exception cref="InvalidDataException">The file is no such table, or has another number of columns; the message says what was found, and where.</exception>
    public static ImageSet ReadCsv(
        string path, int height, int width, string? label = null, IReadOnlyList<string>? factors = null, int channels = 1, double divisor = 1, char delimiter = ',', bool header = true)
    {
        ArgumentNullException.ThrowIfNull(path);
        RowCheck.Divisor(divisor);
        int pixels = PixelsOf(height, width, channels);
        using var file = new CsvRows(path, delimiter, header);
        int labelColumn = label is null ? -1 : file.IndexOf(label);
        int[] factorColumns = [.. (factors ?? []).Select(file.IndexOf)];
        int[] pixelColumns = [.. Enumerable.Range(0, file.Names.Length).Where(k => k != labelColumn && !factorColumns.Contains(k))];
        if (pixelColumns.Length != pixels)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{path}' has {file.Names.Length} columns, of which {pixelColumns.Length} are neither label nor factor; an image of {height} × {width} with {channels} channels has {pixels} numbers."));
        }

        var numbers = new NumberBuffer();
        var labels = new List<int>();
        var values = new List<double>[factorColumns.Length];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = [];
        }

        double[] row = new double[file.Names.Length];
        while (file.Read(row))
        {
            if (labelColumn >= 0)
            {
                double found = row[labelColumn];
                labels.Add(found >= 0 && found == (int)found ? (int)found : throw file.Wrong(labelColumn, FormattableString.Invariant($"the label is {found}, but must be a whole number, at least 0.")));
            }

            for (int k = 0; k < values.Length; k++)
            {
                values[k].Add(row[factorColumns[k]]);
            }

            foreach (int k in pixelColumns)
            {
                numbers.Add(row[k]);
            }
        }

        ImageSet set = numbers.ToImages(height, width, channels, divisor);
        set = labelColumn < 0 ? set : set.WithLabels([.. labels]);
        return values.Length == 0 ? set : set.WithFactors([.. values.Select((column, k) => new FactorColumn(factors![k], [.. column]))]);
    }
}
