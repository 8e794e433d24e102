using ProbDsl;

namespace Samples;

/// <summary>A variational autoencoder whose networks are affine: its decoder is probabilistic PCA (Tipping and Bishop 1999; Lucas et al. 2019).</summary>
[ProbabilisticModel]
public sealed partial class LinearVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [], outputs: 2 * 2);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [], outputs: 6);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z, [Parameter] double logSd) => NormalVector.WithSd(Decoder.Apply(z[n]), Math.Exp(logSd));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>The same with as many latents as columns and a known noise: under a weight of the KL, a code of the rows at some rate and distortion.</summary>
[ProbabilisticModel]
public sealed partial class LinearCode(double[][] x, double sd)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [], outputs: 2 * 6);

    [Parameter] Mlp Decoder => new(inputs: 6, hidden: [], outputs: 6);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(6);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd(Decoder.Apply(z[n]), sd);

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}
