namespace ProbDsl;

/// <summary>Fits a model with a subsampled plate: stochastically where the plate is large, otherwise as any other model.</summary>
public static class BatchFit
{
    /// <summary>
    /// Up to this many rows the deterministic fit is used where <see cref="FitOptions.Stochastic"/> is null: it needs some hundred passes over
    /// the data and has no noise to average out.
    /// </summary>
    public const int LargestWholePlate = 100_000;

    /// <summary>Fits a model.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The fit, also when it failed.</returns>
    public static FitResult Run<TProgram>(TProgram program, FitOptions? options = null)
        where TProgram : struct, IBatchProgram
    {
        options ??= FitOptions.Default;
        return StochasticOf(program, options) is not { } stochastic
            ? VariationalFit.Run(program, options)
            : FitException.Check(StochasticFit.Run(program, Elbo(program, stochastic), options.ForOneFit() with { Stochastic = stochastic }), options);
    }

    /// <summary>Fits a model that has other coordinates for some of its latents, in those that give the best ELBO.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <typeparam name="TOther">Its generated code in the other coordinates.</typeparam>
    /// <param name="program">The model with its data, in the coordinates in which it is declared.</param>
    /// <param name="other">The same in the others; the same quantities.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The fit; <see cref="FitResult.Coordinates"/> says what was kept.</returns>
    public static FitResult Run<TProgram, TOther>(TProgram program, TOther other, FitOptions? options = null)
        where TProgram : struct, IBatchProgram
        where TOther : struct, IBatchProgram
    {
        options ??= FitOptions.Default;
        return StochasticOf(program, options) is not { } stochastic
            ? VariationalFit.Run(program, other, options)
            : FitException.Check(
                StochasticFit.Run(program, Elbo(program, stochastic), other, Elbo(other, stochastic), options.ForOneFit() with { Stochastic = stochastic }), options);
    }

    /// <summary>One draw of the ELBO on a batch and its gradient, for φ and noise of the whole plate. Used by generated code.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="phi">All parameters.</param>
    /// <param name="noise">The noise of all rows.</param>
    /// <param name="batch">Rows of the plate, each at most once.</param>
    /// <param name="gradient">Overwritten; 0 for parameters of rows outside the batch.</param>
    /// <returns>The value.</returns>
    public static double Elbo<TProgram>(TProgram program, ReadOnlySpan<double> phi, ReadOnlySpan<double> noise, ReadOnlySpan<int> batch, Span<double> gradient)
        where TProgram : struct, IBatchProgram
        => OnRows.Evaluate(new BatchElbo<TProgram, Scalar>(program, batch.Length), phi, noise, batch, gradient);

    private static MinibatchElbo<TProgram> Elbo<TProgram>(TProgram program, StochasticOptions stochastic)
        where TProgram : struct, IBatchProgram
        => new(program, stochastic.BatchSize);

    private static StochasticOptions? StochasticOf<TProgram>(TProgram program, FitOptions options)
        where TProgram : struct, IBatchProgram
        => options.Stochastic ?? (program.BatchRows > LargestWholePlate ? new StochasticOptions() : null);
}
