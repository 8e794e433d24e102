namespace ProbDsl;

/// <summary>The mean and the standard deviation of every quantity under q, from draws that are not kept.</summary>
/// <remarks>
/// Measured from the value at ε = 0, near the middle of q, so that the one pass over the draws loses no digits and a constant has no spread.
/// The draws are a quadrature of q, not a random sample of it: no correction of the divisor. Draw k is in sum k mod 8 for every width.
/// </remarks>
internal readonly struct GuideMoments<TProgram>(TProgram program, double[] phi, FixedDraws noise, int scalars) : ILaneAction<(double Mean, double Sd)[]>
    where TProgram : struct, IModelProgram
{
    public (double Mean, double Sd)[] Invoke<T>()
        where T : unmanaged, ILane<T>
    {
        var workspace = new Workspace<T>();
        workspace.Begin();
        T[] lanePhi = new T[phi.Length], values = new T[scalars], origin = new T[scalars];
        for (int i = 0; i < phi.Length; i++)
        {
            lanePhi[i] = phi[i];
        }

        program.Sample(lanePhi, new T[noise.Dimension], origin, workspace);
        PartialSums<T> sums = new(scalars), squares = new(scalars);
        ReadOnlySpan<T> lanes = noise.Lanes<T>();
        for (int first = 0; first < noise.Count; first += T.Width)
        {
            int block = first / T.Width;
            program.Sample(lanePhi, lanes.Slice(block * noise.Dimension, noise.Dimension), values, workspace);
            Span<T> sum = sums.Row(block), square = squares.Row(block);
            for (int c = 0; c < sum.Length; c++)
            {
                T error = values[c] - origin[c];
                sum[c] += error;
                square[c] += error * error;
            }
        }

        var moments = new (double Mean, double Sd)[scalars];
        for (int c = 0; c < scalars; c++)
        {
            double shift = sums.Total(c) / noise.Count, variance = squares.Total(c) / noise.Count - shift * shift;
            moments[c] = (T.Get(origin[c], 0) + shift, Math.Sqrt(Math.Max(variance, 0)));
        }

        return moments;
    }
}
