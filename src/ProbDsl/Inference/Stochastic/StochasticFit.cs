namespace ProbDsl;

/// <summary>Maximises the ELBO by stochastic steps; the result is the average of the iterates.</summary>
internal static class StochasticFit
{
    public static FitResult Run<TProgram, TElbo>(TProgram program, TElbo elbo, FitOptions options)
        where TProgram : struct, IModelProgram
        where TElbo : struct, IStepElbo
        => LaneDispatch.Invoke<Alone<TProgram, TElbo>, FitResult>(new Alone<TProgram, TElbo>(program, elbo, options), options.LaneWidth ?? Lanes.PreferredWidth);

    /// <summary>Of a model that has other coordinates for some of its latents, in those that are ahead where a fit first looks back.</summary>
    public static FitResult Run<TProgram, TElbo, TOther, TOtherElbo>(TProgram program, TElbo elbo, TOther other, TOtherElbo otherElbo, FitOptions options)
        where TProgram : struct, IModelProgram
        where TElbo : struct, IStepElbo
        where TOther : struct, IModelProgram
        where TOtherElbo : struct, IStepElbo
        => LaneDispatch.Invoke<InCoordinates<TProgram, TElbo, TOther, TOtherElbo>, FitResult>(
            new InCoordinates<TProgram, TElbo, TOther, TOtherElbo>(program, elbo, other, otherElbo, options), options.LaneWidth ?? Lanes.PreferredWidth);

    private readonly struct Alone<TProgram, TElbo>(TProgram program, TElbo elbo, FitOptions options) : ILaneAction<FitResult>
        where TProgram : struct, IModelProgram
        where TElbo : struct, IStepElbo
    {
        public FitResult Invoke<T>()
            where T : unmanaged, ILane<T>
            => new StochasticTrial<TProgram, TElbo, T>(program, elbo, options, centring: null).Finish([]);
    }

    private readonly struct InCoordinates<TProgram, TElbo, TOther, TOtherElbo>(TProgram program, TElbo elbo, TOther other, TOtherElbo otherElbo, FitOptions options)
        : ILaneAction<FitResult>
        where TProgram : struct, IModelProgram
        where TElbo : struct, IStepElbo
        where TOther : struct, IModelProgram
        where TOtherElbo : struct, IStepElbo
    {
        public FitResult Invoke<T>()
            where T : unmanaged, ILane<T>
        {
            IStochasticTrial[] trials =
            [
                new StochasticTrial<TProgram, TElbo, T>(program, elbo, options, centring: null),
                new StochasticTrial<TOther, TOtherElbo, T>(other, otherElbo, options, CoordinateFit.NonCentred),
                new StochasticTrial<TOther, TOtherElbo, T>(other, otherElbo, options, CoordinateFit.Halfway),
            ];
            return (Resumed(trials) ?? Best(trials)).Finish(other.Coordinates);
        }

        // A checkpoint knows which coordinates were kept.
        private IStochasticTrial? Resumed(IStochasticTrial[] trials)
        {
            if (options.Stochastic!.Checkpoint is not string path || !File.Exists(path))
            {
                return null;
            }

            string identity = StochasticState.IdentityIn(path);
            foreach (IStochasticTrial trial in trials)
            {
                if (trial.Identity == identity)
                {
                    return trial;
                }
            }

            // Whose attempt to load it says what is wrong.
            return trials[0];
        }

        private static IStochasticTrial Best(IStochasticTrial[] trials)
        {
            IStochasticTrial best = trials[0];
            double highest = best.Probe();
            foreach (IStochasticTrial trial in trials[1..])
            {
                double elbo = trial.Probe();
                (best, highest) = elbo > highest ? (trial, elbo) : (best, highest);
            }

            return best;
        }
    }
}
