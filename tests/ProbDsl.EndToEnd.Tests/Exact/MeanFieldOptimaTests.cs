namespace ProbDsl.EndToEnd.Tests.Exact;

/// <summary>
/// Recorded optima of mean fields in which a precision has a gamma law, a weight a beta law or states have probabilities of their own: what coordinate ascent found
/// is reached by the fit with the same q. The ELBO of the fit's q is computed here without draws.
/// </summary>
public class MeanFieldOptimaTests
{
    private const double HalfLogTwoPi = 0.91893853320467274;

    // As in GaussianOptimaTests: the optimum is that over the draws, and the ELBO is off by the square of how far that is from the true one.
    private static readonly FitOptions s_options = new() { Draws = 1 << 14, MaxDraws = 1 << 14, Correct = false };

    private static readonly double[] s_x = [1.2, 0.4, 2.1, 1.7, -0.3, 0.9, 1.5, 2.6, 0.8, 1.1];

    private static readonly double[] s_mixed = [-2.1, -1.4, -2.6, -1.9, -0.8, 1.2, 2.3, 1.8, 2.9, 2.0];

    [Fact]
    public void MeanAndPrecision_IsReached()
    {
        ReadOnlySpan<double> phi = new MeanFieldPrecision(s_x).Fit(s_options).Phi;
        (Normal mu, Gamma tau) = (NormalOf(phi[0], phi[1]), GammaOf(phi[2], phi[3]));
        double elbo = s_x.Sum(x => ExpectedNormal(Square(x - mu.Mean) + mu.Variance, tau)) - Kl(mu, 0, 100) - Kl(tau, 1, 1);
        Check(-16.53830917389594, elbo, Studies.MeanAndPrecision.Exact());
    }

    [Fact]
    public void NormalGamma_IsReached()
    {
        ReadOnlySpan<double> phi = new MeanFieldNormalGamma(s_x).Fit(s_options).Phi;
        (Normal mu, Gamma tau) = (NormalOf(phi[0], phi[1]), GammaOf(phi[2], phi[3]));

        // mu given tau has the variance 1/(2 tau): E log p(mu | tau) and q's entropy.
        double prior = 0.5 * Math.Log(2) + ExpectedNormal(2 * (Square(mu.Mean - 0.5) + mu.Variance), tau) + HalfLogTwoPi + 0.5 + Math.Log(mu.Sd);
        double elbo = s_x.Sum(x => ExpectedNormal(Square(x - mu.Mean) + mu.Variance, tau)) + prior - Kl(tau, 3, 2);
        Check(-13.898282409627068, elbo, Studies.NormalGamma.Exact());
    }

    [Fact]
    public void RegressionWithPrecision_IsReached()
    {
        // The triangle of a root of the covariance, its diagonal in logs; the prior N(0, 10 I).
        ReadOnlySpan<double> phi = new MeanFieldRegression(Studies.Design, Studies.Answers).Fit(s_options).Phi;
        double[] m = [phi[0], phi[1], phi[2]];
        double[][] root = [[Math.Exp(phi[3]), phi[4], phi[6]], [0, Math.Exp(phi[5]), phi[7]], [0, 0, Math.Exp(phi[8])]];
        Gamma tau = GammaOf(phi[9], phi[10]);
        double kl = 0.5 * ((m.Sum(Square) + root.Sum(column => column.Sum(Square))) / 10 - 3 + 3 * Math.Log(10)) - phi[3] - phi[5] - phi[8];
        double elbo = -kl - Kl(tau, 2, 1);
        for (int i = 0; i < Studies.Answers.Length; i++)
        {
            double Along(double[] v) => Enumerable.Range(0, 3).Sum(d => v[d] * Studies.Design[i, d]);
            elbo += ExpectedNormal(Square(Studies.Answers[i] - Along(m)) + root.Sum(column => Square(Along(column))), tau);
        }

        Check(-12.973225907462965, elbo, Studies.RegressionWithPrecision.Exact());
    }

