namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>A model with a subsampled plate, for tests of what its steps evaluate.</summary>
/// <param name="Program">Its program.</param>
/// <param name="Rows">Rows of the plate.</param>
/// <param name="Batches">What steps on batches of a size evaluate.</param>
/// <param name="Whole">What the library makes of the log joint and its own knowledge of q; null where q is declared.</param>
internal sealed record BatchedCase(IWeightProgram Program, int Rows, Func<int, IStepElbo> Batches, IStepElbo? Whole)
{
    public static BatchedCase Of<TProgram>(TProgram program)
        where TProgram : struct, IBatchProgram
        => new(program, program.BatchRows, size => new MinibatchElbo<TProgram>(program, size), program.HasUnconstrainedDraw ? new WholeElbo<TProgram>(program) : null);

    /// <summary>Value and gradient on some rows, at φ and noise of all.</summary>
    public (double Value, double[] Gradient) On(GradientEstimator estimator, double[] phi, double[] noise, params int[] rows)
    {
        double[] gradient = new double[phi.Length];
        double value = OnRows.Evaluate(Batches(rows.Length).In<Scalar>(estimator), phi, noise, rows, gradient);
        return (value, gradient);
    }
}
