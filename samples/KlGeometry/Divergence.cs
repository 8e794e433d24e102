using ProbDsl;

namespace Samples;

/// <summary>One Gaussian q beside a posterior of one dimension: both KL divergences, the ELBO in its two parts, and the gradients of these.</summary>
/// <param name="Reverse">KL(q ‖ posterior), in nats.</param>
/// <param name="Forward">KL(posterior ‖ q).</param>
/// <param name="Reconstruction">E_q[log p(x | z)].</param>
/// <param name="Prior">KL(q ‖ prior).</param>
/// <param name="ReconstructionGradient">In (mean, log sd) of q.</param>
/// <param name="PriorGradient">Of −KL(q ‖ prior).</param>
internal sealed record Divergence(double Reverse, double Forward, double Reconstruction, double Prior, (double Mean, double LogSd) ReconstructionGradient, (double Mean, double LogSd) PriorGradient)
{
    // A rule on ±Width with this many points errs by less than 1e-9: the integrands are smooth and the tails beyond are below 1e-12.
    private const int Points = 8001;
    private const double Width = 40;

    // Midpoints of equal probability stand for q's noise.
    private const int Draws = 4000;

    private static readonly double[] s_noise = [.. Enumerable.Range(0, Draws).Select(k => new Normal(0, 1).Quantile((k + 0.5) / Draws))];

    public double Elbo => Reconstruction - Prior;

    /// <param name="model">The model with its data.</param>
    /// <param name="logEvidence">Its log evidence.</param>
    /// <param name="q">The Gaussian.</param>
    public static Divergence Of(KlGeometry model, double logEvidence, Normal q)
    {
        (double reverse, double forward, double step) = (0, 0, 2 * Width / (Points - 1));
        double[] gradient = new double[1];
        for (int k = 0; k < Points; k++)
        {
            double z = -Width + k * step, logP = model.LogJoint([z], gradient) - logEvidence, logQ = q.LogDensity(z);
            reverse += step * Math.Exp(logQ) * (logQ - logP);
            forward += step * Math.Exp(logP) * (logP - logQ);
        }

        double[] phi = [q.Mean, Math.Log(q.Sd)];
        (double reconstruction, double meanOfData, double sdOfData) = Average(model.Reconstruction, phi);
        (double kl, double meanOfPrior, double sdOfPrior) = Average(model.Kl, phi);
        return new(reverse, forward, reconstruction, kl, (meanOfData, sdOfData), (-meanOfPrior, -sdOfPrior));
    }

    /// <summary>Where the ELBO's gradient leads from a Gaussian, by steps in q's own units.</summary>
    public static IEnumerable<(Normal Q, double Elbo)> Path(KlGeometry model, Normal start)
    {
        double[] phi = [start.Mean, Math.Log(start.Sd)];
        while (true)
        {
            (double elbo, double mean, double logSd) = Average(model.Elbo, phi);
            yield return (new Normal(phi[0], Math.Exp(phi[1])), elbo);

            // The Fisher information of (mean, log sd) is (1/sd², 2).
            phi[0] += 0.5 * Math.Exp(2 * phi[1]) * mean;
            phi[1] += 0.25 * logSd;
        }
    }

    private delegate double Part(ReadOnlySpan<double> phi, ReadOnlySpan<double> noise, Span<double> gradient);

    private static (double Value, double Mean, double LogSd) Average(Part part, double[] phi)
    {
        double[] gradient = new double[2];
        (double value, double mean, double logSd) = (0, 0, 0);
        foreach (double noise in s_noise)
        {
            value += part(phi, [noise], gradient) / Draws;
            mean += gradient[0] / Draws;
            logSd += gradient[1] / Draws;
        }

        return (value, mean, logSd);
    }
}
