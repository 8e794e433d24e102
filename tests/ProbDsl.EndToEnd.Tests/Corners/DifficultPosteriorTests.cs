namespace ProbDsl.EndToEnd.Tests.Corners;

/// <summary>Posteriors that are none, or that no Gaussian is like: the fit ends, and its verdict says so.</summary>
public class DifficultPosteriorTests
{
    private static readonly double[] s_x = [-2, -1, -0.5, 0.4, 1.1, 1.9];
    private static readonly bool[] s_parted = [false, false, false, true, true, true];

    /// <summary>On the logit scale a flat density is that of a logistic variable.</summary>
    [Fact]
    public void FlatPosterior_IsUniform()
    {
        FitResult fit = new FlatPosterior().Fit();
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.Equal(0.5, fit.Scalars[0].Mean, 0.01 / Math.Sqrt(12));
        Assert.Equal(1, fit.Scalars[0].Sd * Math.Sqrt(12), 0.01);
        Assert.Equal(0, fit.LogEvidence.Value, 5 * fit.LogEvidence.StandardError);
    }

    [Fact]
    public void ImproperWithoutData_IsRefusedOrFlagged() => AssertFlagged(new ImproperMean([]).Fit());

    /// <summary>One observation makes the same prior proper: N(y, 1).</summary>
    [Fact]
    public void ImproperPriorWithData_IsNotFlagged()
    {
        FitResult fit = new ImproperMean([3]).Fit();
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.Equal(3, fit.Scalars[0].Mean, 1e-3);
        Assert.Equal(1, fit.Scalars[0].Sd, 1e-3);
    }

    /// <summary>With tau → ∞ the marginal likelihood falls like 1/tau, whose integral has no end.</summary>
    [Fact]
    public void ImproperScale_IsFlagged() => AssertFlagged(new ImproperScale([1.3]).Fit());

    /// <summary>A Cauchy variable has no mean. Its quantiles are known: ±1 at the quartiles.</summary>
    [Fact]
    public void Cauchy_IsFlagged()
    {
        FitResult fit = new CauchyLocation().Fit();
        AssertFlagged(fit);
    }

    /// <summary>sd(x) = √E eˡ = e^{9/4} = 9.49, of which most comes from one draw in a hundred.</summary>
    [Fact]
    public void Funnel_IsRightOrFlagged()
    {
        FitResult fit = new Funnel().Fit();
        AssertRightOrFlagged(fit, (0, 3), (0, Math.Exp(2.25)));
    }

    [Fact]
    public void SeparationWithAPrior_HasTheIntegral()
    {
        FitResult fit = new Separation(s_x, s_parted).Fit();
        (double mean, double sd) = SlopeOf(2.5);
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);

        // Three standard errors of as many effective draws, and 0.01 besides.
        Assert.Equal(mean, fit.Scalars[0].Mean, sd * (0.01 + 3 / Math.Sqrt(fit.EffectiveDraws)));
        Assert.Equal(1, fit.Scalars[0].Sd / sd, 0.01 + 3 / Math.Sqrt(fit.EffectiveDraws));
    }

    [Fact]
    public void SeparationWithoutAPrior_IsRefusedOrFlagged() => AssertFlagged(new SeparationWithoutPrior(s_x, s_parted).Fit());

    /// <summary>Mean 0 by symmetry, and E a² = ½ E r², where r is nearly 6 ± 0.3.</summary>
    [Fact]
    public void Rotation_IsRightOrFlagged()
    {
        FitResult fit = new Rotation(6).Fit();
        double sd = Math.Sqrt(0.5 * RingSquare(6));
        AssertRightOrFlagged(fit, (0, sd), (0, sd));
    }

    /// <summary>Two modes, (2, 2) and (−2, −2), that no one Gaussian covers: mean 0 by symmetry.</summary>
    [Fact]
    public void SignSwitch_IsRightOrFlagged()
    {
        FitResult fit = new SignSwitch([4.1, 3.9, 4, 4.2]).Fit();
        Assert.True(!fit.Verdict.IsReliable || (Math.Abs(fit.Scalars[0].Mean) < 0.2 && Math.Abs(fit.Scalars[1].Mean) < 0.2), fit.ToString());
    }

    private static void AssertFlagged(FitResult fit)
    {
        Assert.False(fit.Verdict.IsReliable, fit.ToString());
        Assert.NotEmpty(fit.Reason);
    }

    private static void AssertRightOrFlagged(FitResult fit, params (double Mean, double Sd)[] truth)
    {
        if (!fit.Verdict.IsReliable)
        {
            return;
        }

        for (int i = 0; i < truth.Length; i++)
        {
            double tolerance = 0.05 + 3 / Math.Sqrt(fit.EffectiveDraws);
            Assert.True(Math.Abs(fit.Scalars[i].Mean - truth[i].Mean) <= tolerance * truth[i].Sd, fit.ToString());
            Assert.True(Math.Abs(fit.Scalars[i].Sd / truth[i].Sd - 1) <= tolerance, fit.ToString());
        }
    }

    // The trapezoid rule over ±12 prior standard deviations: smooth and negligible at the ends, so that it converges at once.
    private static (double Mean, double Sd) SlopeOf(double priorSd)
    {
        double total = 0, first = 0, second = 0;
        for (double b = -12 * priorSd; b <= 12 * priorSd; b += 0.01)
        {
            double log = -0.5 * b * b / (priorSd * priorSd);
            for (int i = 0; i < s_x.Length; i++)
            {
                log -= Math.Log(1 + Math.Exp(s_parted[i] ? -b * s_x[i] : b * s_x[i]));
            }

            double weight = Math.Exp(log);
            total += weight;
            first += weight * b;
            second += weight * b * b;
        }

        return (first / total, Math.Sqrt(second / total - first * first / (total * total)));
    }

    // E r² under r · exp(−½ r²/25 − ½ ((r − radius)/0.3)²).
    private static double RingSquare(double radius)
    {
        double total = 0, square = 0;
        for (double r = 0; r < radius + 4; r += 1e-3)
        {
            double weight = r * Math.Exp(-0.5 * r * r / 25 - 0.5 * Math.Pow((r - radius) / 0.3, 2));
            total += weight;
            square += weight * r * r;
        }

        return square / total;
    }
}
