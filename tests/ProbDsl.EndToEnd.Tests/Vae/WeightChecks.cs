namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>log w = log p(x, z) − log q(z) of rows, where log q has parameters of its own: derivatives by differences in both, and the rows' own numbers.</summary>
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

        // Sums of some hundred terms of some units, in another order.
        Assert.Equal(values.Sum(), Value(point, scratch), 1e-11);
        GradientTests.Check(point.Length, 0, (phi, _, g) => Value(phi, g));
    }
}
