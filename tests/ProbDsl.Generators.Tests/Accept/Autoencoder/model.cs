using System;
using ProbDsl;

namespace Samples;

/// <summary>A variational autoencoder: networks in p and in q, applied to all rows of a minibatch together.</summary>
[ProbabilisticModel]
public sealed partial class Autoencoder(double[][] x, double beta)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [5], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [5], outputs: 6, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));

    [Objective] double BetaElbo(double reconstruction, double kl) => reconstruction - beta * kl;
}
