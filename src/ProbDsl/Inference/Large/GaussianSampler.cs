namespace ProbDsl;

/// <summary>Weighted draws of a large Gaussian as it is.</summary>
internal sealed class GaussianSampler<TProgram, T>(TProgram program, LargeGaussian<T> shape, FitOptions options) : LargeSampler<TProgram, T>(program, options)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly T[] _u = new T[program.Dimension];
    private readonly double _logConstant = -shape.LogDeterminant - 0.5 * shape.Count * Math.Log(2 * Math.PI);

    /// <inheritdoc/>
    public override int NoiseCount => shape.Count;

    /// <summary>Draws.</summary>
    public ImportanceDraws Draw(int count, bool keepValues)
        => Fill(new ImportanceDraws(null, [], FixedDraws.Create(8, 0, 0), new double[count]), keepValues);

    /// <inheritdoc/>
    public override T LogWeight(ReadOnlySpan<T> noise)
    {
        T logDensity = Place(0, noise, _u);
        return LogJoint(_u) - logDensity;
    }

    /// <inheritdoc/>
    protected override T Place(int first, ReadOnlySpan<T> noise, Span<T> u)
    {
        shape.Place(noise, u);
        T square = T.Zero;
        foreach (T x in noise)
        {
            square += x * x;
        }

        return _logConstant - 0.5 * square;
    }
}
