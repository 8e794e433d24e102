namespace ProbDsl;

public sealed partial class ImageSet
{
    /// <summary>Parts the images by chance into those to train with and those to test with.</summary>
    /// <param name="heldOut">How many are held out, from 0 to <see cref="Count"/>.</param>
    /// <param name="seed">Any number; the same seed parts them alike.</param>
    /// <returns>Two sets that share the numbers of this one, each in its order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="heldOut"/> is negative or more than there are.</exception>
    public (ImageSet Training, ImageSet HeldOut) Split(int heldOut, ulong seed)
    {
        if (heldOut < 0 || heldOut > Count)
        {
            throw new ArgumentOutOfRangeException(nameof(heldOut), FormattableString.Invariant($"{heldOut} of {Count} images cannot be held out."));
        }

        // Selection sampling (Knuth, TAOCP 3.4.2, algorithm S): each image in turn, with the chance that makes all subsets equally likely.
        var random = new Philox(seed, Streams.Row(RowDraw.Split, 0));
        var training = new List<int>(Count - heldOut);
        var held = new List<int>(heldOut);
        for (int n = 0; n < Count; n++)
        {
            (random.NextInt(Count - n) < heldOut - held.Count ? held : training).Add(n);
        }

        return (Select([.. training]), Select([.. held]));
    }

    /// <summary>Some of the images.</summary>
    /// <param name="images">Which, in the order wanted; one may come more than once.</param>
    /// <returns>A set that shares the numbers of this one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ImageSet Select(int[] images)
    {
        ArgumentNullException.ThrowIfNull(images);
        foreach (int n in images)
        {
            RowCheck.Index(this, n);
        }

        return new(
            Height, Width, Channels, _store, Array.ConvertAll(images, n => _rows?[n] ?? n), _labels is null ? null : Array.ConvertAll(images, n => _labels[n]), LabelNames,
            [.. Factors.Select(f => f with { Values = Array.ConvertAll(images, n => f.Values[n]) })]);
    }
}
