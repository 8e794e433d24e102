namespace ProbDsl;

/// <summary>Trains a model with networks by Adam on minibatches, one draw of z for each row and step.</summary>
public static class NetworkTraining
{
    /// <summary>Trains. Used by generated code.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="heldOut">The same with other data; null for none.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    public static TrainingResult Run<TProgram>(TProgram program, TProgram? heldOut, TrainingOptions? options)
        where TProgram : struct, INetworkProgram
    {
        options ??= new TrainingOptions();

        // The same registers on every machine: sums are taken in the same order. Where the hardware has half of one, the run-time uses two.
        return program.Precision == Precision.Single
            ? new Training<TProgram, float, Pack512<float>>(program, heldOut, options).Run()
            : new Training<TProgram, double, Pack512<double>>(program, heldOut, options).Run();
    }

    /// <summary>One draw of the ELBO on a batch and its gradient, for the noise of the whole plate. Used by generated code.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="phi">All parameters.</param>
    /// <param name="noise">Standard normal variates of all rows.</param>
    /// <param name="batch">Rows of the plate, each at most once.</param>
    /// <param name="gradient">Overwritten.</param>
    /// <returns>The value.</returns>
    public static double Elbo<TProgram>(TProgram program, ReadOnlySpan<double> phi, ReadOnlySpan<double> noise, ReadOnlySpan<int> batch, Span<double> gradient)
        where TProgram : struct, INetworkProgram
    {
        double[] ofBatch = OnRows.Gathered(noise, new BatchEntries(program.NoiseCount, program.BatchRows, program.RowNoise), batch);
        double[] weights = new double[RowProgram<TProgram, double, Pack512<double>>.WeightsOf(program, ofBatch.Length / batch.Length) * batch.Length];
        weights.AsSpan(0, 2 * batch.Length).Fill((double)program.BatchRows / batch.Length);
        var workspace = new Workspace<PackLane<Pack1<double>, double>>();
        return new RowProgram<TProgram, double, Pack512<double>>(program).ObjectiveOnBatch(phi, ofBatch, weights, batch, gradient, workspace);
    }
}
