namespace ProbDsl;

/// <summary>A short fit on few draws, only good enough to be compared with others.</summary>
internal static class RoughFit
{
    private const int Draws = 32;
    private const int MaxIterations = 100;
    private const double GainTolerance = 1e-3;

    /// <summary>Where it ended, its ELBO on draws that it has not seen, what it cost, and the curvature on the way.</summary>
    public sealed record Result(double[] Phi, double Elbo, int Evaluations, InverseHessian? Curvature);

    /// <param name="program">The model.</param>
    /// <param name="options">The fit's settings.</param>
    /// <param name="centring">Where the centrings start; null leaves the start as it is.</param>
    /// <returns>An ELBO of −∞ where no start was finite.</returns>
    public static Result Run<TProgram, T>(TProgram program, FitOptions options, double? centring)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        double[] phi = new double[program.ParameterCount];
        program.InitialParameters(phi);
        if (centring is double start)
        {
            phi.AsSpan(phi.Length - program.Coordinates.Count).Fill(start);
        }

        // A family that couples the variates needs more draws than variates.
        int draws = Math.Max(Draws, NoiseBudget.Rough(program, NoiseBudget.Initial(program, options)));
        var memory = new ElboMemory<T>(phi.Length);
        var objective = new ElboObjective<TProgram, T>(program, FixedDraws.Shared(draws, program.NoiseCount, options.Seed, Streams.FixedDraws), memory);
        int evaluations = 0;
        if (!Start.TryFind(objective, program, phi, options.Seed, ref evaluations))
        {
            return new Result(phi, double.NegativeInfinity, evaluations, null);
        }

        var settings = new LbfgsOptions
        {
            MaxIterations = MaxIterations,
            GainTolerance = GainTolerance,
            Cancellation = options.Cancellation,
            Watch = ElboWatch<TProgram, T>.Of(program, options, draws, "rough optimisation") is { } watch ? watch.Step : null,
        };
        var optimiser = new Lbfgs(phi.Length, settings);
        LbfgsResult end = optimiser.Minimise(objective, phi);
        var others = new ElboObjective<TProgram, T>(program, FixedDraws.Shared(4 * draws, program.NoiseCount, options.Seed, Streams.SecondDraws), memory);
        double loss = others.Evaluate(phi, new double[phi.Length]);
        return new Result(phi, double.IsFinite(loss) ? -loss : double.NegativeInfinity, evaluations + end.Evaluations + 1, optimiser.Curvature);
    }
}