    [Fact]
    public void Mixture_IsReached_AndBelowTheEvidence()
    {
        ReadOnlySpan<double> phi = new MeanFieldMixture(s_mixed).Fit(s_options).Phi;
        Normal[] mu = [NormalOf(phi[0], phi[2]), NormalOf(phi[1], phi[3])];
        Beta weight = new(Math.Exp(phi[4]), Math.Exp(phi[5]));
        Gamma[] tau = [GammaOf(phi[6], phi[8]), GammaOf(phi[7], phi[9])];
        double[] logit = phi[10..].ToArray();
        double[] logWeight = [ProbMath.Digamma(weight.Alpha) - ProbMath.Digamma(weight.Concentration), ProbMath.Digamma(weight.BetaParameter) - ProbMath.Digamma(weight.Concentration)];

        // KL(Beta(a, b) ‖ Beta(1, 1)) = (a − 1) E log w + (b − 1) E log(1 − w) − log B(a, b).
        double elbo = ProbMath.LogBeta(weight.Alpha, weight.BetaParameter) - (weight.Alpha - 1) * logWeight[0] - (weight.BetaParameter - 1) * logWeight[1];
        for (int k = 0; k < 2; k++)
        {
            elbo -= Kl(mu[k], k == 0 ? -2 : 2, 2) + Kl(tau[k], 2, 1);
        }

        for (int i = 0; i < s_mixed.Length; i++)
        {
            double first = ProbMath.LogisticSigmoid(logit[i]);
            double Term(int k) => logWeight[k] + ExpectedNormal(Square(s_mixed[i] - mu[k].Mean) + mu[k].Variance, tau[k]);
            elbo += first * Term(0) + (1 - first) * Term(1) + ProbMath.Log1pExp(logit[i]) - first * logit[i];
        }

        // Five continuous latents are more than a grid takes; the recorded evidence sums over the 1024 assignments.
        Check(-21.000214119317352, elbo, -20.79481993609117);
    }

    [Fact]
    public void PrincipalComponent_IsReached()
    {
        // With loadings that start elsewhere than at 0, where the gradient is zero by symmetry.
        double[] phi = new MeanFieldComponent(s_observed).Fit(s_options).Phi.ToArray();
        CheckComponent(phi[16..19], phi[19..22], phi[..8], phi[8..16]);
    }

    [Fact]
    public void PrincipalComponent_IsReached_FromItsSaddle()
    {
        // All means start at 0, where the ELBO is even in w and z: up to a common sign of all there is one optimum, and 0 is none, 18 nats below.
        var fit = Studies.PrincipalComponent.Fit(s_options);
        double[] phi = fit.Phi.ToArray();
        CheckComponent(phi[..3], phi[3..6], phi[6..14], phi[14..22]);

        // From the default draws too, whichever they are; the recorded optimum is that over all draws, and an ELBO has a standard error.
        for (ulong seed = 1; seed <= 5; seed++)
        {
            FitResult other = Studies.PrincipalComponent.Fit(new FitOptions { Correct = false, Seed = seed });
            Assert.Equal(FitStatus.Converged, other.Status);
            Assert.Equal(RecordedComponent, other.Elbo, 5 * other.ElboStandardError);
        }
    }

    private const double RecordedComponent = -28.91206637011236;

    private static void CheckComponent(double[] loadings, double[] logLoadingSds, double[] scores, double[] logScoreSds)
    {
        Normal[] w = [.. loadings.Zip(logLoadingSds, NormalOf)], z = [.. scores.Zip(logScoreSds, NormalOf)];
        double elbo = -w.Concat(z).Sum(q => Kl(q, 0, 1));
        for (int n = 0; n < 8; n++)
        {
            for (int d = 0; d < 3; d++)
            {
                double x = s_observed[3 * n + d], secondMoment = (Square(w[d].Mean) + w[d].Variance) * (Square(z[n].Mean) + z[n].Variance);
                elbo -= HalfLogTwoPi + 0.5 * Math.Log(0.3) + (x * x - 2 * x * w[d].Mean * z[n].Mean + secondMoment) / 0.6;
            }
        }

        Check(RecordedComponent, elbo, Studies.PrincipalComponent.Exact());
    }

