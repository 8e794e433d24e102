using System.Numerics;

namespace ProbDsl;

/// <summary>Images of one size as rows of numbers, with labels and known factors where there are any.</summary>
/// <remarks>
/// <para>As the data of a model: <c>images.Count</c> is the size of the plate, <c>images[n]</c> a vector of <see cref="Pixels"/> numbers in the precision of
/// the model, <c>images.Labels[n]</c> a class.</para>
/// <para>The numbers of an image are in order of channel, row from the top, column from the left: the one at (c, y, x) is at position
/// (c · Height + y) · Width + x. A set cannot be changed; what is made of it shares its numbers where it can. Grey values take one byte each.</para>
/// </remarks>
public sealed partial class ImageSet : IRowSource
{
    private readonly PixelStore _store;
    private readonly int[]? _rows;
    private readonly int[]? _labels;
    private readonly Lazy<(double Minimum, double Maximum)> _range;

    private ImageSet(int height, int width, int channels, PixelStore store, int[]? rows, int[]? labels, IReadOnlyList<string> labelNames, IReadOnlyList<FactorColumn> factors)
    {
        (Height, Width, Channels) = (height, width, channels);
        (_store, _rows, _labels, LabelNames, Factors) = (store, rows, labels, labelNames, factors);
        Count = rows?.Length ?? store.Count / Pixels;
        _range = new(FindRange);
    }

    /// <summary>How many images there are.</summary>
    public int Count { get; }

    /// <summary>Rows of pixels.</summary>
    public int Height { get; }

    /// <summary>Columns of pixels.</summary>
    public int Width { get; }

    /// <summary>Numbers per pixel: 1 for grey, 3 for red, green, blue.</summary>
    public int Channels { get; }

    /// <summary>Numbers per image: Height × Width × Channels.</summary>
    public int Pixels => Height * Width * Channels;

    /// <inheritdoc/>
    public double Minimum => _range.Value.Minimum;

    /// <inheritdoc/>
    public double Maximum => _range.Value.Maximum;

    /// <summary>Whether there are labels.</summary>
    public bool HasLabels => _labels is not null;

    /// <summary>The class of each image, from 0.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public int[] Labels => _labels ?? throw new InvalidOperationException("These images have no labels. Read them with a file of labels, or add them by WithLabels.");

    /// <summary>What the classes are called, in order; empty where that is unknown.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>The known factors of variation; empty where there are none.</summary>
    public IReadOnlyList<FactorColumn> Factors { get; }

    int IRowSource.RowLength => Pixels;

    /// <summary>One image, a vector of <see cref="Pixels"/> numbers.</summary>
    /// <param name="n">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public RowView this[int n] => new(this, n);

    /// <inheritdoc/>
    public void CopyRow<T>(int n, Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowCheck.Copy(this, n, row);
        _store.Copy(StartOf(n), row);
    }

    /// <inheritdoc/>
    public double NumberAt(int n, int k)
    {
        RowCheck.Index(this, n);
        if ((uint)k >= (uint)Pixels)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, FormattableString.Invariant($"An image has {Pixels} numbers."));
        }

        double number = 0;
        _store.Copy(StartOf(n) + k, new Span<double>(ref number));
        return number;
    }

    /// <summary>The values of a known factor, one for each image.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The column's array.</returns>
    /// <exception cref="ArgumentException">There is none of that name; the message has those that there are.</exception>
    public double[] Factor(string name) => Factors.FirstOrDefault(f => f.Name == name)?.Values ?? throw new ArgumentException(
        $"There is no factor '{name}'. " + (Factors.Count == 0 ? "These images have none." : $"There are {string.Join(", ", Factors.Select(f => f.Name))}."), nameof(name));

    /// <summary>Size and extent, for people.</summary>
    /// <returns>As <c>1000 images of 28 × 28, 10 classes</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{Count} images of {Height} × {Width}")
        + (Channels == 1 ? "" : FormattableString.Invariant($" × {Channels} channels"))
        + (HasLabels ? FormattableString.Invariant($", {_labels!.Distinct().Count()} classes") : "")
        + (Factors.Count == 0 ? "" : ", factors " + string.Join(", ", Factors.Select(f => f.Name)));

    private int StartOf(int n) => (_rows?[n] ?? n) * Pixels;

    private (double Minimum, double Maximum) FindRange()
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int n = 0; n < Count; n++)
        {
            (double lowest, double highest) = _store.Range(StartOf(n), Pixels);
            (low, high) = (Math.Min(low, lowest), Math.Max(high, highest));
        }

        return Count == 0 ? (double.NaN, double.NaN) : (low, high);
    }
}
