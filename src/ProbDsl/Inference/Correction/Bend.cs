namespace ProbDsl;

/// <summary>A map that bends a Gaussian into a banana and keeps volumes: z ↦ z + c·((δ + d·z)² − l) with c ⟂ d.</summary>
/// <remarks>Because d·c = 0 the bent point has the same d·z: the inverse subtracts what the map adds, and the Jacobian has determinant one.</remarks>
/// <param name="direction">d: along the bend.</param>
/// <param name="shift">δ.</param>
/// <param name="curve">c: how far the ends are bent, and whither.</param>
/// <param name="level">l.</param>
internal sealed class Bend(double[] direction, double shift, double[] curve, double level)
{
    /// <summary>c.</summary>
    public ReadOnlySpan<double> Curve => curve;

    /// <summary>(δ + d·z)² − l, of a straight point or a bent one.</summary>
    public T Amount<T>(ReadOnlySpan<T> z)
        where T : unmanaged, ILane<T>
    {
        ReadOnlySpan<double> d = direction;
        T along = shift;
        for (int i = 0; i < z.Length; i++)
        {
            along = T.FusedMultiplyAdd(d[i], z[i], along);
        }

        return along * along - level;
    }

    /// <summary>Bends a point in place.</summary>
    public void Apply<T>(Span<T> z)
        where T : unmanaged, ILane<T>
        => Add(z, Amount<T>(z));

    /// <summary>Straightens a bent point in place.</summary>
    public void Undo<T>(Span<T> z)
        where T : unmanaged, ILane<T>
        => Add(z, -Amount<T>(z));

    private void Add<T>(Span<T> z, T amount)
        where T : unmanaged, ILane<T>
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = T.FusedMultiplyAdd(curve[i], amount, z[i]);
        }
    }
}
