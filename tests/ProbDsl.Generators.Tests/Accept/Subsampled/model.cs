using System;
using ProbDsl;

namespace Samples;

/// <summary>A measurement with a local latent for each row, of which minibatches are taken.</summary>
[ProbabilisticModel]
public sealed partial class Subsampled(double[] y, double[] sd, int[] group, int groups)
{
    int Rows => y.Length;

    [Prior] Normal Mu([Plate(nameof(groups))] int g) => new(0, 5);

    [Prior] HalfNormal Tau() => new(2);

    [Prior] Normal Theta([Plate(nameof(Rows), Subsample = true)] int n, double[] mu, double tau) => new(mu[group[n]], tau);

    [Likelihood] Normal? Y([Plate(nameof(Rows))] int n, double[] theta) => double.IsNaN(y[n]) ? null : new(theta[n], sd[n]);
}
