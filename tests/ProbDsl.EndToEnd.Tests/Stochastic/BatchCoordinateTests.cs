using ProbDsl.EndToEnd.Tests.Coordinates;

namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>Hierarchies in a subsampled plate have the coordinates that other hierarchies have.</summary>
public class BatchCoordinateTests
{
    private static readonly double[] s_effect = [28, 8, -3, 7, -1, 1, 18, 12];
    private static readonly double[] s_standardError = [15, 10, 16, 11, 9, 11, 10, 18];

    /// <summary>Few rows are fitted as without batches: the same programs, so the same bits.</summary>
    [Fact]
    public void Fit_OfFewRows_IsThatOfTheModelWithoutBatches()
    {
        FitResult fit = new BatchedSchools(s_effect, s_standardError).Fit(), whole = new Schools(s_effect, s_standardError).Fit();
        Assert.Equal(whole.Phi.ToArray(), fit.Phi.ToArray());
        Assert.Equal(whole.Coordinates, fit.Coordinates);
    }

    /// <summary>Data that say little of a school leave it to its prior, so that it is moved in units of that; data that say all of it do not.</summary>
    [Theory]
    [InlineData(1, -0.5, 0.5)]
    [InlineData(1e-3, 0.9, 1.1)]
    public void StochasticFit_ChoosesAsTheOtherFit(double scale, double least, double most)
    {
        double[] standardError = [.. s_standardError.Select(s => scale * s)];
        var options = new FitOptions { EvaluationDraws = 4096, Correct = false };
        FitResult fit = new BatchedSchools(s_effect, standardError).Fit(options with { Stochastic = new StochasticOptions { BatchSize = 4, Tolerance = 0.01 } });
        FitResult other = new Schools(s_effect, standardError).Fit(options);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.InRange(Assert.Single(fit.Coordinates).Centring, least, most);
        Assert.InRange(Assert.Single(other.Coordinates).Centring, least, most);

        // Both are at the optimum of one ELBO, the stochastic fit within 0.01 units in each of 19 parameters: ½·19·(2·0.01)² nats, and what fresh draws say.
        Assert.Equal(other.Elbo, fit.Elbo, 0.004 + (4 * Math.Sqrt(2) * other.ElboStandardError));
    }
}
