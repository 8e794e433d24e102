using System;
using ProbDsl;

[ProbabilisticModel]
public partial class MeanAndPrecision(double[] x)
{
    [Prior] Normal Mu() => new(0, 10);
    [Prior] Gamma Tau() => Gamma.FromShapeAndScale(2, 3);
    [Likelihood] Normal X(int n, double mu, double tau) => new(mu, 1 / Math.Sqrt(tau));
}
