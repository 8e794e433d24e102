namespace ProbDsl;

/// <summary>Independent coordinates: what a mean field begins with.</summary>
internal sealed class DiagonalGaussian<T>(double[] mean, int[] varying, double[] sd) : LargeGaussian<T>(mean, varying)
    where T : unmanaged, ILane<T>
{
    /// <summary>The standard deviations of those that vary.</summary>
    public double[] Sd => sd;

    /// <inheritdoc/>
    public override double LogDeterminant { get; } = sd.Sum(Math.Log);

    /// <inheritdoc/>
    public override LargeGaussian<T> About(double[] mean) => new DiagonalGaussian<T>(mean, Varying, sd);

    /// <inheritdoc/>
    public override void Multiply(Span<T> x)
    {
        for (int i = 0; i < sd.Length; i++)
        {
            x[i] *= sd[i];
        }
    }

    /// <inheritdoc/>
    public override void Divide(Span<T> x)
    {
        for (int i = 0; i < sd.Length; i++)
        {
            x[i] /= sd[i];
        }
    }

    /// <inheritdoc/>
    public override void MultiplyTransposed(Span<T> x) => Multiply(x);

    /// <summary>The mean and the standard deviations of the u of a fitted q, whatever its correlations.</summary>
    public static DiagonalGaussian<T> Of<TProgram>(TProgram program, double[] phi, FixedDraws noise)
        where TProgram : struct, IModelProgram
    {
        int d = program.Dimension;
        var workspace = new Workspace<T>();
        T[] lanePhi = new T[phi.Length], u = new T[d];
        for (int i = 0; i < phi.Length; i++)
        {
            lanePhi[i] = phi[i];
        }

        program.Unconstrain(lanePhi, new T[noise.Dimension], u, workspace);
        double[] mean = Array.ConvertAll(u, x => T.Get(x, 0));
        var squares = new PartialSums<T>(d);
        for (int block = 0; block < noise.Count / T.Width; block++)
        {
            program.Unconstrain(lanePhi, noise.Lanes<T>().Slice(block * noise.Dimension, noise.Dimension), u, workspace);
            Span<T> row = squares.Row(block);
            for (int i = 0; i < d; i++)
            {
                row[i] += (u[i] - mean[i]) * (u[i] - mean[i]);
            }
        }

        int[] varying = [.. Enumerable.Range(0, d).Where(i => squares.Total(i) > 0)];
        return new DiagonalGaussian<T>(mean, varying, Array.ConvertAll(varying, i => Math.Sqrt(squares.Total(i) / noise.Count)));
    }
}
