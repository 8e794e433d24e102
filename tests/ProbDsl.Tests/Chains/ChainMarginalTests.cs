namespace ProbDsl.Tests.Chains;

/// <summary>The errors of moments of chains, against the moments of known laws over many runs of independent draws.</summary>
public class ChainMarginalTests
{
    private const int Runs = 200;
    private const int Chains = 4;

    // How often the sd is within two of its standard errors: 95 of 100 times if they are right and normal. Of 200 runs a share of 0.95 is within 0.046 in three of its own
    // standard errors, and the skewness of sums of squares takes a few more.
    [Theory]
    [InlineData("normal", 1000)]
    [InlineData("exponential", 1000)]
    [InlineData("t5", 250)]
    [InlineData("t5", 1000)]
    [InlineData("t4", 1000)]
    [InlineData("t3", 1000)]
    public void SdError_IsNotTooSmall_WhereTailsAreHeavy(string law, int draws)
    {
        (Func<double, double> quantile, double sd) = law switch
        {
            "normal" => (StandardNormal.Quantile, 1.0),
            "exponential" => (p => -Math.Log(1 - p), 1.0),
            _ => ((Func<double, double>)new StudentT(law[1] - '0', 0, 1).Quantile, Math.Sqrt((law[1] - '0') / (law[1] - '0' - 2.0))),
        };
        int covered = 0;
        for (int run = 0; run < Runs; run++)
        {
            var random = new Philox(7, (ulong)run);
            double[][] chains = new double[Chains][];
            for (int c = 0; c < Chains; c++)
            {
                chains[c] = new double[draws];
                for (int k = 0; k < draws; k++)
                {
                    chains[c][k] = quantile(random.NextDouble());
                }
            }

            var marginal = new ChainMarginal(chains);
            covered += Math.Abs(marginal.Sd - sd) <= 2 * marginal.Errors.Sd ? 1 : 0;
        }

        Assert.True(covered >= 0.88 * Runs, FormattableString.Invariant($"{law}: {covered} of {Runs}"));
    }
}
