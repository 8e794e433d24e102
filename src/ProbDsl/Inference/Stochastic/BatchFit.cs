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
        StochasticOptions? stochastic = options.Stochastic ?? (program.BatchRows > LargestWholePlate ? new StochasticOptions() : null);
        return stochastic is null
            ? VariationalFit.Run(program, options)
            : FitException.Check(StochasticFit.Run(program, new MinibatchElbo<TProgram>(program), options.ForOneFit() with { Stochastic = stochastic }), options);
    }
}
