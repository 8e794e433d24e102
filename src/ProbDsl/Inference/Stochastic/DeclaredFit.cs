namespace ProbDsl;

/// <summary>Fits a model that declares a q of its own for some of its latents.</summary>
public static class DeclaredFit
{
    /// <summary>Fits a model.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The fit, also when it failed.</returns>
    public static FitResult Run<TProgram>(TProgram program, FitOptions? options = null)
        where TProgram : struct, IWeightProgram
    {
        options ??= FitOptions.Default;
        return options.Stochastic is null
            ? VariationalFit.Run(program, options)
            : FitException.Check(StochasticFit.Run(program, new DeclaredElbo<TProgram>(program), options.ForOneFit()), options);
    }
}
