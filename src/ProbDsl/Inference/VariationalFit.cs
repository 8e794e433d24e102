namespace ProbDsl;

/// <summary>Fits q(z; φ) to a model's posterior by maximising the ELBO.</summary>
/// <remarks>
/// The ELBO is averaged over fixed draws, which makes it a deterministic smooth function that <see cref="Lbfgs"/> maximises to
/// convergence: no learning rate, no noise in the result. A few draws lead to the neighbourhood of the optimum, the full set from there.
/// An independent set of draws then tells how far from the true optimum the fixed ones may have led; while that is noticeable, the
/// draws are doubled. What is reported comes from fresh draws that the optimiser never saw.
/// </remarks>
public static class VariationalFit
{
    // A flow follows its draws rather than the posterior where they are few, and goes on gaining next to nothing for long.
    private const int FlowDraws = 1024;
    private const double FlowGain = 1e-5;

    /// <summary>Fits a model.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="options">Settings; null for the defaults, which are meant to be right.</param>
    /// <returns>The fit, also when it failed: see <see cref="FitResult.Status"/> and <see cref="FitResult.Reason"/>.</returns>
    /// <exception cref="FitException">The result is not to be trusted, and <see cref="FitOptions.Strict"/> is set.</exception>
    public static FitResult Run<TProgram>(TProgram program, FitOptions? options = null)
        where TProgram : struct, IModelProgram
    {
        options = For(program, options ?? FitOptions.Default);
        if (options.Stochastic is not null)
        {
            return FitException.Check(StochasticFit.Run(program, new WholeElbo<TProgram>(program), options), options);
        }

        return FitException.Check(
            LaneDispatch.Invoke<LaneFit<TProgram>, FitResult>(new LaneFit<TProgram>(program, options), options.LaneWidth ?? Lanes.PreferredWidth), options);
    }

    /// <summary>Fits a model that has other coordinates for some of its latents, in those that give the best ELBO.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <typeparam name="TOther">Its generated code in the other coordinates.</typeparam>
    /// <param name="program">The model with its data, in the coordinates in which it is declared.</param>
    /// <param name="other">The same in the others; the same quantities.</param>
    /// <param name="options">Settings; null for the defaults, which are meant to be right.</param>
    /// <returns>The fit; <see cref="FitResult.Coordinates"/> says what was kept.</returns>
    public static FitResult Run<TProgram, TOther>(TProgram program, TOther other, FitOptions? options = null)
        where TProgram : struct, IModelProgram
        where TOther : struct, IModelProgram
    {
        options = For(program, options ?? FitOptions.Default);
        if (options.Stochastic is not null)
        {
            return FitException.Check(StochasticFit.Run(program, new WholeElbo<TProgram>(program), other, new WholeElbo<TOther>(other), options), options);
        }

        var fit = new CoordinateFit<TProgram, TOther>(program, other, options);
        return FitException.Check(LaneDispatch.Invoke<CoordinateFit<TProgram, TOther>, FitResult>(fit, options.LaneWidth ?? Lanes.PreferredWidth), options);
    }

    private static FitOptions For<TProgram>(TProgram program, FitOptions options)
        where TProgram : struct, IModelProgram
    {
        options = options.ForOneFit();
        int draws = options.Draws ?? FlowDraws;
        return program.HasFlow ? options with { Draws = draws, MaxDraws = Math.Max(draws, options.MaxDraws), GainTolerance = Math.Max(FlowGain, options.GainTolerance) } : options;
    }
}
