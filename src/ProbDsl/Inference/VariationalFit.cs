using System.Diagnostics;

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
    /// <summary>Fits a model.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="options">Settings; null for the defaults, which are meant to be right.</param>
    /// <returns>The fit, also when it failed: see <see cref="FitResult.Status"/> and <see cref="FitResult.Reason"/>.</returns>
    public static FitResult Run<TProgram>(TProgram program, FitOptions? options = null)
        where TProgram : struct, IModelProgram
    {
        options ??= FitOptions.Default;
        if (options.Stochastic is not null)
        {
            return StochasticFit.Run(program, new WholeElbo<TProgram>(program), options);
        }

        return LaneDispatch.Invoke<LaneFit<TProgram>, FitResult>(
            new LaneFit<TProgram>(program, options), options.LaneWidth ?? Lanes.PreferredWidth);
    }

    private readonly struct LaneFit<TProgram>(TProgram program, FitOptions options) : ILaneAction<FitResult>
        where TProgram : struct, IModelProgram
    {
        public FitResult Invoke<T>()
            where T : unmanaged, ILane<T>
        {
            long started = Stopwatch.GetTimestamp();
            double[] phi = new double[program.ParameterCount];
            program.InitialParameters(phi);
            var search = new ElboSearch<TProgram, T>(program, options, phi);
            LbfgsResult end = search.Run();
            NonFiniteValue? nonFinite = end.Status == FitStatus.NotFinite ? search.LocateNonFinite() : null;
            var record = new FitRecord
            {
                ModelName = program.Name,
                Family = program.Family,
                Status = end.Status,
                Reason = nonFinite is null ? end.Reason + Advice(end.Status) : $"{end.Reason} {nonFinite}.",
                NonFinite = nonFinite,
                Iterations = search.Iterations,
                Evaluations = search.Evaluations,
                FixedDraws = search.Draws,
                Milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                Phi = phi,
                Options = options,
            };
            return new FitResult(record, new FittedProgram<TProgram>(program, phi, T.Width));
        }

        private static string Advice(FitStatus status) => status switch
        {
            FitStatus.IterationLimit => " A larger MaxIterations goes on; a posterior that is improper never ends.",
            FitStatus.LineSearchFailed => " The density may have a jump or a kink there, or the posterior may be improper.",
            _ => "",
        };
    }
}
