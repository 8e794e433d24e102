using System;
using ProbDsl;

[ProbabilisticModel]
public partial class Mixture(double[] x, double[] mean0, double shape)
{
    int Rows => x.Length;
    int Components => 2;
    [Prior] Beta W() => new(1, 1);
    [Prior] Normal Mu([Plate(nameof(Components))] int k) => new(mean0[k], Math.Sqrt(2));
    [Prior] Gamma Tau([Plate(nameof(Components))] int k) => Gamma.FromShapeAndRate(shape, 1);
    [Prior] Bernoulli Z([Plate(nameof(Rows))] int n, double w) => Bernoulli.FromProbability(w);
    [Likelihood] Normal X(int n, bool[] z, double[] mu, double[] tau)
        => z[n] ? new(mu[1], 1 / Math.Sqrt(tau[1])) : new(mu[0], 1 / Math.Sqrt(tau[0]));
}
