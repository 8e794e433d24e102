namespace ProbDsl;

/// <summary>Finds parameters where the ELBO and its gradient are finite.</summary>
internal static class Start
{
    private const int Attempts = 24;
    private const int Shrinkings = 15;

    /// <summary>Tries the given start, then narrower q's about the same means, then normal jitter about it and about zero, of shrinking size.</summary>
    /// <remarks>
    /// A predictor of size 10⁶ makes e^(slope · predictor) overflow for a slope of 10⁻³: no draw of a q of unit width is finite, and no other mean helps.
    /// </remarks>
    /// <param name="objective">The objective.</param>
    /// <param name="program">Whose q: of a mean field the standard deviations can be told from the means.</param>
    /// <param name="phi">The start on entry; on success a finite one on return, otherwise unchanged.</param>
    /// <param name="seed">Chooses the jitter.</param>
    /// <param name="evaluations">Increased by the evaluations made.</param>
    /// <returns>Whether a finite start was found.</returns>
    public static bool TryFind<TObjective, TProgram>(TObjective objective, TProgram program, Span<double> phi, ulong seed, ref int evaluations)
        where TObjective : IObjective
        where TProgram : struct, IModelProgram
    {
        double[] gradient = new double[phi.Length];
        double[] trial = phi.ToArray();
        var random = new Philox(seed, Streams.Starts);
        for (int attempt = 0; attempt <= Attempts; attempt++)
        {
            evaluations++;
            if (IsFinite(objective, trial, gradient) || (attempt == 0 && Shrink(objective, program, trial, gradient, ref evaluations)))
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

    // Each standard deviation a tenth of the last.
    private static bool Shrink<TObjective, TProgram>(TObjective objective, TProgram program, double[] trial, double[] gradient, ref int evaluations)
        where TObjective : IObjective
        where TProgram : struct, IModelProgram
    {
        int[] logSds = ParameterUnits<TProgram>.LogSds(program) ?? [];
        for (int k = 0; logSds.Length > 0 && k < Shrinkings; k++)
        {
            foreach (int j in logSds)
            {
                trial[j] -= Math.Log(10);
            }

            evaluations++;
            if (IsFinite(objective, trial, gradient))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFinite<TObjective>(TObjective objective, double[] phi, double[] gradient)
        where TObjective : IObjective
        => double.IsFinite(objective.Evaluate(phi, gradient)) && VectorMath.AllFinite(gradient);
}
