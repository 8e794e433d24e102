namespace ProbDsl;

/// <summary>Finds parameters where the ELBO and its gradient are finite.</summary>
internal static class Start
{
    private const int Attempts = 24;

    /// <summary>Tries the given start, then normal jitter about it and about zero, of shrinking size.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="phi">The start on entry; on success a finite one on return, otherwise unchanged.</param>
    /// <param name="seed">Chooses the jitter.</param>
    /// <param name="evaluations">Increased by the evaluations made.</param>
    /// <returns>Whether a finite start was found.</returns>
    public static bool TryFind<TObjective>(TObjective objective, Span<double> phi, ulong seed, ref int evaluations)
        where TObjective : IObjective
    {
        double[] gradient = new double[phi.Length];
        double[] trial = phi.ToArray();
        var random = new Philox(seed, Streams.Starts);
        for (int attempt = 0; attempt <= Attempts; attempt++)
        {
            evaluations++;
            if (double.IsFinite(objective.Evaluate(trial, gradient)) && VectorMath.AllFinite(gradient))
            {
                trial.CopyTo(phi);
                return true;
            }

            double size = Math.ScaleB(1, -attempt / 2);
            for (int i = 0; i < trial.Length; i++)
            {
                trial[i] = (attempt % 2 == 0 ? phi[i] : 0) + size * random.NextNormal();
            }
        }

        return false;
    }
}
