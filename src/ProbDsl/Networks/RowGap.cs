namespace ProbDsl;

/// <summary>How far a row's ELBO is from log p(x), and why (Cremer, Li and Duvenaud 2018), in nats. All integrals are sums over grids: nothing is random.</summary>
/// <param name="Row">Which row of the data.</param>
/// <param name="LogLikelihood">log p(x) = log ∫ p(x, z) dz. A second hill of p(z | x) narrower than a quarter of q's standard deviation, away from the first, is overlooked.</param>
/// <param name="Elbo">The ELBO of q as the networks give it for the row.</param>
/// <param name="BestElbo">The ELBO of the best q of the same family for this row: mean and log sd of each latent of its own, or mean and covariance, p as it is. The best of two climbs, from the networks' q and from the posterior's moments. NaN where q is a flow, whose best nobody knows.</param>
/// <param name="Error">How much halving the step of the grids last changed one of the three: below 1e-9 for smooth networks; those with kinks (ReLU) stop at a finest grid.</param>
public sealed record RowGap(int Row, double LogLikelihood, double Elbo, double BestElbo, double Error)
{
    private const int MostLatents = 2;

    /// <summary>log p(x) − ELBO = KL(q ‖ p(z | x)).</summary>
    public double Gap => LogLikelihood - Elbo;

    /// <summary>What is lost because one network serves all rows.</summary>
    public double AmortisationGap => BestElbo - Elbo;

    /// <summary>What is lost because the posterior is not of q's family.</summary>
    public double ApproximationGap => LogLikelihood - BestElbo;

    /// <summary>The gaps of some rows. Used by generated code.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="trained">The trained parameters.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="family">What q is in its noise.</param>
    /// <param name="refusal">Why the model's q has no gap by quadrature; null where it has.</param>
    /// <exception cref="NotSupportedException">The rows have more than two latents, or q is neither normal nor a flow.</exception>
    /// <exception cref="ArgumentException">The data have another shape than those that the networks were trained with, or there is no such row.</exception>
    public static IReadOnlyList<RowGap> Of<TProgram>(TProgram program, TrainingResult trained, IReadOnlyList<int> rows, RowFamily family, string? refusal)
        where TProgram : struct, INetworkProgram
    {
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(rows);
        trained.Demand(program.Networks);
        if (refusal is not null)
        {
            throw new NotSupportedException($"{program.Name} has no gaps by quadrature: {refusal}. Evaluate(data) bounds log p(x) from below by importance weights; its LogLikelihood - Elbo is at most the gap.");
        }

        int latents = new BatchNoise(program).Width;
        if (latents is < 1 or > MostLatents)
        {
            throw new NotSupportedException(FormattableString.Invariant(
                $"{program.Name} has {latents} latent numbers in each row; p(x) is integrated over a grid, which serves 1 or {MostLatents}. Evaluate(data) bounds log p(x) from below by importance weights; its LogLikelihood - Elbo is at most the gap."));
        }

        foreach (int row in rows)
        {
            if (row < 0 || row >= program.BatchRows)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, FormattableString.Invariant($"{program.Name} has {program.BatchRows} rows, from 0 on, and none {row}."));
            }
        }

        var gaps = new RowGap[rows.Count];
        Portions.Run(gaps.Length, k => gaps[k] = Of(rows[k], new RowDensity<TProgram>(program, trained.Parameters, rows[k]).Evaluate, latents, family));
        return gaps;
    }

    private static RowGap Of(int row, LogDensity density, int latents, RowFamily family)
    {
        GridIntegral integral = GridIntegral.Of(density, latents) ?? throw new InvalidOperationException(FormattableString.Invariant($"Row {row}: p(x, z) does not fall off in z, or is not finite, so that its integral was not found."));
        bool isJoint = family == RowFamily.Joint;
        var own = GridNormal.Standard(latents, isJoint);
        (double elbo, double elboError) = own.ExactElbo(density);
        if (family == RowFamily.Other)
        {
            return new(row, integral.LogValue, elbo, double.NaN, Math.Max(integral.Error, elboError));
        }

        GridNormal best = GridNormal.Best(density, [own, GridNormal.Independent(integral.Mean, integral.Sd, isJoint)]);
        (double bestElbo, double bestError) = best.ExactElbo(density);
        return new(row, integral.LogValue, elbo, bestElbo, Math.Max(integral.Error, Math.Max(elboError, bestError)));
    }
}

/// <summary>The family of a row's q. Used by generated code.</summary>
public enum RowFamily
{
    /// <summary>Independent normal numbers.</summary>
    Independent,

    /// <summary>One normal vector with any covariance.</summary>
    Joint,

    /// <summary>Another one, of which no best is sought.</summary>
    Other,
}
