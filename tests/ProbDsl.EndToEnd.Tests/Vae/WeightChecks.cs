namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>
/// log w = log p(x, z) − log q(z) of rows, where log q has parameters of its own: derivatives by differences in both, and the rows' own numbers; and the two terms of
/// each row with weights of their own.
/// </summary>
internal static class WeightChecks
{
    public static void Run<TProgram>(TProgram model, ulong seed)
        where TProgram : struct, INetworkProgram
    {
        var program = new RowProgram<TProgram, double, Pack512<double>>(model);
        var workspace = new Workspace<PackLane<Pack1<double>, double>>();
        int count = model.ParameterCount, held = model.GuideParameterCount;
        int[] batch = [2, 0, 3, 2];
        double[] at = GradientTests.Numbers(count, seed), noise = GradientTests.Numbers(batch.Length * model.RowNoise.Sum(a => a.Width), seed + 1), weights = [1, 1, 1, 1], values = new double[batch.Length];
        double[] point = [.. at, .. at[..held]];
        double Value(double[] phi, double[] gradient) => program.LogWeightOnBatch(phi, noise, weights, batch, gradient, workspace);
        double[] scratch = new double[point.Length];
        program.LogWeightOfRows(at, noise, batch, values, workspace);

        double[] reconstruction = new double[batch.Length], kl = new double[batch.Length];

        // What is weighed besides, q's own numbers, has the weight 0.
        double[] ofTerms = new double[RowProgram<TProgram, double, Pack512<double>>.WeightsOf(model, model.RowNoise.Sum(a => a.Width)) * batch.Length];
        new double[] { 1, 2, 3, 4, -1, 0.5, 7, 2 }.CopyTo(ofTerms, 0);
        program.ReconstructionOfRows(at, noise, batch, reconstruction, workspace);
        program.KlOfRows(at, noise, batch, kl, workspace);
        double expected = Enumerable.Range(0, batch.Length).Sum(k => (ofTerms[k] * reconstruction[k]) - (ofTerms[batch.Length + k] * kl[k]));
        Assert.Equal(expected, program.ObjectiveOnBatch(at, noise, ofTerms, batch, new double[count], workspace), 1e-11);
        GradientTests.Check(count, 0, (phi, _, g) => program.ObjectiveOnBatch(phi, noise, ofTerms, batch, g, workspace));

        // Sums of some hundred terms of some units, in another order.
        Assert.Equal(values.Sum(), Value(point, scratch), 1e-11);
        GradientTests.Check(point.Length, 0, (phi, _, g) => Value(phi, g));
    }
}
