using System.Numerics;

namespace ProbDsl;

/// <summary>The noise of the rows of a batch: a function of seed, purpose, and row.</summary>
internal readonly struct BatchNoise
{
    private readonly RowArray[] _arrays;

    public BatchNoise(INetworkProgram program)
    {
        _arrays = [.. program.RowNoise];
        int ofRows = _arrays.Sum(a => a.Width) * program.BatchRows;
        if (ofRows != program.NoiseCount)
        {
            throw new NotSupportedException($"{program.Name}: {program.NoiseCount - ofRows} of its latents stand outside the subsampled plate. A model with networks has latents for each row only; make the others [Parameter]s.");
        }

        Width = _arrays.Sum(a => a.Width);
    }

    /// <summary>Numbers for each row.</summary>
    public int Width { get; }

    /// <summary>Standard normal numbers for every place of a batch; each row comes <paramref name="draws"/> times, its draws counted from <paramref name="firstDraw"/> on.</summary>
    public void Fill<TNumber>(Span<TNumber> noise, ReadOnlySpan<int> batch, ulong seed, ulong stream, int draws = 1, int firstDraw = 0)
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        // Two numbers to a block of the generator.
        ulong blocks = ((ulong)Width + 1) / 2;
        for (int k = 0; k < batch.Length; k++)
        {
            var random = new Philox(seed, stream, (((ulong)batch[k] << 24) + (ulong)(firstDraw + k % draws)) * blocks);
            int at = 0;
            foreach (RowArray array in _arrays)
            {
                foreach (ref TNumber number in noise.Slice(at + (k * array.Width), array.Width))
                {
                    number = TNumber.CreateTruncating(random.NextNormal());
                }


                at += array.Width * batch.Length;
            }
        }
    }
}
