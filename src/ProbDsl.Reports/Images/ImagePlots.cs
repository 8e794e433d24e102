using System.Globalization;
using System.Text;

namespace ProbDsl.Reports;

/// <summary>Grey images beside each other: data and reconstructions, paths through latent space, what a plane of latents decodes to.</summary>
public static class ImagePlots
{
    private const int Gap = 1, LeastCell = 42, Margin = 14;

    /// <summary>Images in rows.</summary>
    /// <param name="title">The title, in words.</param>
    /// <param name="rows">Rows of images, each image row by row from the top, from 0, white, to 1, black.</param>
    /// <param name="width">Pixels in a row of an image.</param>
    /// <param name="names">A name for each row of images; null for none.</param>
    /// <returns>The plot; its data have a line for each image, with its pixels.</returns>
    /// <exception cref="ArgumentException">There is no image, or they have different sizes, or names are missing.</exception>
    public static Plot Rows(string title, IReadOnlyList<IReadOnlyList<double[]>> rows, int width, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(rows);
        int pixels = rows.FirstOrDefault(r => r.Count > 0)?[0].Length ?? 0;
        if (width < 1 || pixels == 0 || pixels % width != 0 || rows.Any(r => r.Any(i => i.Length != pixels)) || (names is not null && names.Count != rows.Count))
        {
            throw new ArgumentException(FormattableString.Invariant($"Images need one size, whole rows of {width} pixels, and as many names as rows; the first has {pixels} pixels, and there are {rows.Count} rows."), nameof(rows));
        }

        int height = pixels / width, columns = rows.Max(r => r.Count);
        (int sheetWidth, int sheetHeight) = (columns * (width + Gap) - Gap, rows.Count * (height + Gap) - Gap);
        double[] sheet = new double[sheetWidth * sheetHeight];
        var data = new StringBuilder("row,column,pixels\n");
        foreach ((int r, IReadOnlyList<double[]> row) in rows.Index())
        {
            foreach ((int c, double[] image) in row.Index())
            {
                for (int k = 0; k < pixels; k++)
                {
                    sheet[(r * (height + Gap) + k / width) * sheetWidth + c * (width + Gap) + k % width] = image[k];
                }

                data.Append(CultureInfo.InvariantCulture, $"\"{names?[r] ?? r.ToString(CultureInfo.InvariantCulture)}\",{c},{string.Join(' ', image.Select(p => p.ToString("0.##", CultureInfo.InvariantCulture)))}\n");
            }
        }

        // Whole pixels of the screen for each of the image, so that none is wider than its neighbour.
        int zoom = Math.Max(1, (int)Math.Ceiling((double)LeastCell / Math.Max(width, height)));
        double room = Margin + (names is null ? 0 : Figure.LetterWidth * names.Max(n => n.Length) + 10);
        int across = (int)Math.Ceiling(Math.Max(240, room + zoom * sheetWidth + Margin));
        var svg = new SvgText();
        double top = 10;
        foreach (string line in Figure.Wrapped(title, (int)((across - 24) / 7.6)))
        {
            top += 16;
            svg.Words(14, top, line, "class=\"t\"");
        }

        top += 12;
        svg.Append($"<image x=\"{SvgText.Pixel(room)}\" y=\"{SvgText.Pixel(top)}\" width=\"{zoom * sheetWidth}\" height=\"{zoom * sheetHeight}\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{Convert.ToBase64String(GreyPng.Of(sheet, sheetWidth))}\"/>");
        foreach ((int r, string name) in (names ?? []).Index())
        {
            svg.Words(room - 8, top + zoom * (r * (height + Gap) + height / 2.0) + 4, name, "class=\"s\" text-anchor=\"end\"");
        }

        return new Plot(title, across, (int)Math.Ceiling(top + zoom * sheetHeight + Margin), svg.ToString(), data.ToString());
    }

    /// <summary>Images, and below each what it is reconstructed as.</summary>
    /// <param name="title">The title.</param>
    /// <param name="images">The images.</param>
    /// <param name="reconstructions">The mean of p(x | z) for each.</param>
    /// <param name="width">Pixels in a row of an image.</param>
    /// <returns>The plot.</returns>
    /// <exception cref="ArgumentException">They are not as many, or have different sizes.</exception>
    public static Plot Reconstructions(string title, IReadOnlyList<double[]> images, IReadOnlyList<double[]> reconstructions, int width)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(reconstructions);
        return images.Count == reconstructions.Count
            ? Rows(title, [images, reconstructions], width, ["data", "model"])
            : throw new ArgumentException(FormattableString.Invariant($"There are {images.Count} images but {reconstructions.Count} reconstructions."), nameof(reconstructions));
    }

    /// <summary>What a plane of latents decodes to: the first latent from left to right, the second upwards, both at the quantiles (i + ½)/n of the standard normal.</summary>
    /// <param name="title">The title.</param>
    /// <param name="decode">The image of two latents.</param>
    /// <param name="width">Pixels in a row of an image.</param>
    /// <param name="perSide">How many images stand in a row, and how many rows.</param>
    /// <returns>The plot.</returns>
    public static Plot Decoded(string title, Func<double[], double[]> decode, int width, int perSide = 12)
    {
        ArgumentNullException.ThrowIfNull(decode);
        ArgumentOutOfRangeException.ThrowIfLessThan(perSide, 1);
        var standard = new Normal(0, 1);
        double At(int i) => standard.Quantile((i + 0.5) / perSide);
        return Rows(title, [.. Enumerable.Range(0, perSide).Select(r => (IReadOnlyList<double[]>)[.. Enumerable.Range(0, perSide).Select(c => decode([At(c), At(perSide - 1 - r)]))])], width);
    }
}