    // Given the probabilities of the states, or the auxiliary parameters, these are quadratic in the Gaussian latents: the ELBO over evenly spread draws is exact.
    [Theory]
    [InlineData("clutter", -25.2325035184966)]
    [InlineData("probit", -9.493917930546592)]
    [InlineData("logistic", -8.10628216737056)]
    public void AuxiliaryParameters_AreFittedWithQ(string study, double recorded)
    {
        (FitResult fit, ExactPosterior exact) = study switch
        {
            "clutter" => ((FitResult)new MeanFieldClutter([2.4, 1.3, -4.1, 2.9, 1.9, 5.6, 0.7, 2.2, -1.5, 3.1]).Fit(), (ExactPosterior)Studies.Clutter.Exact()),
            "probit" => (new AuxiliaryProbit(Studies.LogisticX, Studies.LogisticY).Fit(), Studies.Probit.Exact()),
            _ => (new BoundedLogistic(Studies.LogisticX, Studies.LogisticY).Fit(), Studies.LogisticRegression.Exact()),
        };
        Assert.Equal(recorded, fit.Elbo, 1e-6);
        Assert.True(fit.Elbo < exact.LogEvidence.Value);
    }

    // Where q has the posterior's law, the fit is the posterior: KL(q ‖ posterior) in closed form.
    [Fact]
    public void ConjugateLaws_AreThePosterior()
    {
        ReadOnlySpan<double> phi = new CoinOfBeta([true, true, false, true, true, false, true, true, true, false, true, true]).Fit(s_options).Phi;
        double a = Math.Exp(phi[0]), b = Math.Exp(phi[1]);
        double kl = ProbMath.LogBeta(11, 6) - ProbMath.LogBeta(a, b) + (a - 11) * ProbMath.Digamma(a) + (b - 6) * ProbMath.Digamma(b) - (a + b - 17) * ProbMath.Digamma(a + b);
        Assert.InRange(kl, -1e-12, 1e-6);

        // InverseGamma(4 + n/2, 3 + Σy²/2); of 1/x the KL is the same.
        double[] y = [0.4, -1.3, 2.2, 0.9, -0.2, 1.1, -2.4, 0.6];
        phi = new VarianceOfInverseGamma(y).Fit(s_options).Phi;
        Assert.InRange(Kl(GammaOf(phi[0], phi[1]), 8, 3 + 0.5 * y.Sum(Square)), -1e-12, 1e-6);
    }

    private static readonly double[] s_observed =
        [1.1, 0.7, -0.4, -0.9, -0.8, 0.9, 0.3, 0.6, 0.1, 2.2, 1.0, -1.3, -1.6, -1.2, 0.5, 0.2, -0.3, 0.4, -0.4, 0.1, -0.6, 1.0, 1.3, -1.0];

    private static void Check(double recorded, double elbo, ExactPosterior exact) => Check(recorded, elbo, exact.LogEvidence.Value);

    // Nothing is above the optimum but by the rounding of the record.
    private static void Check(double recorded, double elbo, double logEvidence)
    {
        Assert.InRange(elbo, recorded - 1e-6, recorded + 1e-10);
        Assert.True(elbo < logEvidence);
    }

    private static Normal NormalOf(double mean, double logSd) => new(mean, Math.Exp(logSd));

    private static Gamma GammaOf(double logShape, double logRate) => Gamma.FromShapeAndRate(Math.Exp(logShape), Math.Exp(logRate));

    private static double Square(double x) => x * x;

    private static double MeanLog(Gamma tau) => ProbMath.Digamma(tau.Shape) - Math.Log(tau.Rate);

    // E log N(x; mu, 1/tau), from E(x − mu)².
    private static double ExpectedNormal(double square, Gamma tau) => 0.5 * (MeanLog(tau) - tau.Mean * square) - HalfLogTwoPi;

    private static double Kl(Normal q, double mean, double variance) => 0.5 * ((Square(q.Mean - mean) + q.Variance) / variance - 1 - Math.Log(q.Variance / variance));

    // E_q of the two log densities, with E log x = ψ(a) − log b.
    private static double Kl(Gamma q, double shape, double rate)
        => (q.Shape - shape) * ProbMath.Digamma(q.Shape) - ProbMath.LogGamma(q.Shape) + ProbMath.LogGamma(shape) + shape * Math.Log(q.Rate / rate) + q.Mean * (rate - q.Rate);
}
