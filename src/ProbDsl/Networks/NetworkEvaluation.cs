namespace ProbDsl;

/// <summary>How closely data are looked at by <see cref="NetworkEvaluation"/>.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Draws of z for each row, at most 100,000.</summary>
    public int Draws { get; init; } = 100;

    /// <summary>Chooses the draws.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>What a trained model says of data, in nats per row, each with the standard error that a mean over so many rows has.</summary>
/// <param name="Elbo">E_q[log p(x | z)] − KL(q ‖ p(z)), a lower bound of the log likelihood.</param>
/// <param name="Reconstruction">Its first part.</param>
/// <param name="Kl">Its second part.</param>
/// <param name="LogLikelihood">
/// log p(x) by importance weights, log of the mean over the draws of p(x, z)/q(z): a lower bound in expectation, that rises to log p(x) with the draws (Burda,
/// Grosse and Salakhutdinov 2016).
/// </param>
public sealed record NetworkEvaluation(Estimate Elbo, Estimate Reconstruction, Estimate Kl, Estimate LogLikelihood)
{
    private const int LargestBatch = 512;

    // All draws of a row are in memory together.
    private const int MostDraws = 100_000;

    /// <summary>ELBO, its parts and the log likelihood of each row's data. Used by generated code.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="trained">The trained parameters.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">The data have another shape than those that the networks were trained with.</exception>
    public static NetworkEvaluation Of<TProgram>(TProgram program, TrainingResult trained, EvaluationOptions? options = null)
        where TProgram : struct, INetworkProgram
    {
        ArgumentNullException.ThrowIfNull(trained);
        trained.Demand(program.Networks);
        return Of(program, trained.Parameters, options ?? new EvaluationOptions());
    }

    private static NetworkEvaluation Of<TProgram>(TProgram program, double[] parameters, EvaluationOptions options)
        where TProgram : struct, INetworkProgram
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Draws, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Draws, MostDraws);
        var rows = new Rows<TProgram>(program, parameters, options);
        double[] elbo = new double[program.BatchRows], reconstruction = new double[elbo.Length], logLikelihood = new double[elbo.Length];
        Portions.Run((elbo.Length + rows.PerPortion - 1) / rows.PerPortion, k => rows.Evaluate(k, elbo, reconstruction, logLikelihood));
        return new(MeanOf(elbo), MeanOf(reconstruction), MeanOf([.. reconstruction.Zip(elbo, (r, e) => r - e)]), MeanOf(logLikelihood));
    }

    /// <summary>The mean ELBO by one draw for each row, the same at every call.</summary>
    internal static double ElboOf<TProgram>(TProgram program, double[] parameters)
        where TProgram : struct, INetworkProgram
        => Of(program, parameters, new EvaluationOptions { Draws = 1, Seed = Streams.Verdict }).Elbo.Value;

    // One row has no standard error.
    private static Estimate MeanOf(double[] values) => values.Length < 2 ? new Estimate(values.Length == 0 ? double.NaN : values[0], double.NaN) : Estimate.Of(values);

    private sealed class Rows<TProgram>(TProgram program, double[] parameters, EvaluationOptions options)
        where TProgram : struct, INetworkProgram
    {
        private readonly BatchNoise _noise = new(program);

        /// <summary>Rows that one portion looks at, all draws of a row together.</summary>
        public int PerPortion { get; } = Math.Max(1, LargestBatch / options.Draws);

        public void Evaluate(int portion, double[] elbo, double[] reconstruction, double[] logLikelihood)
        {
            int first = portion * PerPortion, count = Math.Min(PerPortion, program.BatchRows - first), draws = options.Draws;
            int[] batch = [.. Enumerable.Range(0, count * draws).Select(i => first + i / draws)];
            double[] noise = new double[batch.Length * _noise.Width], values = new double[batch.Length];
            _noise.Fill(noise, batch, options.Seed, Streams.Summary, place => (ulong)(place % draws));
            var workspace = new Workspace<Scalar>();
            ReadOnlySpan<Scalar> phi = ScalarSpan.Cast(parameters), eps = ScalarSpan.Cast(noise);
            Span<Scalar> of = ScalarSpan.Cast(values.AsSpan());
            program.ElboOfRows(phi, eps, batch, of, workspace);
            Reduce(values, elbo.AsSpan(first, count), draws, x => x.Average());
            program.ReconstructionOfRows(phi, eps, batch, of, workspace);
            Reduce(values, reconstruction.AsSpan(first, count), draws, x => x.Average());
            program.LogWeightOfRows(phi, eps, batch, of, workspace);
            Reduce(values, logLikelihood.AsSpan(first, count), draws, x => ProbMath.LogSumExp(x.AsSpan()) - Math.Log(draws));
        }

        // One number for each row, of its draws; then the draws are 0 again, to be added to.
        private static void Reduce(double[] values, Span<double> rows, int draws, Func<ArraySegment<double>, double> reduce)
        {
            for (int k = 0; k < rows.Length; k++)
            {
                rows[k] = reduce(new ArraySegment<double>(values, k * draws, draws));
            }

            Array.Clear(values);
        }
    }
}
