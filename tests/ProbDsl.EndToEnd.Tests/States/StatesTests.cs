using ProbDsl.EndToEnd.Tests.Exact;

namespace ProbDsl.EndToEnd.Tests.States;

/// <summary>Discrete latents: summed over, with the probabilities of their states beside every result. Densities and gradients are checked with those of all other models, in LanguageTests.</summary>
public class StatesTests
{
    private static readonly double[] s_start = [0.6, 0.4];

    private static readonly double[][] s_transition = [[0.7, 0.3], [0.2, 0.8]];

    private static readonly double[][] s_emission = [[0.5, 0.4, 0.1], [0.1, 0.3, 0.6]];

    [Fact]
    public void Probabilities_AreThoseOfAllAssignments()
    {
        foreach (TwoNormals.Draw draw in Enumeration.TwoNormals.Fit().Draws(3))
        {
            var joint = Enumeration.Joint(Enumeration.TwoNormals, draw.Weight, draw.Low, draw.High).ToArray();
            for (int n = 0; n < 3; n++)
            {
                Close(joint, n, 0, draw.Z[n, 0]);
                Close(joint, n, 1, draw.Z[n, 1]);
            }
        }

        foreach (Regimes.Draw draw in Enumeration.Regimes.Fit().Draws(3))
        {
            var joint = Enumeration.Joint(Enumeration.Regimes, draw.Mu, draw.Tau).ToArray();
            for (int s = 0; s < 3; s++)
            {
                Close(joint, 0, s, draw.Kind[s]);
                for (int t = 0; t < 3; t++)
                {
                    Close(joint, 2 + t, s, draw.Regime[t, s]);
                }
            }

            for (int s = 0; s < 2; s++)
            {
                Close(joint, 1, s, draw.On[s]);
                for (int t = 0; t < 3; t++)
                {
                    Close(joint, 5 + t, s, draw.Outlier[t, s]);
                }
            }
        }

        // A sum of at most 1,296 terms, each of a few dozen operations.
        static void Close((int[], double)[] joint, int which, int value, double probability) => Assert.Equal(Enumeration.Probability(joint, which, value), probability, 1e-12);
    }

    [Fact]
    public void HiddenChain_IsSmoothedExactly()
    {
        var model = new HiddenChain([0, 1, 2, 2, 0, 1, 2, 0], s_start, s_transition, s_emission);
        var fit = model.Fit();
        var exact = model.Exact();
        Assert.Equal("closed form: the states of z summed over", HiddenChain.ExactRoute.Text);
        double[] recorded = [0.14510686325405076, 0.48054368918412216, 0.8869637964952239, 0.8803806700975009, 0.4207469577381379, 0.5441252674528809, 0.7504769291044551, 0.35324449163174554];
        Assert.Equal(-9.299979516342479, exact.LogEvidence.Value, 1e-13);
        Assert.Equal(exact.LogEvidence.Value, fit.Elbo, 1e-13);
        for (int t = 0; t < recorded.Length; t++)
        {
            Assert.Equal(recorded[t], exact.Z[t, 1].Mean, 1e-13);
            Assert.Equal(recorded[t], fit.Z[t, 1].Mean, 1e-13);
            Assert.Equal(1, fit.Z[t, 0].Mean + fit.Z[t, 1].Mean, 1e-14);
        }
    }

    [Fact]
    public void WithoutContinuousLatents_NothingIsApproximated()
    {
        var model = new WetGrass(true);
        var fit = model.Fit();
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.Equal(ReportedPosterior.Exact, fit.Reported);
        Assert.Contains("nothing is approximated", fit.Verdict.Text, StringComparison.Ordinal);
        Assert.Equal(-0.43525443691891663, fit.LogEvidence.Value, 1e-15);
        Assert.Equal(0, fit.Gap);
        Assert.Equal(0.5757997218358833, fit.Cloudy[1].Mean, 1e-15);
        Assert.Equal(0.42976356050069553, fit.Sprinkler[1].Mean, 1e-15);
        Assert.Equal(0.7079276773296247, fit.Rain[1].Mean, 1e-15);

        Comparison comparison = fit.CompareTo(model.Exact());
        Assert.Contains("probabilities of states right to", comparison.Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", comparison.ToString(), StringComparison.Ordinal);
    }

    // What is recorded was enumerated; five numbers are too many for the exact route, so the fit answers, within its own Monte-Carlo error.
    [Fact]
    public void Mixture_IsTheRecordedOne()
    {
        var model = new RecordedMixture([-2.1, -1.4, -2.6, -1.9, -0.8, 1.2, 2.3, 1.8, 2.9, 2]);
        Assert.Contains("more than 3", Assert.Throws<InvalidOperationException>(model.Exact).Message, StringComparison.Ordinal);
        var fit = model.Fit();

        // The enumeration has the labels exchanged too, with a fraction of a percent of the mass, but far away: the fit says that it leaves that out.
        Assert.Contains("at another optimum that the draws miss", fit.Verdict.Text, StringComparison.Ordinal);
        Assert.Equal(-20.79481993609117, fit.LogEvidence.Value, 5 * fit.LogEvidence.StandardError);
        (double Mean, double Variance)[] moments =
        [
            (0.5015565663201499, 0.02070986526757848),
            (-1.7589404802472626, 0.15754485635484672),
            (2.0095330613754685, 0.15294463474678643),
            (2.0353640426321142, 1.1470334048431061),
            (2.1819227362288793, 1.3383538891376023),
        ];
        ScalarPosterior[] scalars = [fit.Weight, fit.Mu[0], fit.Mu[1], fit.Tau[0], fit.Tau[1]];
        for (int i = 0; i < moments.Length; i++)
        {
            double sd = Math.Sqrt(moments[i].Variance);
            Assert.Equal(moments[i].Mean, scalars[i].Mean, 0.05 * sd);

            // Up to 0.2 % of the mass, some four units from a mean whose standard deviation is 0.4, makes up to a tenth of its variance.
            Assert.InRange(scalars[i].Sd / sd, 0.9, 1.03);
        }

        // A probability varies by at most a half, so that its mean is as well known as theirs.
        double[] first = [0.0060070574744381594, 0.012880928573339842, 0.005417251652004032, 0.006888006347393728, 0.04652512117520789];
        for (int n = 0; n < first.Length; n++)
        {
            Assert.Equal(first[n], fit.Z[n, 1].Mean, 5e-3);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ShortChains_AreChains(int steps)
    {
        int[] x = [2, 1];
        var fit = new HiddenChain(x[..steps], s_start, s_transition, s_emission).Fit();
        double expected = steps switch
        {
            0 => 0,
            1 => Math.Log(s_start[0] * s_emission[0][2] + s_start[1] * s_emission[1][2]),
            _ => Math.Log(Enumerable.Range(0, 4).Sum(k => s_start[k / 2] * s_emission[k / 2][2] * s_transition[k / 2][k % 2] * s_emission[k % 2][1])),
        };
        Assert.Equal(expected, fit.Elbo, 1e-15);
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
    }

    [Fact]
    public void PriorsOfUnequalLength_AreSaid()
    {
        var model = new HiddenChain([0, 1], s_start, [[0.7, 0.3], [0.2, 0.5, 0.3]], s_emission);
        ModelDataException error = Assert.Throws<ModelDataException>(() => model.Fit());
        Assert.Contains("one entry for each state of z", error.Message, StringComparison.Ordinal);
    }
}
