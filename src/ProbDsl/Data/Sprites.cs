namespace ProbDsl;

/// <summary>White shapes on black whose shape, scale, rotation and place are known: data for judging whether a representation finds them.</summary>
/// <remarks>
/// Every image is a function of its five factors, after dSprites of Matthey, Higgins, Hassabis and Lerchner (2017). Where a shape is the same after part of a
/// turn (<see cref="SpriteShape"/>) several rotations give one image: no method can tell them apart.
/// </remarks>
public static class Sprites
{
    private static readonly string[] Shapes = Enum.GetNames<SpriteShape>();
    private const double SmallestScale = 0.5;

    /// <summary>Draws sprites with independent random factors; the n-th depends on the seed and n alone, for any count, any number of threads and any machine.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="size">Pixels of a side, at least 8.</param>
    /// <param name="antiAliased">Whether edges are grey, by the part of a pixel that is inside; otherwise all is 0 or 1.</param>
    /// <returns>Images of numbers from 0 to 1, labelled by shape, with the factors shape (0 to 2), scale (uniform from 0.5 to 1), rotation (uniform from 0 to 2π,
    /// radians, clockwise), x and y (uniform from 0 to 1, the ends of the sprite's room).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range, or there would be more pixels than an array holds.</exception>
    public static ImageSet Draw(int count, ulong seed, int size = 32, bool antiAliased = false) => Paint(count, size, antiAliased, n =>
    {
        var random = new Philox(seed, Streams.Row(RowDraw.Sprite, n));
        return new(
            (SpriteShape)random.NextInt(Shapes.Length), SmallestScale + (1 - SmallestScale) * random.NextDouble(), 2 * Math.PI * random.NextDouble(), random.NextDouble(), random.NextDouble());
    });

    /// <summary>All combinations of equally spaced factors: three shapes × scales × rotations × columns × rows, the last fastest.</summary>
    /// <param name="scales">From 0.5 to 1; 1 alone where there is one.</param>
    /// <param name="rotations">From 0 up to a whole turn, without its end.</param>
    /// <param name="columns">Places from left to right; the middle where there is one.</param>
    /// <param name="rows">Places from top to bottom; the middle where there is one.</param>
    /// <param name="size">Pixels of a side, at least 8.</param>
    /// <param name="antiAliased">Whether edges are grey, by the part of a pixel that is inside; otherwise all is 0 or 1.</param>
    /// <returns>Images of numbers from 0 to 1 with labels and factors as those of <see cref="Draw"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1, or there would be more pixels than an array holds.</exception>
    public static ImageSet Grid(int scales = 3, int rotations = 8, int columns = 8, int rows = 8, int size = 32, bool antiAliased = false)
    {
        foreach ((int value, string name) in (ReadOnlySpan<(int, string)>)[(scales, nameof(scales)), (rotations, nameof(rotations)), (columns, nameof(columns)), (rows, nameof(rows))])
        {
            if (value < 1)
            {
                throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {value}, but must be at least 1."));
            }
        }

        Int128 count = (Int128)Shapes.Length * scales * rotations * columns * rows;
        return Paint((long)Int128.Min(count, long.MaxValue), size, antiAliased, n =>
        {
            (n, int row) = Math.DivRem(n, rows);
            (n, int column) = Math.DivRem(n, columns);
            (n, int rotation) = Math.DivRem(n, rotations);
            (int shape, int scale) = Math.DivRem(n, scales);
            return new(
                (SpriteShape)shape, SmallestScale + (1 - SmallestScale) * Spaced(scale, scales, 1), 2 * Math.PI * rotation / rotations,
                Spaced(column, columns, 0.5), Spaced(row, rows, 0.5));
        });
    }

    private static double Spaced(int k, int count, double alone) => count == 1 ? alone : (double)k / (count - 1);

    private static ImageSet Paint(long count, int size, bool antiAliased, Func<int, SpriteState> state)
    {
        byte[] levels = DrawnImages.Room(count, size);
        var states = new SpriteState[count];
        int pixels = size * size;
        Portions.Run((int)count, n =>
        {
            states[n] = state(n);
            states[n].Paint(size, antiAliased, levels.AsSpan(n * pixels, pixels));
        });
        return ImageSet.FromLevels(size, size, levels, divisor: antiAliased ? 255 : 1)
            .WithLabels(Array.ConvertAll(states, s => (int)s.Shape), Shapes)
            .WithFactors(SpriteState.ToFactors(states));
    }
}
