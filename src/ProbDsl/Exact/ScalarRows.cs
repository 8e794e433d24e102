namespace ProbDsl;

/// <summary>The scalars as linear functions of the Gaussian latents, given all other latents: of a latent itself, or of a quantity of first degree in them.</summary>
/// <param name="places">Where the latents stand.</param>
/// <param name="readout">The quantities that are no latent of their own. Shared by all threads.</param>
internal sealed class ScalarRows<TProgram, T>(LatentPlaces places, LinearReadout<TProgram, T> readout)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly Lock _lock = new();

    // Of each scalar the position among the read ones, and of each place that among the Gaussian ones; −1 where there is none.
    private readonly int[] _read = Positions(readout.Scalars, places.Scalars.Length);
    private readonly int[] _gaussian = Positions(places.Gaussian, places.Latents.Length);

    /// <summary>Whether a scalar's moments given the other latents are known: not of a derived quantity that bends, or in which a conjugate latent enters.</summary>
    public bool IsKnown(int scalar) => places.Scalars[scalar] >= 0 || readout.IsLinear[_read[scalar]];

    /// <summary>The derivatives of scalars with respect to the Gaussian latents at a solved point, those that are not zero, each at its step of the elimination.</summary>
    public (int Step, T Weight)[][] At(ConditionalIntegral<TProgram, T> integral, int[] scalars)
    {
        int[] step = Steps(integral);
        T[][]? derivatives = scalars.Any(s => places.Scalars[s] < 0) ? Derivatives(integral) : null;
        return Array.ConvertAll(scalars, scalar =>
        {
            if (places.Scalars[scalar] is int place and >= 0)
            {
                int gaussian = _gaussian[place];
                return gaussian < 0 ? Array.Empty<(int, T)>() : [(step[gaussian], T.One)];
            }

            int read = _read[scalar];
            return [.. readout.LatentsOf[read].Select((latent, k) => (step[latent], derivatives![read][k]))];
        });
    }

    private T[][] Derivatives(ConditionalIntegral<TProgram, T> integral)
    {
        lock (_lock)
        {
            return Array.ConvertAll(readout.At(integral.Point), d => (T[])d.Clone());
        }
    }

    // At which step of the elimination each Gaussian latent stands.
    private int[] Steps(ConditionalIntegral<TProgram, T> integral)
    {
        int[] step = new int[places.Gaussian.Length];
        for (int k = 0; k < step.Length; k++)
        {
            step[integral.Factor!.Order[k]] = k;
        }

        return step;
    }

    private static int[] Positions(int[] values, int count)
    {
        int[] positions = new int[count];
        Array.Fill(positions, -1);
        for (int k = 0; k < values.Length; k++)
        {
            positions[values[k]] = k;
        }

        return positions;
    }
}
