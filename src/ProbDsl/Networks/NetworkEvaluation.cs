namespace ProbDsl;

/// <summary>How closely data are looked at by <see cref="NetworkEvaluation"/>.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Draws of z for each row, at most 16,777,216.</summary>
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
    // The number of a draw has 24 bits in the address of its noise.
    private const int MostDraws = 1 << 24;

    /// <summary>The numbers of each row.</summary>
    public IReadOnlyList<RowEvaluation> Rows { get; init; } = [];

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

    /// <summary>Whether all numbers, those of single rows among them, are the same.</summary>
    /// <param name="other">What to compare with.</param>
    public bool Equals(NetworkEvaluation? other)
        => other is not null && (Elbo, Reconstruction, Kl, LogLikelihood) == (other.Elbo, other.Reconstruction, other.Kl, other.LogLikelihood) && Rows.SequenceEqual(other.Rows);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Elbo, Reconstruction, Kl, LogLikelihood);

    /// <summary>The four numbers, in nats per row, and of how many rows they are.</summary>
    public override string ToString()
        => FormattableString.Invariant($"ELBO {Elbo} = reconstruction {Reconstruction} - KL {Kl}; log p(x) {LogLikelihood} by importance weights; nats per row, of {Rows.Count} rows");

    private static NetworkEvaluation Of<TProgram>(TProgram program, double[] parameters, EvaluationOptions options)
        where TProgram : struct, INetworkProgram
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Draws, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Draws, MostDraws);
        RowEvaluation[] rows = RowEvaluator<TProgram>.Run(program, parameters, options);
        return new(MeanOf(rows, r => r.Elbo), MeanOf(rows, r => r.Reconstruction), MeanOf(rows, r => r.Kl), MeanOf(rows, r => r.LogLikelihood)) { Rows = rows };
    }

    /// <summary>By one draw for each row, the same at every call.</summary>
    internal static NetworkEvaluation Brief<TProgram>(TProgram program, double[] parameters)
        where TProgram : struct, INetworkProgram
        => Of(program, parameters, new EvaluationOptions { Draws = 1, Seed = Streams.Verdict });

    // One row has no standard error.
    private static Estimate MeanOf(RowEvaluation[] rows, Func<RowEvaluation, double> value)
    {
        double[] values = [.. rows.Select(value)];
        return values.Length < 2 ? new Estimate(values.Length == 0 ? double.NaN : values[0], double.NaN) : Estimate.Of(values);
    }
}
