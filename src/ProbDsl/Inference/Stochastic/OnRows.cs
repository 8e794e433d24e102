namespace ProbDsl;

/// <summary>An estimator on some rows, for φ and noise of the whole plate.</summary>
internal static class OnRows
{
    /// <returns>The value; the gradient is overwritten, with 0 for parameters of other rows.</returns>
    public static double Evaluate(StepElbo<Scalar> elbo, ReadOnlySpan<double> phi, ReadOnlySpan<double> noise, ReadOnlySpan<int> batch, Span<double> gradient)
    {
        int[] moved = Positions(elbo.Parameters, batch);
        double[] own = new double[moved.Length];
        elbo.MoveTo(Gathered(phi, moved));
        double value = elbo.Evaluate(ScalarSpan.Cast(Gathered(noise, elbo.Noise, batch)), batch, ScalarSpan.Cast(own.AsSpan())).Value;
        gradient.Clear();
        for (int i = 0; i < moved.Length; i++)
        {
            gradient[moved[i]] = own[i];
        }

        return value;
    }

    /// <summary>Those numbers of a vector that a batch has.</summary>
    public static double[] Gathered(ReadOnlySpan<double> values, BatchEntries entries, ReadOnlySpan<int> batch) => Gathered(values, Positions(entries, batch));

    private static int[] Positions(BatchEntries entries, ReadOnlySpan<int> batch)
    {
        int[] positions = new int[entries.Count(batch.Length)];
        entries.Fill(batch, positions);
        return positions;
    }

    private static double[] Gathered(ReadOnlySpan<double> values, int[] positions)
    {
        double[] gathered = new double[positions.Length];
        for (int i = 0; i < positions.Length; i++)
        {
            gathered[i] = values[positions[i]];
        }

        return gathered;
    }
}
