namespace ProbDsl;

public sealed partial class ImageSet
{
    /// <summary>Black and white: 1 where a number is above a threshold, otherwise 0.</summary>
    /// <param name="threshold">On the scale of the numbers.</param>
    /// <returns>A new set with the labels and factors of this one.</returns>
    public ImageSet Binarise(double threshold = 0.5)
    {
        var bytes = new byte[(long)Count * Pixels];
        Portions.Run(Count, n =>
        {
            double[] row = this[n];
            for (int i = 0; i < row.Length; i++)
            {
                bytes[n * Pixels + i] = row[i] > threshold ? (byte)1 : (byte)0;
            }
        });
        return Binary(bytes);
    }

    /// <summary>Black and white by chance: each number is drawn from a Bernoulli distribution whose probability is its grey value.</summary>
    /// <remarks>
    /// Drawn once, the noise of the draw is learnt as if it were data: a model that sees the same draws in every epoch fits them too well and new ones worse
    /// (some nats per image for handwritten digits). For training, draw anew in each epoch, with a seed of its own; one draw is for what is tested with, so that
    /// numbers can be compared. The draw of an image depends on seed and position alone.
    /// </remarks>
    /// <param name="seed">Any number.</param>
    /// <returns>A new set with the labels and factors of this one.</returns>
    /// <exception cref="InvalidOperationException">The numbers are not between 0 and 1.</exception>
    public ImageSet BinariseRandomly(ulong seed)
    {
        if (Minimum < 0 || Maximum > 1)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The numbers lie between {Minimum} and {Maximum}; as probabilities they must lie between 0 and 1. Grey values from 0 to 255 are read with a divisor of 255."));
        }

        var bytes = new byte[(long)Count * Pixels];
        Portions.Run(Count, n =>
        {
            var random = new Philox(seed, Streams.Row(RowDraw.Binarisation, n));
            double[] row = this[n];
            for (int i = 0; i < row.Length; i++)
            {
                bytes[n * Pixels + i] = random.NextDouble() < row[i] ? (byte)1 : (byte)0;
            }
        });
        return Binary(bytes);
    }

    private ImageSet Binary(byte[] bytes) => new(Height, Width, Channels, new ByteStore(bytes, 1), null, _labels, LabelNames, Factors);
}
