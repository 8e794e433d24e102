using System.Diagnostics;

namespace ProbDsl;

/// <summary>Maximises the ELBO by stochastic steps; the result is the average of the iterates.</summary>
internal static class StochasticFit
{
    public static FitResult Run<TProgram, TElbo>(TProgram program, TElbo elbo, FitOptions options)
        where TProgram : struct, IModelProgram
        where TElbo : struct, IStepElbo
        => LaneDispatch.Invoke<LaneFit<TProgram, TElbo>, FitResult>(
            new LaneFit<TProgram, TElbo>(program, elbo, options), options.LaneWidth ?? Lanes.PreferredWidth);

    private readonly struct LaneFit<TProgram, TElbo>(TProgram program, TElbo elbo, FitOptions options) : ILaneAction<FitResult>
        where TProgram : struct, IModelProgram
        where TElbo : struct, IStepElbo
    {
        public FitResult Invoke<T>()
            where T : unmanaged, ILane<T>
        {
            long started = Stopwatch.GetTimestamp();
            var search = new StochasticSearch<TProgram, T>(program, elbo.In<T>(options.Stochastic!.Estimator), elbo.Rows, options);
            (FitStatus status, string reason, double[] phi) = search.Run();

            // All data are in memory: what the steps ended with is weighed as any other fit.
            Escalation escalated = Escalation.Run<TProgram, T>(program, phi, status, options);
            NonFiniteValue? nonFinite = status == FitStatus.NotFinite ? Locate(phi) : null;
            var record = new FitRecord
            {
                ModelName = program.Name,
                Family = program.Family,
                Status = status,
                Reason = nonFinite is null ? reason : $"{reason} {nonFinite}.",
                NonFinite = nonFinite,
                Iterations = (int)Math.Min(search.Steps, int.MaxValue),
                Evaluations = (int)Math.Min(search.Steps + escalated.Evaluations, int.MaxValue),
                GradientNorm = double.NaN,
                FixedDraws = options.Stochastic.Draws,
                Milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                Correction = escalated.Correction,
                Gaussian = escalated.Gaussian,
                Proposal = escalated.Family,
                Phi = phi,
                Stochastic = search.Summary(),
                Options = options,
            };
            return new FitResult(record, new FittedProgram<TProgram>(program, phi, T.Width));
        }

        private NonFiniteValue? Locate(double[] phi)
        {
            FixedDraws draws = FixedDraws.Create(64, program.NoiseCount, options.Seed);
            for (int k = 0; k < draws.Count; k++)
            {
                if (program.LocateNonFinite(phi, draws.Draw(k)) is { } found)
                {
                    return found;
                }
            }

            return null;
        }
    }
}
